//! Signing a run: who, what, and what it takes afterwards.

use minisign::KeyPair;
use proviso_core::canonical::sha256;
use serde_json::{Value, json};

use crate::cli::{proviso, said};
use crate::support::{Office, first_item};

fn asked() -> serde_json::Value {
    json!({
        "reviewer": {"name": "R. Vance", "role": "Deputy General Counsel"},
        "signer": {"name": "M. Okafor", "role": "General Counsel"},
        "statement": "To my knowledge, on the bases stated.",
        "legend": "Privileged and confidential",
    })
}

/// What a reader sees of a PDF.
fn text_of(file: &std::path::Path) -> String {
    let read = std::process::Command::new("pdftotext")
        .arg(file)
        .arg("-")
        .output()
        .unwrap();
    assert!(read.status.success(), "{} is a PDF", file.display());
    String::from_utf8_lossy(&read.stdout).into_owned()
}

#[test]
fn a_signed_run_is_frozen_with_its_pdf_and_its_report_is_no_draft() {
    let office = Office::picking(Some("out.pdf"));
    let run = office.assessment();
    let view = office.call("open_run", json!({"run": run}));
    let item = first_item(&view, "practice");
    office.call(
        "record_answer",
        json!({"run": run, "item": item, "field": "verdict", "value": "partly"}),
    );
    let before = office.call("sign_view", json!({"run": run}));
    assert_eq!(before["signed"], json!(null), "nobody has signed");
    assert!(
        !before["findings"].as_array().unwrap().is_empty(),
        "what is left open is shown before"
    );
    assert_eq!(
        before["name"], "M. Okafor",
        "the name in settings is suggested"
    );
    for (field, value) in [
        ("signer", json!({"name": " ", "role": "General Counsel"})),
        ("signer", json!({"name": "M. Okafor", "role": ""})),
        ("reviewer", json!({"name": "R. Vance", "role": ""})),
        ("statement", json!("  ")),
    ] {
        let mut less = asked();
        less[field] = value;
        assert_eq!(
            office.refused("sign_run", json!({"run": run, "asked": less})),
            "badValue",
            "{field} is not whole"
        );
    }
    office.call(
        "save_draft",
        json!({"run": run, "item": item, "field": "facts", "text": "half a sen"}),
    );
    assert_eq!(
        office.refused("sign_run", json!({"run": run, "asked": asked()})),
        "draftOpen",
        "not a word is left behind"
    );
    office.call(
        "record_answer",
        json!({"run": run, "item": item, "field": "facts", "value": "Half of it."}),
    );
    let signed = office.call("sign_run", json!({"run": run, "asked": asked()}));
    assert_eq!(
        signed["signed"]["signer"]["role"], "General Counsel",
        "{signed}"
    );
    assert_eq!(
        office.refused("sign_run", json!({"run": run, "asked": asked()})),
        "readOnly",
        "nobody signs twice"
    );
    assert_eq!(
        office.refused(
            "record_answer",
            json!({"run": run, "item": item, "field": "verdict", "value": "inPlace"}),
        ),
        "readOnly",
        "and it takes no answer"
    );
    let options = json!({"run": run, "options": {"copy": "counsel", "format": "pdf"}});
    let exported = office.call("export_report", options.clone());
    let first = exported["hash"].clone();
    // What is done about the gap goes on, and the report of the signed run stays as it was.
    office.call(
        "record_action",
        json!({"run": run, "item": item, "field": "owner", "value": "Chief Risk Officer"}),
    );
    let view = office.call("open_run", json!({"run": run}));
    assert!(view["readOnly"].is_string(), "the run takes no answer");
    assert!(
        view["actionsClosed"].is_null(),
        "and the window is told that its actions go on: {}",
        view["actionsClosed"]
    );
    let exported = office.call("export_report", options);
    assert_eq!(exported["hash"], first, "the same state, the same bytes");
    let after = office.call("sign_view", json!({"run": run}));
    assert_eq!(
        after["signed"]["actionsSince"], 1,
        "that it went on is said"
    );
    let saved = office.call("save_signed_pdf", json!({"run": run}));
    let bytes = std::fs::read(office.folder.path().join("out.pdf")).unwrap();
    assert_eq!(
        json!(sha256(&bytes).0),
        after["signed"]["pdf"],
        "the kept PDF has the hash that was signed: {saved}"
    );
    let kept = office.folder.path().join("out.pdf");
    let text = text_of(&kept);
    let pages = text.matches('\u{c}').count();
    assert!(
        pages > 1 && text.matches("Privileged and confidential").count() >= pages,
        "it has its legend on each of its {pages} pages"
    );
    assert_eq!(
        after["signed"]["legend"], "Privileged and confidential",
        "the legend is on record"
    );
    let exports = office.call("exports", json!({"run": run}));
    assert_eq!(
        exports[0]["legend"], "Privileged and confidential",
        "and so it is on the record of the copy that left: {exports}"
    );
    for copy in ["board", "executive", "counsel"] {
        let options = json!({"copy": copy, "format": "pdf"});
        office.call(
            "export_report",
            json!({"run": run, "options": options.clone()}),
        );
        let text = text_of(&office.folder.path().join("out.pdf"));
        let pages = text.matches(" of ").count();
        assert!(
            !text.contains("DRAFT") && !text.contains("Draft"),
            "{copy} is none"
        );
        // Wherever its lines break.
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let signed = text.matches("Signed by M. Okafor, General Counsel").count();
        assert!(
            signed > 1 && pages > 0,
            "{copy} says who signed, below its title and along each page: {text}"
        );
        let page = office.call(
            "preview_copy",
            json!({"run": run, "options": options, "page": 1}),
        );
        let shown: String = page["things"]
            .as_array()
            .unwrap()
            .iter()
            .filter_map(|thing| thing["text"].as_str())
            .collect();
        assert!(
            shown.contains("Signed by M. Okafor") && !shown.contains("Chief Risk Officer"),
            "{copy} is shown as it was signed: {shown}"
        );
    }
    let office = office.reopened();
    let again = office.call("sign_view", json!({"run": run}));
    assert_eq!(again, after, "and it is there after a restart");
}

