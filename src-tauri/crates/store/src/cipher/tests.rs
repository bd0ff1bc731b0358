//! A data file encrypted and made plain again: what opens it, and what is left of the plain text.

mod on_the_way;

use super::*;
use crate::answer::Change;
use crate::backup::{BackupKind, DEFAULT_PLACE};
use crate::pace::Watch;
use crate::testing::{
    behind_our_back, details, item_hash, moment, options, stamp, with_assessment,
};
use crate::{Created, DATA_FILE, Details};
use proviso_core::answer::{Answer, Field, Verdict};
use std::fs;
use std::path::PathBuf;
use std::sync::Arc;
use tempfile::TempDir;

const PASSPHRASE: &str = "correct horse battery";
const OTHER: &str = "staple correct horse";

/// A word that stands in everything the store is given.
const CANARY: &str = "Zeisigkanarienvogel";

fn code() -> RecoveryCode {
    let mut count = 0;
    RecoveryCode::new(&mut move || {
        count += 1;
        [count; 16]
    })
}

/// Writes the canary everywhere: details, answer, draft, copy of the data file.
fn write_canary(store: &mut Store, made: &Created) {
    let named = Details {
        matter: CANARY.to_owned(),
        ..details()
    };
    store
        .set_details(&made.assessment, &named, &stamp(3))
        .unwrap();
    let answer = Answer {
        verdict: Some(Verdict::Partly),
        analysis: Some(format!("{CANARY} {}", "privileged ".repeat(400))),
        ..Answer::default()
    };
    let hash = item_hash("item");
    store
        .record_answer(&made.run, &Change::new("item", &hash, &answer), &stamp(4))
        .unwrap();
    store
        .save_draft(&made.run, "item", Field::Facts, CANARY, moment(5))
        .unwrap();
}

fn with_canary() -> (TempDir, Created) {
    let (folder, mut store, made) = with_assessment();
    write_canary(&mut store, &made);
    (folder, made)
}

/// Lets a conversion go on to its end.
fn to_the_end() -> Watch {
    Arc::new(|_| true)
}

fn lock(dir: &Path) {
    encrypt(dir, PASSPHRASE, &to_the_end()).unwrap();
}

/// Opens a plain folder and encrypts it.
fn encrypt(dir: &Path, passphrase: &str, watch: &Watch) -> Result<(), ConvertError> {
    let code = code();
    let lock = NewLock {
        passphrase,
        code: &code,
    };
    let mut store = Store::open(dir, options(5_000))?;
    store.encrypt(lock, &stamp(9), watch)
}

/// Opens an encrypted folder and makes it plain.
fn decrypt(dir: &Path, watch: &Watch) -> Result<(), ConvertError> {
    let secret = Secret::Passphrase(PASSPHRASE);
    let mut store = Store::unlock(dir, options(7_000), secret)?;
    store.decrypt(secret, &stamp(11), watch)
}

fn unlocked(dir: &Path) -> Store {
    Store::unlock(dir, options(9_000), Secret::Passphrase(PASSPHRASE)).unwrap()
}

fn holds_everything(store: &Store, made: &Created) {
    assert_eq!(store.verify().unwrap(), [], "every chain holds");
    let answers = store.answers(&made.run).unwrap();
    let analysis = answers["item"].answer.analysis.as_deref().unwrap_or("");
    assert!(analysis.contains(CANARY), "the answer is there");
    assert_eq!(
        store.drafts(&made.run).unwrap()[0].text,
        CANARY,
        "and what was being typed"
    );
}

/// Names the files anywhere in the folder in which the canary can be read.
fn readable(dir: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(readable(&path));
        } else {
            let bytes = fs::read(&path).unwrap();
            let utf16: Vec<u8> = CANARY.encode_utf16().flat_map(u16::to_le_bytes).collect();
            let holds = |what: &[u8]| bytes.windows(what.len()).any(|part| part == what);
            if holds(CANARY.as_bytes()) || holds(&utf16) {
                found.push(path);
            }
        }
    }
    found
}

#[test]
fn an_encrypted_folder_opens_with_passphrase_or_code_and_with_nothing_else() {
    let (folder, made) = with_canary();
    let dir = folder.path();
    assert!(!Store::is_encrypted_at(dir), "it is plain at first");
    assert!(!readable(dir).is_empty(), "and can be read by anybody");
    lock(dir);
    assert!(Store::is_encrypted_at(dir), "now it is encrypted");
    assert!(
        matches!(
            Store::open(dir, options(6_000)),
            Err(OpenError::Locked { .. })
        ),
        "without a secret it says so"
    );
    let wrong = Store::unlock(dir, options(6_000), Secret::Passphrase(OTHER));
    assert!(
        matches!(wrong, Err(OpenError::Key(KeyError::WrongPassphrase))),
        "another passphrase is told as such"
    );
    let code = code();
    let read = RecoveryCode::parse(&code.groups().join(" ")).unwrap();
    for secret in [Secret::Passphrase(PASSPHRASE), Secret::Code(&read)] {
        let store = Store::unlock(dir, options(7_000), secret).unwrap();
        holds_everything(&store, &made);
    }
}

