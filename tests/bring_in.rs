//! Packs brought in by file: who stands for them, what is refused, and what is kept.

use proviso_app::clock::SystemClock;
use proviso_app::packs::PackFile;
use proviso_app::session::Session;
use proviso_app::wire::SignatureView;
use serde_json::{Value, json};

use crate::publisher::{ACME, Publisher, acme_next, beside};
use crate::support::Office;

/// A folder whose dialog answers `pack.json`.
fn office() -> (Office, std::path::PathBuf) {
    let office = Office::picking(Some("pack.json"));
    let file = office.folder.path().join("pack.json");
    (office, file)
}

fn chosen(office: &Office) -> Value {
    let choice = office.call("choose_pack_file", json!({}));
    assert_eq!(choice["is"], "chosen", "the dialog gave a file");
    choice["candidate"].clone()
}

fn installed(office: &Office) -> Vec<String> {
    let packs = office.call("list_packs", json!({}));
    let labels = packs.as_array().unwrap().iter();
    labels
        .map(|row| row["pack"]["label"].as_str().unwrap().to_owned())
        .collect()
}

fn find(office: &Office, label: &str) -> Value {
    let packs = office.call("list_packs", json!({}));
    let rows = packs.as_array().unwrap();
    let found = rows.iter().find(|row| row["pack"]["label"] == label);
    found.unwrap().clone()
}

#[test]
fn the_packs_of_the_program_are_listed_and_stay() {
    let office = Office::new();
    let run = office.assessment();
    let packs = office.call("list_packs", json!({}));
    assert_eq!(
        packs.as_array().unwrap().len(),
        3,
        "three versions of the order"
    );
    for row in packs.as_array().unwrap() {
        assert_eq!(
            row["origin"]["is"], "program",
            "each comes with the program"
        );
        assert_eq!(row["removable"], false, "and stays");
        let hash = row["pack"]["hash"].clone();
        assert_eq!(
            office.refused("remove_pack", json!({"hash": hash})),
            "packOfProgram",
            "whoever asks"
        );
    }
    assert_eq!(
        find(&office, "eo-14409 1.0.0")["runs"],
        1,
        "the run {run} asks from the first"
    );
    assert_eq!(
        office.call("choose_pack_file", json!({}))["is"],
        "cancelled",
        "a closed dialog is no refusal"
    );
}

#[test]
fn an_unsigned_pack_waits_for_the_setting() {
    let (office, file) = office();
    std::fs::write(&file, ACME).unwrap();
    let candidate = chosen(&office);
    assert_eq!(
        candidate["signature"],
        json!({"is": "unsigned", "allowed": false})
    );
    assert_eq!(
        candidate["problemCount"], 0,
        "nothing else is wrong with it"
    );
    assert_eq!(candidate["file"], "pack.json", "the page sees no folder");
    let refusal = candidate["refusal"].as_str().unwrap();
    assert!(
        refusal.contains("not signed"),
        "the look says it too: {refusal}"
    );
    let hash = candidate["pack"]["hash"].clone();
    let install = json!({"hash": hash});
    assert_eq!(office.refused("install_pack", install.clone()), "unsigned");
    assert_eq!(
        office.refused("trust_key", json!({"fingerprint": "0"})),
        "unsigned",
        "there is no key to trust"
    );
    assert_eq!(installed(&office).len(), 3, "nothing was brought in");
    let mut settings = office.call("start", json!({}))["settings"].clone();
    settings["allowUnsignedPacks"] = json!(true);
    office.call("save_settings", json!({"settings": settings}));
    assert_eq!(
        chosen(&office)["refusal"],
        Value::Null,
        "now it would be taken"
    );
    office.call("install_pack", install);
    let row = find(&office, "acme-ai-policy 1.0.0");
    assert_eq!(
        row["origin"],
        json!({"is": "unsigned", "file": "pack.json"})
    );
    assert_eq!(chosen(&office)["standing"], "installed", "once is enough");
}