fn signed(office: &Office) -> (String, Value) {
    let run = office.assessment();
    let view = office.call("sign_run", json!({"run": run, "asked": asked()}));
    (run, view)
}

#[test]
fn a_run_is_sent_back_and_what_is_open_is_said_until_it_is_resolved() {
    let office = Office::new();
    let run = office.assessment();
    let view = office.call("open_run", json!({"run": run}));
    let item = first_item(&view, "practice");
    let reviewer = json!({"name": "R. Vance", "role": "Deputy General Counsel"});
    for (by, text) in [
        (
            json!({"name": "", "role": "Deputy General Counsel"}),
            "Which vendors?",
        ),
        (reviewer.clone(), "  "),
    ] {
        let comments = json!([{"item": item, "text": text}]);
        assert_eq!(
            office.refused(
                "send_back",
                json!({"run": run, "by": by, "comments": comments})
            ),
            "badValue",
            "who sends back says who and what"
        );
    }
    assert_eq!(
        office.refused(
            "send_back",
            json!({"run": run, "by": reviewer, "comments": [{"item": "none", "text": "What?"}]}),
        ),
        "unknownItem",
        "about a question that is asked"
    );
    let comments = json!([{"item": item, "text": "Which vendors?"}]);
    let sent = office.call(
        "send_back",
        json!({"run": run, "by": reviewer, "comments": comments}),
    );
    assert_eq!(sent["comments"][0]["text"], "Which vendors?", "{sent}");
    let sent_back = |view: &Value| {
        let findings = view["findings"].as_array().unwrap();
        let about = findings
            .iter()
            .filter(|finding| finding["topic"] == "sentBack");
        about
            .map(|finding| finding["text"].as_str().unwrap().to_owned())
            .collect::<Vec<_>>()
    };
    let said = sent_back(&sent);
    assert_eq!(said.len(), 1, "pre-flight mentions it: {sent}");
    assert!(
        said[0].contains("R. Vance") && !said[0].contains("Which vendors"),
        "with who, and without what counsel wrote: {}",
        said[0]
    );
    let open = office.call("open_run", json!({"run": run}));
    assert_eq!(
        open["comments"][0]["by"], "R. Vance, Deputy General Counsel",
        "it stands at the question"
    );
    let id = open["comments"][0]["id"].clone();
    let after = office.call("resolve_comment", json!({"run": run, "comment": id}));
    assert!(after[0]["resolved"].is_string(), "{after}");
    assert_eq!(
        office.refused("resolve_comment", json!({"run": run, "comment": id})),
        "unknownComment",
        "once"
    );
    let view = office.call("sign_view", json!({"run": run}));
    assert_eq!(
        sent_back(&view),
        Vec::<String>::new(),
        "and no more is said of it"
    );
    office.call("sign_run", json!({"run": run, "asked": asked()}));
    assert_eq!(
        office.refused(
            "send_back",
            json!({"run": run, "by": reviewer, "comments": [{"item": item, "text": "Late."}]}),
        ),
        "readOnly",
        "what is signed is not sent back"
    );
}