#[test]
fn nothing_in_the_folder_can_be_read_while_and_after_one_works() {
    let (folder, mut made) = with_canary();
    let dir = folder.path();
    lock(dir);
    assert_eq!(readable(dir), [] as [PathBuf; 0], "not after encrypting");
    let mut store = unlocked(dir);
    made = {
        let next = crate::testing::assessment(&mut store);
        drop(made);
        next
    };
    write_canary(&mut store, &made);
    store.back_up(BackupKind::Deletion, moment(20)).unwrap();
    assert!(
        dir.join("proviso.db-wal").metadata().unwrap().len() > 0,
        "the log beside the file is in use"
    );
    assert_eq!(
        readable(dir),
        [] as [PathBuf; 0],
        "not while it is open, log and copies included"
    );
    drop(store);
    assert_eq!(readable(dir), [] as [PathBuf; 0], "nor after it was closed");
    holds_everything(&unlocked(dir), &made);
}

#[test]
fn the_record_says_that_it_was_encrypted_and_made_plain() {
    let (folder, made) = with_canary();
    let dir = folder.path();
    lock(dir);
    decrypt(dir, &to_the_end()).unwrap();
    assert!(!dir.join(KEY_FILE).exists(), "the key file went with it");
    let store = Store::open(dir, options(8_000)).unwrap();
    holds_everything(&store, &made);
    let said: Vec<String> = store
        .conn
        .prepare(
            "SELECT body ->> 'encryption' FROM folder_entry WHERE kind = 'encryption' ORDER BY seq",
        )
        .unwrap()
        .query_map([], |row| row.get(0))
        .unwrap()
        .collect::<Result<_, _>>()
        .unwrap();
    assert_eq!(said, ["on", "off"], "the data folder's log has both");
}

#[test]
fn a_copy_opens_with_the_passphrase_and_the_code_of_its_day() {
    let (folder, made) = with_canary();
    let dir = folder.path();
    lock(dir);
    let mut store = unlocked(dir);
    let copy = store
        .back_up(BackupKind::Deletion, moment(20))
        .unwrap()
        .name;
    store.set_passphrase(OTHER).unwrap();
    let newer = RecoveryCode::new(&mut || [200; 16]);
    store.set_recovery_code(&newer).unwrap();
    drop(store);
    for refused in [Secret::Passphrase(PASSPHRASE), Secret::Code(&code())] {
        assert!(
            Store::unlock(dir, options(9_500), refused).is_err(),
            "what opened it before opens it no more"
        );
    }
    for taken in [Secret::Passphrase(OTHER), Secret::Code(&newer)] {
        let store = Store::unlock(dir, options(9_600), taken).unwrap();
        holds_everything(&store, &made);
    }
    let elsewhere = tempfile::tempdir().unwrap();
    let from = dir.join(DEFAULT_PLACE).join(copy);
    fs::copy(&from, elsewhere.path().join(DATA_FILE)).unwrap();
    fs::copy(keys_of(&from), elsewhere.path().join(KEY_FILE)).unwrap();
    for secret in [Secret::Passphrase(PASSPHRASE), Secret::Code(&code())] {
        let store = Store::unlock(elsewhere.path(), options(9_700), secret).unwrap();
        holds_everything(&store, &made);
    }
}

#[test]
fn plain_copies_are_encrypted_held_against_and_then_removed() {
    let (folder, made) = with_canary();
    let dir = folder.path();
    let store = Store::open(dir, options(4_000)).unwrap();
    let plain = store
        .back_up(BackupKind::Deletion, moment(20))
        .unwrap()
        .name;
    drop(store);
    lock(dir);
    let store = unlocked(dir);
    let backups = dir.join(DEFAULT_PLACE);
    assert_eq!(
        store.remove_plain_copies().unwrap(),
        0,
        "none goes before there is an encrypted one"
    );
    assert_eq!(store.encrypt_copies().unwrap(), 1, "one is made");
    assert_eq!(store.encrypt_copies().unwrap(), 0, "and made once");
    assert_eq!(
        readable(dir),
        [backups.join(&plain)],
        "the plain one is the only thing left to read"
    );
    assert_eq!(store.remove_plain_copies().unwrap(), 1, "now it goes");
    assert_eq!(readable(dir), [] as [PathBuf; 0], "and with it its words");
    drop(store);
    let elsewhere = tempfile::tempdir().unwrap();
    let encrypted = backups.join(plain.replace(".db", "-encrypted.db"));
    fs::copy(&encrypted, elsewhere.path().join(DATA_FILE)).unwrap();
    fs::copy(keys_of(&encrypted), elsewhere.path().join(KEY_FILE)).unwrap();
    holds_everything(&unlocked(elsewhere.path()), &made);
}

