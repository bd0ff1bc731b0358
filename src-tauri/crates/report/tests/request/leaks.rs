//! A form says what its request says, and nothing else.

use proptest::prelude::*;
use proviso_core::answer::Verdict;
use proviso_core::request::{Asks, Request};
use proviso_report::document::Paper;
use proviso_report::request::{KEEP_OUT, sheet};

use crate::edit::Edited;
use crate::made::{twelve, word_form};

/// Every text of a request, each under a mark, so that words that are not of the request are the form's own.
fn marked(mark: &str) -> Request {
    let mut request = twelve();
    let said = |name: &str| format!("{mark}{name}{mark}");
    request.organization = said("organization");
    request.unit = said("unit");
    request.from = said("from");
    request.to.name = said("to");
    request.to.role = said("role");
    request.cover = said("cover");
    request.notice = said("notice");
    request.pack.name = said("pack");
    request.run = said("run");
    for (at, asked) in request.items.iter_mut().enumerate() {
        asked.item = format!("item{at}");
        asked.theme = said("theme");
        asked.title = said("title");
        asked.question = said("question");
        asked.why = said("why");
        asked.evidence = vec![said("evidence")];
        match &mut asked.asks {
            Asks::Practice { in_place, partly } => {
                *in_place = said("inPlace");
                *partly = Some(said("partly"));
            }
            Asks::Choice { options } => {
                for (_, label) in options {
                    *label = format!("{label} {}", said("option"));
                }
            }
            _ => {}
        }
    }
    request
}

/// The words of the text of a Word file.
fn words(bytes: &[u8]) -> String {
    let main = Edited::open(bytes).main();
    let mut text = String::new();
    for piece in main.split('<').skip(1) {
        if let Some((tag, words)) = piece.split_once('>') {
            if tag.starts_with("w:t ") || tag == "w:t" {
                text.push_str(words);
            }
            if tag == "/w:p" {
                text.push('\n');
            }
        }
    }
    text
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(8))]

    #[test]
    fn a_form_says_what_its_request_says_and_its_own_fixed_words(one in "[a-z]{9}", other in "[k-z]{9}") {
        let strip = |mark: &str| words(&word_form(&marked(mark)).unwrap()).replace(mark, "•");
        prop_assert_eq!(strip(&one), strip(&other), "what is not of the request is the same in every form");
        let text = words(&word_form(&marked(&one)).unwrap());
        for name in [
            "organization", "unit", "from", "to", "role", "cover", "notice", "theme", "title", "question",
            "why", "evidence", "inPlace", "partly",
        ] {
            let said = format!("{one}{name}{one}");
            prop_assert!(text.contains(&said), "{} is said", name);
        }
        let run = format!("{one}run{one}");
        prop_assert!(!text.contains(&run), "the run is the program’s own business");
    }
}

#[test]
fn no_form_has_a_word_for_what_counsel_alone_knows() {
    let text = words(&word_form(&twelve()).unwrap()).to_lowercase();
    assert!(
        text.contains(&KEEP_OUT.to_lowercase()),
        "what is to be kept out is said"
    );
    for word in [
        "analysis",
        "privilege",
        "gap",
        "violation",
        "must",
        "required",
        "compliance",
    ] {
        assert!(
            !words(&word_form(&marked("q")).unwrap())
                .to_lowercase()
                .contains(word),
            "the form’s own words have no {word:?}"
        );
    }
}

#[test]
fn a_form_is_the_same_bytes_for_the_same_request() {
    let request = twelve();
    assert_eq!(
        word_form(&request).unwrap(),
        word_form(&request).unwrap(),
        "Word"
    );
    for paper in [Paper::Letter, Paper::A4] {
        assert_eq!(
            sheet(&request, paper).unwrap().bytes,
            sheet(&request, paper).unwrap().bytes,
            "paper"
        );
    }
    let labels = Verdict::ALL.map(Verdict::label);
    let form = Edited::open(&word_form(&request).unwrap()).main();
    assert!(
        labels.iter().all(|label| form.contains(label)),
        "every verdict can be chosen"
    );
}