#[test]
fn an_amendment_follows_the_signed_run_and_says_why_in_report_and_history() {
    let office = Office::picking(Some("out.json"));
    let run = office.assessment();
    let view = office.call("open_run", json!({"run": run}));
    let item = first_item(&view, "practice");
    office.call(
        "record_answer",
        json!({"run": run, "item": item, "field": "verdict", "value": "partly"}),
    );
    let reason = "the list of vendors was incomplete";
    assert_eq!(
        office.refused("amend_run", json!({"run": run, "reason": reason})),
        "notSigned",
        "what is not signed is changed as it is"
    );
    office.call("sign_run", json!({"run": run, "asked": asked()}));
    assert_eq!(
        office.refused("amend_run", json!({"run": run, "reason": " "})),
        "badValue",
        "an amendment has a reason"
    );
    let made = office.call("amend_run", json!({"run": run, "reason": reason}));
    let amendment = made["run"].as_str().unwrap().to_owned();
    let told = "Amends run 1. Reason: the list of vendors was incomplete.";
    let view = office.call("open_run", json!({"run": amendment}));
    assert_eq!(view["amends"], told, "the run says so");
    assert_eq!(
        view["answers"][&item]["verdict"], "partly",
        "it begins with the answers"
    );
    let history = office.call("history", json!({"run": amendment, "item": item}));
    assert!(
        history[0]["cause"].as_str().unwrap().contains(told),
        "so does the history: {history}"
    );
    office.call(
        "export_report",
        json!({"run": amendment, "options": {"copy": "executive", "format": "json"}}),
    );
    let report = std::fs::read_to_string(office.folder.path().join("out.json")).unwrap();
    assert!(report.contains(told), "and the report");
    let view = office.call("sign_view", json!({"run": run}));
    assert_eq!(
        view["signed"]["signer"]["name"], "M. Okafor",
        "what was signed stays signed"
    );
}

#[test]
fn a_signature_beside_the_pdf_is_checked_by_anyone_with_the_key() {
    let office = Office::picking(Some("out.pdf"));
    let (run, _) = signed(&office);
    let folder = office.folder.path().to_owned();
    std::fs::write(folder.join("out.key"), "no key at all").unwrap();
    let asks = |passphrase: &str| json!({"run": run, "passphrase": passphrase});
    assert_eq!(
        office.refused("sign_pdf_with_key", asks("")),
        "notAKey",
        "another file is no key"
    );
    assert!(!folder.join("out.pdf").exists(), "and nothing is written");
    let phrase = "correct horse battery";
    let pair = KeyPair::generate_encrypted_keypair(Some(String::from(phrase))).unwrap();
    let secret = pair.sk.to_box(None).unwrap().to_string();
    std::fs::write(folder.join("out.key"), &secret).unwrap();
    assert_eq!(
        office.refused("sign_pdf_with_key", asks("wrong")),
        "wrongPassphrase",
        "the key opens with its passphrase alone"
    );
    office.call("sign_pdf_with_key", asks(phrase));
    let view = office.call("sign_view", json!({"run": run}));
    let made = &view["signed"]["signatures"][0];
    assert_eq!(
        made["key"],
        pair.pk.to_base64(),
        "the public key is on record"
    );
    std::fs::write(
        folder.join("signer.pub"),
        pair.pk.to_box().unwrap().to_string(),
    )
    .unwrap();
    let pdf = folder.join("out.pdf");
    let bytes = std::fs::read(&pdf).unwrap();
    let signature = std::fs::read_to_string(folder.join("out.pdf.minisig")).unwrap();
    let boxed = minisign::SignatureBox::from_string(&signature).unwrap();
    minisign::verify(
        &pair.pk,
        &boxed,
        std::io::Cursor::new(&bytes),
        true,
        false,
        false,
    )
    .expect("minisign itself says that it fits");
    let _folder = office.closed();
    let text = std::fs::read(folder.join("proviso.db")).unwrap();
    let line = secret.lines().nth(1).unwrap();
    assert!(
        !text.windows(line.len()).any(|part| part == line.as_bytes()),
        "the secret key is not kept"
    );
    let told = proviso(&folder, &["verify", pdf.to_str().unwrap()]);
    let out = String::from_utf8_lossy(&told.stdout).into_owned();
    assert!(
        out.contains("the signature fits the file") && out.contains("Counsel’s file"),
        "the key on record checks it: {out}{}",
        said(&told)
    );
    // Somebody else, with another data folder and the public key.
    let elsewhere = tempfile::tempdir().unwrap();
    let key = folder.join("signer.pub");
    let with_key = [
        "verify",
        pdf.to_str().unwrap(),
        "--public-key",
        key.to_str().unwrap(),
    ];
    let told = proviso(elsewhere.path(), &with_key);
    let out = String::from_utf8_lossy(&told.stdout).into_owned();
    assert_eq!(told.status.code(), Some(0), "{}", said(&told));
    assert!(
        out.contains("the signature alone speaks for it"),
        "anyone can check it: {out}"
    );
    let mut other = bytes;
    other.push(b' ');
    std::fs::write(&pdf, other).unwrap();
    let told = proviso(elsewhere.path(), &with_key);
    assert!(
        told.status.code() == Some(1) && said(&told).contains("does not fit"),
        "one byte more is found: {}",
        said(&told)
    );
}