#[test]
fn a_key_is_trusted_by_its_fingerprint_and_from_then_on() {
    let (office, file) = office();
    let publisher = Publisher::new();
    publisher.publish_with_key(&file, ACME);
    let candidate = chosen(&office);
    let key = publisher.key();
    assert_eq!(
        candidate["signature"]["is"], "untrusted",
        "the key is new here"
    );
    assert_eq!(candidate["signature"]["keyId"], key.id());
    assert_eq!(candidate["signature"]["fingerprint"], json!(key.spelled()));
    assert_eq!(candidate["signature"]["comment"], "for the tests");
    let hash = candidate["pack"]["hash"].clone();
    let install = json!({"hash": hash});
    assert_eq!(
        office.refused("install_pack", install.clone()),
        "untrustedKey"
    );
    let other = Publisher::new().key().spelled();
    assert_eq!(
        office.refused("trust_key", json!({"fingerprint": other})),
        "otherFingerprint",
        "another key is not trusted by mistake"
    );
    assert_eq!(
        office.call("trusted_keys", json!({})),
        json!([]),
        "nothing was kept"
    );
    let after = office.call("trust_key", json!({"fingerprint": key.spelled()}));
    assert_eq!(after["signature"]["is"], "trusted");
    assert_eq!(after["refusal"], Value::Null, "nothing stands in its way");
    office.call("install_pack", install.clone());
    assert_eq!(
        office.refused("install_pack", install),
        "noCandidate",
        "what is installed is no longer looked at"
    );
    let next = acme_next();
    publisher.publish(&file, &next);
    std::fs::remove_file(beside(&file, ".pub")).unwrap();
    let candidate = chosen(&office);
    assert_eq!(
        candidate["signature"]["is"], "trusted",
        "the next file needs neither the key nor another word"
    );
    let memo = &candidate["memo"];
    assert_eq!(
        memo["from"], "acme-ai-policy 1.0.0",
        "it is held against the one before"
    );
    assert_eq!(memo["sections"][0]["heading"], "Changed in substance");
    let spans = memo["sections"][0]["items"][0]["texts"][0]["spans"]
        .as_array()
        .unwrap();
    assert!(
        spans.iter().any(|span| span["kind"] == "added"
            && span["text"]
                .as_str()
                .unwrap()
                .contains("current this month")),
        "the words that were added are marked: {spans:?}"
    );
    assert_eq!(memo["sections"][1]["heading"], "Retired");
    assert_eq!(memo["same"], 8);
    office.call("install_pack", json!({"hash": candidate["pack"]["hash"]}));
    let rows = office.call("distrust_key", json!({"fingerprint": key.spelled()}));
    assert_eq!(rows, json!([]), "trust can be taken away");
    let row = find(&office, "acme-ai-policy 1.1.0");
    assert_eq!(row["origin"]["trusted"], false, "and the pack says so");
    assert_eq!(
        chosen(&office)["signature"]["is"],
        "unknownKey",
        "its key is a stranger again"
    );
}

#[test]
fn a_pack_of_the_programs_own_publisher_needs_no_word_from_counsel() {
    let folder = tempfile::tempdir().unwrap();
    let publisher = Publisher::new();
    let file = folder.path().join("pack.json");
    publisher.publish(&file, ACME);
    let data = folder.path().join("data");
    let session = Session::open(&data, Box::new(SystemClock)).unwrap();
    let mut session = session.published_by(publisher.key());
    let keys = session.trusted_keys().unwrap();
    assert_eq!(
        (keys.len(), keys[0].since.as_deref()),
        (1, None),
        "the key is listed as the program's own, not as one that counsel trusted"
    );
    let candidate = session.consider(PackFile::read(&file).unwrap()).unwrap();
    assert!(
        matches!(candidate.signature, SignatureView::Trusted { .. }),
        "its signature is taken: {:?}",
        candidate.signature
    );
    assert_eq!(candidate.refusal, None, "and nothing stands in its way");
    let fingerprint = publisher.key().spelled();
    assert_eq!(
        session.distrust_key(&fingerprint).unwrap().len(),
        1,
        "counsel cannot take away by mistake what the program was built with"
    );
    let mut bytes = ACME.to_vec();
    bytes.push(b' ');
    std::fs::write(&file, bytes).unwrap();
    let candidate = session.consider(PackFile::read(&file).unwrap()).unwrap();
    assert!(
        candidate.refusal.is_some(),
        "a byte more and the signature does not hold, whoever made it"
    );
}

