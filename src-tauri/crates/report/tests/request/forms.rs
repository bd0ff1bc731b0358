//! The interview sheet and the blank form.

use std::process::Command;

use proviso_core::request::{NOTICE, Request};
use proviso_report::document::Paper;
use proviso_report::request::{KEEP_OUT, read_word, sheet};

use crate::edit::{Edited, filled, reply};
use crate::made::{in_order, twelve, word_form};

fn text_of(pdf: &[u8]) -> Vec<String> {
    let folder = tempfile::tempdir().unwrap();
    let (file, text) = (folder.path().join("a.pdf"), folder.path().join("a.txt"));
    std::fs::write(&file, pdf).unwrap();
    let done = Command::new("pdftotext")
        .arg("-layout")
        .arg(&file)
        .arg(&text)
        .status();
    assert!(done.expect("pdftotext runs").success());
    let text = std::fs::read_to_string(text).unwrap();
    text.split('\u{c}').map(str::to_owned).collect()
}

#[test]
fn no_item_of_a_sheet_is_split_between_pages() {
    let request = twelve();
    for paper in [Paper::Letter, Paper::A4] {
        let file = sheet(&request, paper).unwrap();
        assert_eq!(
            file.substituted,
            Vec::<char>::new(),
            "boxes and lines are drawn"
        );
        let pages = text_of(&file.bytes);
        for (at, asked) in in_order(&request).iter().enumerate() {
            let title = format!("{}. {}", at + 1, asked.title);
            let begins = pages.iter().position(|page| page.contains(&title));
            let page = &pages[begins.unwrap_or_else(|| panic!("{title} is asked"))];
            let rest = &page[page.find(&title).unwrap()..];
            assert!(
                rest.contains("Evidence, and where it is held"),
                "{title}: its last room stands on the same page: {rest}"
            );
        }
        let first = &pages[0];
        assert!(first.contains("Ada Lindqvist"), "it says whom it asks");
        assert!(first.contains("December 11, 2026"), "and by when");
        let words = first.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(
            words.contains(KEEP_OUT),
            "and what is to be kept out: {words}"
        );
        let items = pages.len() - 2;
        assert!(
            items * 2 >= 10,
            "two or three items a page: {} pages",
            pages.len()
        );
    }
}

#[test]
fn the_checker_of_word_files_finds_no_fault_in_a_blank_and_a_filled_form() {
    let Some(check) = std::env::var_os("PROVISO_OOXML") else {
        return;
    };
    let request = twelve();
    let blank = word_form(&request).unwrap();
    let done = filled(&blank, &request, &reply(&request)).bytes();
    let folder = tempfile::tempdir().unwrap();
    for (name, bytes) in [("blank.docx", blank), ("filled.docx", done)] {
        std::fs::write(folder.path().join(name), bytes).unwrap();
    }
    let out = Command::new(check)
        .arg(folder.path().join("blank.docx"))
        .arg(folder.path().join("filled.docx"))
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&out.stdout);
    assert!(out.status.success(), "{said}");
}

#[test]
fn every_control_is_locked_against_deletion_and_names_itself() {
    let main = Edited::open(&word_form(&twelve()).unwrap()).main();
    let count = |what: &str| main.matches(what).count();
    let controls = count("<w:sdt>");
    assert!(controls > 12 * 4, "{controls} controls");
    for what in [
        "<w:tag ",
        "<w:alias ",
        "<w:lock w:val=\"sdtLocked\"/>",
        "<w:showingPlcHdr/>",
    ] {
        assert_eq!(count(what), controls, "each has {what}");
    }
}

#[test]
fn what_is_to_be_kept_out_is_said_once_by_the_form_or_by_the_notice() {
    let mut request = twelve();
    let said = |request: &Request| {
        let pages = text_of(&sheet(request, Paper::Letter).unwrap().bytes);
        let first = pages[0].split_whitespace().collect::<Vec<_>>().join(" ");
        let form = Edited::open(&word_form(request).unwrap()).main();
        let of = |text: &str| text.matches("unpatched vulnerabilities").count();
        (of(&first), of(&form))
    };
    assert_eq!(said(&request), (1, 1), "by the form");
    request.notice = String::from(NOTICE);
    assert_eq!(said(&request), (1, 1), "by the notice, which says it too");
    let main = Edited::open(&word_form(&request).unwrap()).main();
    let at = main.find("Please put in no classified").unwrap();
    let run = main[..at].rfind("<w:r>").unwrap();
    assert!(
        main[run..at].contains("<w:b/>"),
        "and there it stands out: {}",
        &main[run..at]
    );
}

#[test]
fn a_form_for_word_is_on_the_paper_that_was_chosen() {
    let request = twelve();
    for (paper, size) in [
        (Paper::Letter, "<w:pgSz w:w=\"12240\" w:h=\"15840\"/>"),
        (Paper::A4, "<w:pgSz w:w=\"11906\" w:h=\"16838\"/>"),
    ] {
        let bytes = proviso_report::request::word_form(&request, paper).unwrap();
        let main = Edited::open(&bytes).main();
        assert!(main.contains(size), "{paper:?}");
        let expected = reply(&request);
        let read = read_word(&filled(&bytes, &request, &expected).bytes()).unwrap();
        assert_eq!(
            read.reply, expected,
            "{paper:?}: what was filled in is read back"
        );
    }
}