/// The names in a folder that begin as the file that was asked for.
fn written(folder: &std::path::Path) -> Vec<String> {
    let names = std::fs::read_dir(folder).unwrap();
    let mut names: Vec<String> = names
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name.starts_with("out.pdf"))
        .collect();
    names.sort();
    names
}

#[test]
fn a_signature_that_is_not_on_record_leaves_no_file_and_the_one_before_as_it_was() {
    let office = Office::picking(Some("out.pdf"));
    let (run, _) = signed(&office);
    let folder = office.folder.path().to_owned();
    let key = KeyPair::generate_unencrypted_keypair().unwrap();
    let key = key.sk.to_box(None).unwrap().to_string();
    std::fs::write(folder.join("out.key"), key).unwrap();
    std::fs::write(folder.join("out.pdf"), "of another day").unwrap();
    let asks = json!({"run": run, "passphrase": ""});

    // The second of the two files cannot have its name.
    std::fs::create_dir(folder.join("out.pdf.minisig")).unwrap();
    assert_eq!(
        office.refused("sign_pdf_with_key", asks.clone()),
        "cannotWrite",
        "a folder stands where the signature should"
    );
    let before = std::fs::read_to_string(folder.join("out.pdf")).unwrap();
    assert_eq!(before, "of another day", "so the PDF is not written either");
    let view = office.call("sign_view", json!({"run": run}));
    assert_eq!(
        view["signed"]["signatures"],
        json!([]),
        "nor is it on record"
    );
    std::fs::remove_dir(folder.join("out.pdf.minisig")).unwrap();
    assert_eq!(written(&folder), ["out.pdf"], "and nothing lies about");

    // Both are written, and the record takes no more: another program wrote into the data file.
    let data = folder.join("proviso.db");
    let mut bytes = std::fs::read(&data).unwrap();
    bytes.extend([0; 4_096]);
    std::fs::write(&data, bytes).unwrap();
    assert_eq!(
        office.refused("sign_pdf_with_key", asks),
        "displaced",
        "what is not on record does not leave"
    );
    let after = std::fs::read_to_string(folder.join("out.pdf")).unwrap();
    assert_eq!(
        after, "of another day",
        "what stood there stands there again"
    );
    assert_eq!(written(&folder), ["out.pdf"], "and no signature beside it");
}

#[test]
fn the_overview_of_a_signed_run_is_that_of_its_day_however_long_ago() {
    let office = Office::new();
    let run = office.assessment();
    let view = office.call("open_run", json!({"run": run}));
    let item = first_item(&view, "practice");
    for (command, field, value) in [
        ("record_answer", "verdict", "notInPlace"),
        ("record_action", "owner", "CISO"),
    ] {
        let given = json!({"run": run, "item": item, "field": field, "value": value});
        office.call(command, given);
    }
    let overview = || office.call("overview", json!({"run": run}));
    office.call("sign_run", json!({"run": run, "asked": asked()}));
    let signed = overview();
    office.pass(100 * 24 * 60);
    assert_eq!(overview(), signed, "a hundred days later it says the same");
    let given = json!({"run": run, "item": item, "field": "status", "value": "done"});
    office.call("record_action", given);
    assert_eq!(
        overview(),
        signed,
        "what is done meanwhile stands under Actions"
    );
    let actions = office.call("actions", json!({"run": run}));
    let row = actions["rows"].as_array().unwrap().iter();
    let done = row.clone().find(|row| row["item"] == json!(item));
    assert_eq!(
        done.unwrap()["action"]["status"],
        "done",
        "where it goes on: {actions}"
    );
}
