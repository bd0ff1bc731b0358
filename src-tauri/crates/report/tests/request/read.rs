//! What is read of a form that was filled, and what is said of one that was not filled as it was meant.

use proviso_core::answer::Verdict;
use proviso_core::request::{Asks, Reply};
use proviso_report::request::{Filled, read_word};

use crate::edit::{Edited, filled, reply, runs, tag};
use crate::made::{in_order, twelve, word_form};

fn form() -> Edited {
    Edited::open(&word_form(&twelve()).unwrap())
}

fn read(file: &Edited) -> Filled {
    read_word(&file.bytes()).unwrap()
}

/// The name of the n-th practice of the form.
fn practice(n: usize) -> String {
    let request = twelve();
    let all = in_order(&request);
    let mut practices = all
        .iter()
        .filter(|asked| matches!(asked.asks, Asks::Practice { .. }));
    practices.nth(n).unwrap().item.clone()
}

fn of<'a>(reply: &'a Reply, item: &str) -> &'a proviso_core::request::Stated {
    reply
        .answers
        .iter()
        .find(|stated| stated.item == item)
        .unwrap_or_else(|| panic!("something is stated about {item}"))
}

/// One sentence has these words, and no other.
fn said(filled: &Filled, words: &str) {
    let count = filled
        .findings
        .iter()
        .filter(|said| said.contains(words))
        .count();
    assert_eq!(count, 1, "{words:?} is said once: {:#?}", filled.findings);
}

#[test]
fn a_blank_form_states_nothing() {
    let read = read_word(&word_form(&twelve()).unwrap()).unwrap();
    assert_eq!(
        read.findings,
        Vec::<String>::new(),
        "and there is nothing to say of it"
    );
    assert_eq!(
        read.reply.answers,
        Vec::new(),
        "a placeholder is no statement"
    );
    assert_eq!(read.reply.by.name, "", "nobody has answered");
    assert_eq!(read.reply.request, twelve().id, "it names its request");
}

#[test]
fn every_field_of_a_filled_form_is_read_as_it_was_filled() {
    let request = twelve();
    let expected = reply(&request);
    let file = filled(&word_form(&request).unwrap(), &request, &expected);
    let read = read(&file);
    assert_eq!(
        read.reply, expected,
        "each statement with its item and wording"
    );
    assert_eq!(read.findings, Vec::<String>::new(), "nothing was left out");
}

#[test]
fn a_field_that_was_emptied_again_states_nothing() {
    let item = practice(0);
    for text in [
        "",
        " ",
        "Click or tap here to enter text.",
        "Click here and write what is so.",
    ] {
        let mut file = form();
        file.fill(&tag(&item, "facts"), text);
        file.fill(&tag(&item, "verdict"), "Choose…");
        let read = read(&file);
        assert_eq!(read.reply.answers, Vec::new(), "{text:?} is no statement");
        assert_eq!(read.findings, Vec::<String>::new(), "and no finding");
    }
}

#[test]
fn what_was_typed_before_a_placeholder_that_stayed_is_read_without_it() {
    let item = practice(0);
    let mut file = form();
    file.fill(
        &tag(&item, "facts"),
        "We log each action.Click here and write what is so.",
    );
    let read = read(&file);
    assert_eq!(
        of(&read.reply, &item).facts.as_deref(),
        Some("We log each action."),
        "the placeholder is no part of it"
    );
}

#[test]
fn a_control_that_was_removed_is_told_and_what_stands_in_its_place_is_read() {
    let (one, two) = (practice(0), practice(1));
    let mut file = form();
    file.replace(&tag(&one, "facts"), &runs("Typed where the field was."));
    file.fill(&tag(&one, "verdict"), "Partly");
    // The whole row of another field is gone.
    let (start, end) = file.control(&tag(&two, "facts"));
    file.change(|main| {
        let start = main[..start].rfind("<w:tr>").unwrap();
        let end = main[end..].find("</w:tr>").unwrap() + end + "</w:tr>".len();
        format!("{}{}", &main[..start], &main[end..])
    });
    let read = read(&file);
    assert_eq!(
        of(&read.reply, &one).facts.as_deref(),
        Some("Typed where the field was."),
        "the label beside it says what it is"
    );
    said(&read, "has lost its room for the facts");
}

#[test]
fn an_item_that_was_deleted_is_told() {
    let item = practice(2);
    let mut file = form();
    let (start, end) = file.control(&tag(&item, "facts"));
    file.change(|main| {
        let start = main[..start].rfind("<w:tbl>").unwrap();
        let end = main[end..].find("</w:tbl>").unwrap() + end + "</w:tbl>".len();
        format!("{}{}", &main[..start], &main[end..])
    });
    said(&read(&file), "has no field left");
}

#[test]
fn what_was_typed_outside_the_fields_is_quoted() {
    let item = practice(0);
    let mut file = form();
    file.change(|main| {
        main.replacen(
            "<w:sectPr>",
            "<w:p><w:r><w:t>Please call me about number three.</w:t></w:r></w:p><w:sectPr>",
            1,
        )
    });
    // And beside a drop-down.
    file.fill(&tag(&item, "verdict"), "Partly");
    let (_, end) = file.control(&tag(&item, "verdict"));
    file.change(|main| {
        format!(
            "{}<w:r><w:t> but only in Ohio</w:t></w:r>{}",
            &main[..end],
            &main[end..]
        )
    });
    let read = read(&file);
    said(&read, "“Please call me about number three.”");
    said(&read, "“but only in Ohio”");
    assert_eq!(
        of(&read.reply, &item).verdict,
        Some(Verdict::Partly),
        "the choice itself is read"
    );
}

