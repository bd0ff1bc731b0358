//! Files that are no filled form, or that mean harm: each is refused in one sentence.

use proviso_report::request::{MAX_WORD_BYTES, WordError, read_word};

use crate::edit::{Edited, filled, reply, tag};
use crate::made::{twelve, word_form};

fn refusal(bytes: &[u8]) -> String {
    match read_word(bytes) {
        Ok(_) => panic!("it is refused"),
        Err(error) => error.to_string(),
    }
}

fn compound(inside: &str) -> Vec<u8> {
    let mut bytes = vec![0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
    bytes.resize(1024, 0);
    bytes.extend(inside.encode_utf16().flat_map(u16::to_le_bytes));
    bytes
}

fn container(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let parts = parts
        .iter()
        .map(|(name, bytes)| ((*name).to_owned(), bytes.to_vec()));
    Edited(parts.collect()).bytes()
}

#[test]
fn what_is_no_word_file_is_told_apart() {
    let mut form = word_form(&twelve()).unwrap();
    form.truncate(form.len() * 2 / 3);
    let large = [b"PK\x03\x04".to_vec(), vec![0; MAX_WORD_BYTES]].concat();
    for (bytes, expected) in [
        (Vec::new(), "an empty file"),
        (b"%PDF-1.7".to_vec(), "This is a PDF"),
        (b"{\\rtf1".to_vec(), "rich text format"),
        (b"{\"content\":{}".to_vec(), "a file for Proviso"),
        (b"Dear counsel,".to_vec(), "a file of another kind"),
        (compound("WordDocument"), "Word’s old format (.doc)"),
        (compound("EncryptedPackage"), "protected by a password"),
        (form, "was not copied whole"),
        (large, "at most 33554432"),
        (
            container(&[("xl/workbook.xml", b"<x/>")]),
            "an Excel workbook",
        ),
        (
            container(&[("content.xml", b"<x/>")]),
            "LibreOffice’s own format",
        ),
        (container(&[("a", b"b")]), "a container of another kind"),
        (
            container(&[("word/document.xml", b"<w:document xmlns:w=\"w\"/>")]),
            "names no request",
        ),
        (
            container(&[("word/document.xml", b"<x/>"), ("../../x", b"")]),
            "a part is named",
        ),
    ] {
        let said = refusal(&bytes);
        assert!(said.contains(expected), "{expected}: {said}");
    }
}

#[test]
fn what_would_unpack_without_end_is_refused() {
    let mut file = Edited::open(&word_form(&twelve()).unwrap());
    file.0.insert(
        String::from("word/comments.xml"),
        vec![b' '; 40 * 1024 * 1024],
    );
    let bytes = file.bytes();
    assert!(bytes.len() < 200_000, "it is small as it comes");
    assert!(
        refusal(&bytes).contains("unpacks to more"),
        "and not opened further"
    );
    let mut deep = Edited::open(&word_form(&twelve()).unwrap());
    deep.change(|main| {
        main.replacen(
            "<w:sectPr>",
            &format!("{}<w:sectPr>", "<w:p>".repeat(10_000)),
            1,
        )
    });
    assert!(
        refusal(&deep.bytes()).contains("nested more than"),
        "however deep"
    );
}

#[test]
fn no_entity_is_resolved() {
    let mut file = Edited::open(&word_form(&twelve()).unwrap());
    file.change(|main| {
        main.replacen(
            "<w:document",
            "<!DOCTYPE w [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><w:document",
            1,
        )
    });
    assert!(
        refusal(&file.bytes()).contains("document type"),
        "it is refused unread"
    );
}

#[test]
fn a_form_of_a_later_version_is_refused() {
    let mut file = Edited::open(&word_form(&twelve()).unwrap());
    let custom = file.part("docProps/custom.xml");
    let custom = custom.replacen("<vt:lpwstr>1</vt:lpwstr>", "<vt:lpwstr>2</vt:lpwstr>", 1);
    file.0
        .insert(String::from("docProps/custom.xml"), custom.into_bytes());
    assert_eq!(
        read_word(&file.bytes()),
        Err(WordError::Newer),
        "it may mean something else"
    );
}

#[test]
fn a_file_that_was_cut_or_damaged_anywhere_is_read_or_refused() {
    let request = twelve();
    let expected = reply(&request);
    let bytes = filled(&word_form(&request).unwrap(), &request, &expected).bytes();
    for at in (0..bytes.len()).step_by(97) {
        assert!(read_word(&bytes[..at]).is_err(), "cut at {at}");
        let mut damaged = bytes.clone();
        damaged[at] ^= 0x10;
        if let Ok(read) = read_word(&damaged) {
            assert_eq!(
                read.reply, expected,
                "what a checksum lets through is the same"
            );
        }
    }
}

#[test]
fn a_text_longer_than_any_field_is_left_out_and_quoted() {
    let request = twelve();
    let item = request.items[0].item.clone();
    let mut file = Edited::open(&word_form(&request).unwrap());
    file.fill(&tag(&item, "facts"), &"a b c d e f ".repeat(20_000));
    file.fill(&tag(&item, "evidence"), "Runbook 7");
    let read = read_word(&file.bytes()).unwrap();
    let stated = &read.reply.answers[0];
    assert_eq!(stated.facts, None, "it is more than an answer holds");
    assert_eq!(
        stated.evidence.as_deref(),
        Some("Runbook 7"),
        "the rest is read"
    );
    assert!(
        read.findings[0].contains("more than 200000 bytes"),
        "{:?}",
        read.findings
    );
}
