use super::*;

/// A file with these parts.
fn file(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut file = Writer::new();
    for (name, body) in parts {
        file.part(name, body);
    }
    file.end()
}

const ID: &[u8] = b"00112233445566778899aabbccddeeff\n";

fn least() -> Vec<(&'static str, &'static [u8])> {
    vec![
        ("assessment", ID),
        ("revisions", b""),
        ("actions", b""),
        ("rows", b""),
    ]
}

#[test]
fn parts_come_back_as_they_were_written() {
    let mut parts = least();
    parts.insert(1, ("pack", b"{}"));
    parts.insert(2, ("pack", b"\n\npart x"));
    parts.push(("evidence", b"%PDF-\xff\n"));
    let read = Contents::read(file(&parts)).unwrap();
    assert_eq!(
        read.assessment(),
        "00112233445566778899aabbccddeeff",
        "the id"
    );
    assert_eq!(
        read.packs().collect::<Vec<_>>(),
        [&b"{}"[..], b"\n\npart x"],
        "packs byte for byte, whatever is in them"
    );
    assert_eq!(
        read.evidence().map(|(_, body)| body).collect::<Vec<_>>(),
        [&b"%PDF-\xff\n"[..]],
        "and documents"
    );
}

#[test]
fn a_file_that_is_cut_off_anywhere_is_refused() {
    let mut parts = least();
    parts.push(("evidence", b"a document"));
    let whole = file(&parts);
    for length in 0..whole.len() {
        let refused = Contents::read(whole[..length].to_vec());
        assert!(refused.is_err(), "after {length} bytes it is not whole");
    }
    let mut longer = whole.clone();
    longer.push(b'\n');
    assert!(
        Contents::read(longer).is_err(),
        "nor can anything be appended"
    );
}

#[test]
fn a_bit_that_was_flipped_anywhere_is_noticed() {
    let mut parts = least();
    parts.push(("evidence", b"a document"));
    let whole = file(&parts);
    for at in 0..whole.len() {
        for bit in 0..8 {
            let mut other = whole.clone();
            other[at] ^= 1 << bit;
            assert!(
                Contents::read(other).is_err(),
                "bit {bit} of byte {at} belongs to the file"
            );
        }
    }
}

#[test]
fn parts_stand_in_their_order_and_none_is_left_out() {
    let refused = |parts: &[(&str, &[u8])]| match Contents::read(file(parts)) {
        Err(ContainerError::Malformed { problem, .. }) => problem,
        other => panic!("{other:?}"),
    };
    let mut turned = least();
    turned.swap(1, 2);
    assert!(
        refused(&turned).contains("another part was expected"),
        "the order is one"
    );
    let mut twice = least();
    twice.insert(1, ("assessment", ID));
    assert!(
        refused(&twice).contains("another part"),
        "an assessment is one"
    );
    let mut unknown = least();
    unknown.push(("../../etc/passwd", b""));
    assert!(refused(&unknown).contains("another part"), "names are ours");
    for at in 0..4 {
        let mut less = least();
        less.remove(at);
        assert!(refused(&less).contains("missing"), "each has to be there");
    }
}

#[test]
fn lengths_that_lie_are_refused_without_being_believed() {
    let head = String::from_utf8_lossy(FIRST_LINE).into_owned();
    for line in [
        "part assessment 9999999999 ",
        "part assessment 18446744073709551615 ",
        "part assessment -1 ",
        "part assessment 033 ",
        "part assessment +33 ",
        "end 0 ",
    ] {
        let text = format!("{head}{line}{}\n{}\n", "0".repeat(64), "x".repeat(40));
        assert!(
            Contents::read(text.into_bytes()).is_err(),
            "{line} is not believed"
        );
    }
}

#[test]
fn other_files_are_told_apart() {
    let kinds: [(&[u8], ContainerError); 4] = [
        (b"", ContainerError::NotOurs),
        (b"%PDF-1.7", ContainerError::NotOurs),
        (b"Proviso assessment, format 2\n", ContainerError::Newer),
        (
            b"Proviso assessment, sealed, format 1\n",
            ContainerError::Sealed,
        ),
    ];
    for (bytes, expected) in kinds {
        assert_eq!(
            Contents::read(bytes.to_vec()).unwrap_err(),
            expected,
            "{} is what it is",
            String::from_utf8_lossy(bytes)
        );
    }
}

#[test]
fn lines_are_bounded_in_depth_and_kind() {
    let rows = |line: &str| {
        let mut parts = least();
        parts[3].1 = Vec::leak(format!("{line}\n").into_bytes());
        Contents::read(file(&parts)).map(|_| ())
    };
    rows(r#"{"row":{"a":1,"b":"x"},"table":"place"}"#).unwrap();
    for (line, why) in [
        (
            r#"{"row":{"a":[1]},"table":"place"}"#,
            "a row holds plain values",
        ),
        (
            r#"{"row":{},"table":"place","more":1}"#,
            "nothing is passed over",
        ),
        (r#"{"row":{}}"#, "a row is of a table"),
        (r#"[]"#, "a row is an object"),
    ] {
        assert!(
            matches!(rows(line), Err(ContainerError::Line { line: 1, .. })),
            "{why}"
        );
    }
    let deep = format!(
        "{{\"row\":{{\"a\":{}{}}},\"table\":\"x\"}}",
        "[".repeat(100_000),
        "]".repeat(100_000)
    );
    assert!(
        rows(&deep).is_err(),
        "a hundred thousand brackets are no program's end"
    );
}