#[test]
fn tracked_changes_are_read_as_accepted_and_told() {
    let item = practice(0);
    let mut file = form();
    file.fill_with(
        &tag(&item, "facts"),
        "<w:r><w:t xml:space=\"preserve\">We log </w:t></w:r>\
         <w:del w:id=\"900\" w:author=\"A\"><w:r><w:delText>some</w:delText></w:r></w:del>\
         <w:ins w:id=\"901\" w:author=\"A\"><w:r><w:t>all</w:t></w:r></w:ins>\
         <w:r><w:t xml:space=\"preserve\"> actions.</w:t></w:r>",
    );
    let read = read(&file);
    assert_eq!(
        of(&read.reply, &item).facts.as_deref(),
        Some("We log all actions."),
        "the insertion counts and the deletion does not"
    );
    said(&read, "tracked changes");
    said(&read, "“some”");
}

#[test]
fn a_date_that_can_be_more_than_one_day_is_left_out_and_quoted() {
    for text in ["3. Dezember 2026", "03/12/2026", "le 3 décembre 2026"] {
        let item = practice(0);
        let mut file = form();
        file.fill(&tag(&item, "on"), text);
        file.fill(&tag(&item, "verdict"), "In place");
        let read = read(&file);
        assert_eq!(of(&read.reply, &item).on, None, "{text} is not guessed");
        said(
            &read,
            &format!("“{text}” does not say for certain which day"),
        );
    }
}

#[test]
fn a_verdict_that_was_typed_is_matched_to_a_label_or_told() {
    let (one, two) = (practice(0), practice(1));
    let mut file = form();
    file.replace(&tag(&one, "verdict"), &runs("not in PLACE."));
    file.replace(&tag(&two, "verdict"), &runs("mostly there"));
    file.fill(&tag(&two, "facts"), "It runs.");
    let read = read(&file);
    assert_eq!(
        of(&read.reply, &one).verdict,
        Some(Verdict::NotInPlace),
        "whatever its case"
    );
    assert_eq!(of(&read.reply, &two).verdict, None, "nothing is guessed");
    said(&read, "“mostly there” is none of the choices");
}

#[test]
fn a_file_without_its_properties_is_known_by_its_lines_of_reference() {
    let request = twelve();
    let expected = reply(&request);
    let mut file = filled(&word_form(&request).unwrap(), &request, &expected);
    file.0.remove("docProps/custom.xml");
    for part in ["[Content_Types].xml", "_rels/.rels"] {
        let without = file
            .part(part)
            .split('<')
            .filter(|element| !element.contains("custom"))
            .collect::<Vec<_>>()
            .join("<");
        file.0.insert(part.to_owned(), without.into_bytes());
    }
    let read = read(&file);
    assert_eq!(read.reply, expected, "every statement is bound to its item");
    said(&read, "has lost its properties. Which request");
    said(&read, "Whether something was written outside the fields");
}

#[test]
fn macros_pictures_and_comments_are_told_and_not_read() {
    let mut file = form();
    file.0
        .insert(String::from("word/vbaProject.bin"), vec![0; 64]);
    file.0.insert(
        String::from("word/comments.xml"),
        b"<w:comments xmlns:w=\"w\"><w:comment w:author=\"A\"><w:p><w:r><w:t>Ask Ben.</w:t></w:r></w:p></w:comment></w:comments>".to_vec(),
    );
    file.fill_with(
        &tag(&practice(0), "facts"),
        "<w:r><w:drawing/></w:r><w:r><w:t>See the picture.</w:t></w:r>",
    );
    let read = read(&file);
    said(&read, "macros");
    said(&read, "“Ask Ben.”");
    said(&read, "a picture or another embedded object");
    assert_eq!(
        of(&read.reply, &practice(0)).facts.as_deref(),
        Some("See the picture."),
        "the rest is read"
    );
}

#[test]
fn a_field_that_was_copied_is_told_where_the_two_differ() {
    let item = practice(0);
    let mut file = form();
    file.fill(&tag(&item, "facts"), "First.");
    let (start, end) = file.control(&tag(&item, "facts"));
    file.change(|main| {
        let copy = main[start..end].replace("First.", "Second.");
        main.replacen("<w:sectPr>", &format!("<w:p>{copy}</w:p><w:sectPr>"), 1)
    });
    let read = read(&file);
    assert_eq!(
        of(&read.reply, &item).facts.as_deref(),
        Some("First."),
        "the first"
    );
    said(&read, "stands in the form twice");
}

#[test]
fn a_number_is_read_in_figures_and_not_otherwise() {
    let request = twelve();
    let all = in_order(&request);
    let asked = all.iter().find(|asked| asked.asks == Asks::Number).unwrap();
    for (text, expected) in [
        ("42", Some("42")),
        (" 1 200 ", Some("1200")),
        ("1,200", None),
        ("forty", None),
    ] {
        let mut file = form();
        file.fill(&tag(&asked.item, "number"), text);
        let read = read(&file);
        let value = read
            .reply
            .answers
            .first()
            .and_then(|stated| stated.value.clone());
        assert_eq!(value.as_deref(), expected, "{text:?}: {:?}", read.findings);
    }
}