#[test]
fn a_key_that_does_not_lie_beside_the_file_can_be_given() {
    let (office, file) = office();
    let publisher = Publisher::new();
    publisher.publish(&file, ACME);
    let candidate = chosen(&office);
    assert_eq!(
        candidate["signature"],
        json!({"is": "unknownKey", "keyId": publisher.key().id()})
    );
    let hash = candidate["pack"]["hash"].clone();
    assert_eq!(
        office.refused("install_pack", json!({"hash": hash})),
        "unknownKey"
    );
    let give = |key: &str| json!({"key": key});
    assert_eq!(office.refused("give_pack_key", give("hello")), "badKey");
    let other = Publisher::new();
    assert_eq!(
        office.refused("give_pack_key", give(other.key().line())),
        "badKey",
        "another's key does not fit the signature"
    );
    let after = office.call("give_pack_key", give(publisher.key().line()));
    assert_eq!(
        after["signature"]["is"], "untrusted",
        "given is not yet trusted"
    );
    assert_eq!(
        after["signature"]["fingerprint"],
        json!(publisher.key().spelled()),
        "its fingerprint is shown first"
    );
}

#[test]
fn a_file_changed_after_signing_is_refused() {
    let (office, file) = office();
    let publisher = Publisher::new();
    publisher.publish_with_key(&file, ACME);
    chosen(&office);
    office.call(
        "trust_key",
        json!({"fingerprint": publisher.key().spelled()}),
    );
    let changed = String::from_utf8(ACME.to_vec())
        .unwrap()
        .replacen("Acme", "Acne", 1);
    std::fs::write(&file, &changed).unwrap();
    let candidate = chosen(&office);
    assert_eq!(
        candidate["signature"]["is"], "broken",
        "one letter is enough"
    );
    let install = json!({"hash": candidate["pack"]["hash"]});
    assert_eq!(
        office.refused("install_pack", install.clone()),
        "signatureDoesNotFit"
    );
    let mut settings = office.call("start", json!({}))["settings"].clone();
    settings["allowUnsignedPacks"] = json!(true);
    office.call("save_settings", json!({"settings": settings}));
    assert_eq!(
        office.refused("install_pack", install),
        "signatureDoesNotFit",
        "a broken signature is worse than none: the setting does not let it in"
    );
    std::fs::write(beside(&file, ".minisig"), "not a signature").unwrap();
    let candidate = chosen(&office);
    assert_eq!(
        office.refused("install_pack", json!({"hash": candidate["pack"]["hash"]})),
        "badSignature"
    );
}

#[test]
fn a_version_with_other_content_is_refused() {
    let (office, file) = office();
    let publisher = Publisher::new();
    publisher.publish_with_key(&file, ACME);
    let first = chosen(&office);
    office.call(
        "trust_key",
        json!({"fingerprint": publisher.key().spelled()}),
    );
    office.call("install_pack", json!({"hash": first["pack"]["hash"]}));
    let mut other = ACME.to_vec();
    other.push(b'\n');
    publisher.publish(&file, &other);
    let candidate = chosen(&office);
    assert_eq!(candidate["standing"], "otherContent");
    assert_eq!(
        office.refused("install_pack", json!({"hash": candidate["pack"]["hash"]})),
        "otherContent",
        "even from the same publisher"
    );
    let order = include_str!("../assets/packs/eo-14409/1.2.0.json").replacen("  ", " ", 1);
    publisher.publish(&file, order.as_bytes());
    assert_eq!(
        chosen(&office)["standing"],
        "otherContent",
        "and nobody gives the program's own version another content"
    );
}

