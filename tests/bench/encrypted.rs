//! What encryption costs: the time to unlock, to open, to encrypt, and an answer set against one in a
//! plain file, the two taking turns in one run.

use std::sync::Arc;
use std::time::Instant;

use proviso_bench::pack;
use proviso_core::date::Moment;
use proviso_store::{NewLock, OpenOptions, RecoveryCode, Secret, Store, Watch};

use super::{Desk, answered, median, record};

const PASSPHRASE: &str = "correct horse battery staple";

/// Identifiers that no other desk has drawn.
fn options(from: u128, now: Moment) -> OpenOptions {
    let mut next = from << 64;
    OpenOptions {
        now,
        entropy: Box::new(move || {
            next += 1;
            next.to_be_bytes()
        }),
    }
}

/// Encrypts a desk's folder and unlocks it.
fn locked(desk: Desk) -> Desk {
    let Desk {
        _folder,
        mut store,
        run,
        stamp,
    } = desk;
    let mut count = 0;
    let code = RecoveryCode::new(&mut move || {
        count += 1;
        [count; 16]
    });
    let lock = NewLock {
        passphrase: PASSPHRASE,
        code: &code,
    };
    let start = Instant::now();
    let goes_on: Watch = Arc::new(|_| true);
    store.encrypt(lock, &stamp, &goes_on).unwrap();
    println!("encrypt a folder of 300 answers: {:?}", start.elapsed());
    drop(store);
    Desk {
        store: unlock(_folder.path(), 2, stamp.at),
        _folder,
        run,
        stamp,
    }
}

fn unlock(folder: &std::path::Path, from: u128, now: Moment) -> Store {
    Store::unlock(folder, options(from, now), Secret::Passphrase(PASSPHRASE)).unwrap()
}

/// Prints times and ratios.
pub fn ratios() {
    let (mut plain, mut encrypted) = (answered(300), locked(answered(300)));
    let hash = pack(1).items[0].text_hash();
    let (mut one, mut other) = (Vec::new(), Vec::new());
    for round in 1..=40 {
        let mut at = round * 1_000;
        one.push(median(25, || {
            at += 1;
            record(&mut plain, &hash, at);
        }));
        other.push(median(25, || {
            at += 1;
            record(&mut encrypted, &hash, at);
        }));
    }
    one.sort();
    other.sort();
    let ratio = other[20].as_secs_f64() / one[20].as_secs_f64();
    println!(
        "one answer, encrypted {:?}, plain {:?}: {ratio:.2} times",
        other[20], one[20]
    );
    let Desk {
        _folder: plain,
        store,
        stamp,
        ..
    } = plain;
    drop(store);
    let Desk {
        _folder: encrypted,
        store,
        ..
    } = encrypted;
    drop(store);
    let mut from = 10;
    let open = median(11, || {
        from += 1;
        drop(Store::open(plain.path(), options(from, stamp.at)).unwrap());
    });
    let unlocked = median(11, || {
        from += 1;
        drop(unlock(encrypted.path(), from, stamp.at));
    });
    println!("unlock {unlocked:?}, open a plain folder {open:?}");
}
