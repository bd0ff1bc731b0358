//! The sRGB profile in `assets/color/srgb.icc` is generated here, and this test fails when the file is stale.
//!
//! It is an ICC version 2 display profile (ICC.1:2001-04): the primaries of IEC 61966-2-1, adapted to D50 by
//! the Bradford transform, and its transfer curve in 1,024 steps. It is our own work, under the license of
//! the program. To write it anew: `PROVISO_WRITE=1 cargo test -p proviso-report --test render color`.

use std::path::Path;

/// A number as ICC has it: 16 bits before the point, 16 after it.
fn fixed(value: f64) -> [u8; 4] {
    #[allow(clippy::cast_possible_truncation, reason = "rounded and small")]
    let bits = (value * 65536.0).round() as i32;
    bits.to_be_bytes()
}

fn xyz(values: [f64; 3]) -> Vec<u8> {
    let mut data = b"XYZ \0\0\0\0".to_vec();
    data.extend(values.iter().flat_map(|&value| fixed(value)));
    data
}

fn text(words: &str) -> Vec<u8> {
    let mut data = b"text\0\0\0\0".to_vec();
    data.extend(words.as_bytes());
    data.push(0);
    data
}

fn description(words: &str) -> Vec<u8> {
    let mut data = b"desc\0\0\0\0".to_vec();
    data.extend(u32::try_from(words.len() + 1).unwrap().to_be_bytes());
    data.extend(words.as_bytes());
    data.push(0);
    // No words in Unicode and none in a Macintosh script.
    data.extend([0; 4 + 4 + 2 + 1 + 67]);
    data
}

fn curve() -> Vec<u8> {
    const STEPS: u32 = 1024;
    let mut data = b"curv\0\0\0\0".to_vec();
    data.extend(STEPS.to_be_bytes());
    for step in 0..STEPS {
        let encoded = f64::from(step) / f64::from(STEPS - 1);
        let linear = if encoded <= 0.04045 {
            encoded / 12.92
        } else {
            ((encoded + 0.055) / 1.055).powf(2.4)
        };
        #[allow(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "0 to 65535"
        )]
        let value = (linear * 65535.0).round() as u16;
        data.extend(value.to_be_bytes());
    }
    data
}

fn profile() -> Vec<u8> {
    let tags: [(&[u8; 4], Vec<u8>); 7] = [
        (b"desc", description("sRGB IEC61966-2.1")),
        (b"cprt", text("Proviso contributors. Apache-2.0.")),
        (b"wtpt", xyz([0.9642, 1.0, 0.8249])),
        (b"rXYZ", xyz([0.436_065_7, 0.222_488_4, 0.013_916_0])),
        (b"gXYZ", xyz([0.385_147_1, 0.716_873_2, 0.097_076_4])),
        (b"bXYZ", xyz([0.143_066_4, 0.060_607_9, 0.714_096_1])),
        (b"rTRC", curve()),
    ];
    // The three channels share one curve.
    let names = [b"gTRC", b"bTRC"];
    let count = tags.len() + names.len();
    let mut table = u32::try_from(count).unwrap().to_be_bytes().to_vec();
    let mut data = Vec::new();
    let start = 128 + 4 + 12 * count;
    let mut last = (0, 0);
    for (name, value) in &tags {
        last = (
            u32::try_from(start + data.len()).unwrap(),
            u32::try_from(value.len()).unwrap(),
        );
        table.extend(*name);
        table.extend(last.0.to_be_bytes());
        table.extend(last.1.to_be_bytes());
        data.extend(value);
        data.resize(data.len().next_multiple_of(4), 0);
    }
    for name in names {
        table.extend(name);
        table.extend(last.0.to_be_bytes());
        table.extend(last.1.to_be_bytes());
    }
    let size = u32::try_from(start + data.len()).unwrap();
    let mut header = Vec::new();
    header.extend(size.to_be_bytes());
    header.extend([0; 4]); // no preferred module
    header.extend([2, 0x40, 0, 0]); // version 2.4
    header.extend(b"mntrRGB XYZ ");
    for part in [2026_u16, 11, 23, 0, 0, 0] {
        header.extend(part.to_be_bytes());
    }
    header.extend(b"acsp");
    header.extend([0; 4 + 4 + 4 + 4 + 8]); // no platform, flags, maker, model, attributes
    header.extend([0; 4]); // perceptual
    header.extend([fixed(0.9642), fixed(1.0), fixed(0.8249)].concat());
    header.extend([0; 4]); // no creator
    header.resize(128, 0);
    [header, table, data].concat()
}

#[test]
fn the_profile_is_what_is_described_here() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../assets/color/srgb.icc");
    let made = profile();
    if std::env::var_os("PROVISO_WRITE").is_some() {
        std::fs::write(&path, &made).unwrap();
    }
    assert_eq!(
        std::fs::read(&path).unwrap(),
        made,
        "the file is stale; see the head of this test"
    );
}