#[test]
fn a_pack_with_problems_is_shown_and_refused() {
    let (office, file) = office();
    let publisher = Publisher::new();
    let mut pack: Value = serde_json::from_slice(ACME).unwrap();
    pack["items"][0]["provision"] = json!("99");
    publisher.publish_with_key(&file, pack.to_string().as_bytes());
    chosen(&office);
    let candidate = office.call(
        "trust_key",
        json!({"fingerprint": publisher.key().spelled()}),
    );
    assert_eq!(candidate["problems"][0]["pointer"], "/items/0/provision");
    assert_eq!(
        office.refused("install_pack", json!({"hash": candidate["pack"]["hash"]})),
        "packProblems"
    );
    let silent = String::from_utf8(ACME.to_vec())
        .unwrap()
        .replacen("\"1.0.0\"", "\"1.1.0\"", 1);
    publisher.publish(&file, ACME);
    let first = chosen(&office);
    office.call("install_pack", json!({"hash": first["pack"]["hash"]}));
    publisher.publish(&file, silent.as_bytes());
    let candidate = chosen(&office);
    assert_eq!(
        candidate["problems"][0]["pointer"], "/changes",
        "a version that is silent on the one before cannot be run again from"
    );
}

#[test]
fn what_is_no_pack_is_refused_by_kind() {
    let (office, file) = office();
    let refused = |bytes: &[u8]| {
        std::fs::write(&file, bytes).unwrap();
        office.refused("choose_pack_file", json!({}))
    };
    assert_eq!(
        office.refused("choose_pack_file", json!({})),
        "cannotRead",
        "no file"
    );
    assert_eq!(refused(b"hello"), "notAPack");
    assert_eq!(refused(b"{}"), "notAPack");
    assert_eq!(refused("[".repeat(100_000).as_bytes()), "packTooComplex");
    assert_eq!(refused(&vec![b' '; 8 * 1024 * 1024 + 1]), "fileTooLarge");
    let other =
        String::from_utf8(ACME.to_vec())
            .unwrap()
            .replacen("\"format\": 1", "\"format\": 2", 1);
    assert_eq!(refused(other.as_bytes()), "otherFormat");
    std::fs::write(&file, ACME).unwrap();
    std::fs::write(beside(&file, ".minisig"), vec![b'x'; 5_000]).unwrap();
    assert_eq!(
        office.refused("choose_pack_file", json!({})),
        "fileTooLarge"
    );
    assert_eq!(
        office.refused("install_pack", json!({"hash": ""})),
        "noCandidate",
        "and nothing is left to install"
    );
}

#[test]
fn a_pack_in_use_stays_and_one_that_is_not_can_go() {
    let (office, file) = office();
    let before = office.assessment();
    let publisher = Publisher::new();
    publisher.publish_with_key(&file, ACME);
    let hash = chosen(&office)["pack"]["hash"].clone();
    office.call(
        "trust_key",
        json!({"fingerprint": publisher.key().spelled()}),
    );
    office.call("install_pack", json!({"hash": hash}));
    office.call("remove_pack", json!({"hash": hash}));
    assert_eq!(installed(&office).len(), 3, "it is gone");
    assert_eq!(
        office.refused("remove_pack", json!({"hash": hash})),
        "unknownPack"
    );
    chosen(&office);
    office.call("install_pack", json!({"hash": hash}));
    let kept = office.call("open_run", json!({"run": before}));
    let questions = office.call("profile_questions", json!({"pack": hash}));
    let role = questions["roles"][0]["id"].clone();
    office.call(
        "new_assessment",
        json!({"assessment": {
            "details": {
                "organization": "Acme", "unit": "", "matter": "", "askedBy": "",
                "directedBy": "", "purpose": "", "readers": "",
            },
            "pack": hash,
            "profile": {"roles": [role], "traits": {}},
        }}),
    );
    assert_eq!(
        office.refused("remove_pack", json!({"hash": hash})),
        "packInUse",
        "a run keeps its pack"
    );
    publisher.publish(&file, &acme_next());
    let next = chosen(&office);
    office.call("install_pack", json!({"hash": next["pack"]["hash"]}));
    assert_eq!(
        office.call("open_run", json!({"run": before})),
        kept,
        "bringing a pack in touches no run"
    );
    let office = office.reopened();
    let row = find(&office, "acme-ai-policy 1.0.0");
    assert_eq!(row["runs"], 1, "after a restart as before");
    assert_eq!(row["removable"], false);
    assert_eq!(
        row["origin"]["trusted"], true,
        "and the key is still trusted"
    );
    assert_eq!(row["by"], "M. Okafor", "with who brought it in");
}