#[test]
fn a_plain_copy_whose_encrypted_one_is_damaged_stays() {
    let (folder, _made) = with_canary();
    let dir = folder.path();
    let store = Store::open(dir, options(4_000)).unwrap();
    let plain = store
        .back_up(BackupKind::Deletion, moment(20))
        .unwrap()
        .name;
    drop(store);
    lock(dir);
    let store = unlocked(dir);
    store.encrypt_copies().unwrap();
    let backups = dir.join(DEFAULT_PLACE);
    let encrypted = backups.join(plain.replace(".db", "-encrypted.db"));
    let mut bytes = fs::read(&encrypted).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    fs::write(&encrypted, bytes).unwrap();
    store.remove_plain_copies().unwrap_err();
    assert!(
        backups.join(plain).exists(),
        "what cannot be opened replaces nothing"
    );
}

#[test]
fn keys_and_data_that_do_not_belong_together_are_told() {
    let (folder, _made) = with_canary();
    let dir = folder.path();
    lock(dir);
    let keys = fs::read(dir.join(KEY_FILE)).unwrap();
    let (other, _made) = with_canary();
    let another = RecoveryCode::new(&mut || [3; 16]);
    let lock = NewLock {
        passphrase: PASSPHRASE,
        code: &another,
    };
    let mut store = Store::open(other.path(), options(77)).unwrap();
    store.encrypt(lock, &stamp(9), &to_the_end()).unwrap();
    drop(store);
    fs::copy(other.path().join(KEY_FILE), dir.join(KEY_FILE)).unwrap();
    let secret = Secret::Passphrase(PASSPHRASE);
    assert!(
        matches!(
            Store::unlock(dir, options(78), secret),
            Err(OpenError::OtherKey { .. })
        ),
        "the key of another folder opens nothing here"
    );
    fs::remove_file(dir.join(KEY_FILE)).unwrap();
    let lost = Store::unlock(dir, options(79), secret).unwrap_err();
    assert!(
        lost.to_string().contains(KEY_FILE),
        "without its key file the sentence names it: {lost}"
    );
    fs::write(dir.join(KEY_FILE), keys).unwrap();
    fs::rename(dir.join(DATA_FILE), dir.join("moved.db")).unwrap();
    assert!(
        matches!(
            Store::open(dir, options(80)),
            Err(OpenError::FileMissing { .. })
        ),
        "no empty, plain file is made where an encrypted one was"
    );
    fs::rename(dir.join("moved.db"), dir.join(DATA_FILE)).unwrap();
    assert_eq!(unlocked(dir).verify().unwrap(), [], "together they open");
}

#[test]
fn a_flipped_bit_in_any_page_is_found_when_the_file_is_opened() {
    let (folder, _made) = with_canary();
    let dir = folder.path();
    lock(dir);
    let path = dir.join(DATA_FILE);
    let cipher = Cipher::of(&path, Secret::Passphrase(PASSPHRASE)).unwrap();
    let whole = fs::read(&path).unwrap();
    let conn = crate::open::connect(&path, Some(&cipher)).unwrap();
    let free: i64 = conn
        .pragma_query_value(None, "freelist_count", |row| row.get(0))
        .unwrap();
    drop(conn);
    assert_eq!(free, 0, "a file that was just written has no empty page");
    let pages = whole.len() / 4096;
    for page in 0..pages {
        let mut changed = whole.clone();
        changed[page * 4096 + (page * 131) % 4096] ^= 1 << (page % 8);
        fs::write(&path, changed).unwrap();
        let refused = crate::open::connect(&path, Some(&cipher)).map(drop);
        assert!(
            matches!(
                refused,
                Err(OpenError::Damaged { .. } | OpenError::OtherKey { .. })
            ),
            "a bit in page {page} of {pages} was flipped: {refused:?}"
        );
    }
}

#[test]
fn a_tampered_file_stays_tampered_when_it_is_encrypted() {
    let (folder, _made) = with_canary();
    let dir = folder.path();
    behind_our_back(dir)
        .execute_batch(
            "DROP TRIGGER revision_is_never_changed;
             UPDATE revision SET author = 'Somebody Else' WHERE seq = 2",
        )
        .unwrap();
    let broken = Store::open(dir, options(4_000)).unwrap().verify().unwrap();
    assert!(!broken.is_empty(), "the change is found in the plain file");
    lock(dir);
    assert_eq!(
        unlocked(dir).verify().unwrap(),
        broken,
        "and is found in the encrypted one, at the same place"
    );
}

#[test]
fn a_passphrase_that_is_too_short_changes_nothing() {
    let (folder, made) = with_canary();
    let refused = encrypt(folder.path(), "short", &to_the_end());
    assert!(
        matches!(refused, Err(ConvertError::Key(KeyError::TooShort))),
        "it is refused"
    );
    holds_everything(&Store::open(folder.path(), options(5)).unwrap(), &made);
}
