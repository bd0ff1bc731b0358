//! The question book: what a reviewer on paper sees beside each question.

#![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]
#![allow(missing_docs, reason = "nobody links against a test")]

use proviso_core::answer::Answers;
use proviso_core::pack::Pack;
use proviso_core::profile::Profile;
use proviso_core::report::question_book;
use proviso_core::scope::scope;

/// The parts of an item of the order's newest pack, as printed for a Federal contractor.
fn printed(item: &str) -> (String, Vec<(String, String)>) {
    let text = include_str!("../../../../assets/packs/eo-14409/1.2.0.json");
    let pack: Pack = serde_json::from_str(text).unwrap();
    let profile = Profile {
        roles: [String::from("federal-contractor")].into(),
        ..Profile::default()
    };
    let scope = scope(&pack, &profile, &Answers::new());
    let book = question_book(&pack, &profile, &scope);
    let mut items = book.sections.into_iter().flat_map(|section| section.items);
    let found = items.find(|printed| printed.id == item).unwrap();
    (found.standing, found.parts)
}

fn part<'a>(parts: &'a [(String, String)], label: &str) -> &'a str {
    let found = parts.iter().find(|(known, _)| known == label);
    found.map_or("", |(_, text)| text)
}

#[test]
fn a_state_that_would_mislead_alone_is_explained() {
    let (standing, parts) = printed("directive-response-time");
    assert!(standing.contains("binds those it covers"), "{standing}");
    assert!(
        part(&parts, "Status").contains("a contractor only through its contract"),
        "whom it covers stands beside it: {parts:?}"
    );
    let (review, parts) = printed("directive-clause-review");
    assert!(
        review.contains("prudent under existing law")
            && part(&parts, "Status").contains("none asks for this review"),
        "the clause binds, and a list of clauses is prudence: {review} {parts:?}"
    );
}

#[test]
fn sources_are_named_so_that_a_reader_finds_them() {
    let (_, parts) = printed("directive-response-time");
    let sources = part(&parts, "Sources");
    assert!(
        sources.contains("CISA, Binding Operational Directive 26-04"),
        "publisher and title: {sources}"
    );
    assert!(
        sources.contains("§ 2(c)(i) (official; we derive it)"),
        "pinpoint, confidence and that the item is our conclusion: {sources}"
    );
    assert!(
        sources.contains("The White House, Executive Order 14409, § 2(c)(i)"),
        "the order's full title stands on the first page, not under every question: {sources}"
    );
}

#[test]
fn each_reason_of_a_decision_has_a_line_of_its_own() {
    let (_, parts) = printed("standards-voice");
    let count = |label: &str| parts.iter().filter(|(known, _)| known == label).count();
    assert_eq!(
        (count("For"), count("Against")),
        (3, 3),
        "reasons that run together cannot be weighed one by one: {parts:?}"
    );
    let (_, waiting) = printed("standards-antitrust-rules");
    assert_eq!(
        part(&waiting, "Waits while"),
        "“Who speaks for us on AI standards” is open",
        "the line reads as a sentence"
    );
}

#[test]
fn the_kind_of_an_instrument_stands_before_a_name_that_does_not_say_it() {
    let (asked, _) = printed("agency-contract-review");
    assert!(
        asked.contains("directive to agencies: BOD 26-04"),
        "whom it speaks to is plain: {asked}"
    );
    let (suggested, _) = printed("governance-owner");
    assert!(
        suggested.contains("practice · Our suggestion · for:"),
        "nothing is said twice: {suggested}"
    );
}
