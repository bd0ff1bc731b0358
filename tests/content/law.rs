//! Dates, addresses, what is reported, what came later, and the words that are explained.

use std::collections::BTreeSet;

use proviso_core::pack::Confidence;

use super::{all_sentences, packs};

#[test]
fn the_dates_of_the_order_follow_from_its_signature() {
    for pack in packs() {
        assert_eq!(
            pack.adopted.to_string(),
            "2026-06-02",
            "the day of signature"
        );
        let mut counted = 0;
        for provision in &pack.provisions {
            let Some(deadline) = &provision.deadline else {
                continue;
            };
            counted += 1;
            let words = provision.text.as_deref().unwrap_or_default();
            assert!(
                words.contains(&format!(
                    "Within {} days of the date of this order",
                    deadline.days
                )),
                "{} says {} days",
                provision.pin,
                deadline.days
            );
            assert_eq!(
                pack.adopted.plus_days(u64::from(deadline.days)),
                Some(deadline.date),
                "{} days from signature",
                deadline.days
            );
        }
        assert_eq!(counted, 7, "2(a) to 2(f) and Section 3 set a time");
    }
}

#[test]
fn dates_that_other_texts_count_in_days_follow_from_their_first_day() {
    /// The date's id, the first day, and the days that its instrument names.
    const COUNTED: [(&str, &str, u64); 6] = [
        ("bod-26-04-policies", "2026-06-10", 180),
        ("far-cryptography", "2026-06-22", 180),
        ("far-disclosure", "2026-06-22", 270),
        ("nspm-11-partnerships", "2026-06-05", 120),
        ("si-definition", "2026-09-29", 60),
        ("section-3-tasks", "2026-06-02", 60),
    ];
    let packs = packs();
    for (id, first, days) in COUNTED {
        let mut seen = false;
        for date in packs.iter().flat_map(|pack| &pack.dates) {
            if date.id == id {
                seen = true;
                let first: proviso_core::date::Date =
                    serde_json::from_value(serde_json::json!(first)).unwrap();
                assert_eq!(first.plus_days(days), Some(date.date), "{id}: {days} days");
            }
        }
        assert!(seen, "{id} is a date of some version");
    }
}

#[test]
fn dates_lie_ahead_and_bind_nobody_by_default() {
    for pack in packs() {
        for date in &pack.dates {
            assert!(
                date.date > pack.law_date,
                "{} {} lies ahead of the law date",
                pack.version,
                date.id
            );
            let whom = date.whom.to_lowercase();
            let of_agencies = [
                "agencies",
                "council",
                "director",
                "secretary",
                "assistant",
                "force",
            ];
            if of_agencies.iter().any(|word| whom.contains(word)) {
                assert!(
                    date.binds.is_none(),
                    "{} {} is {}’s, not the company’s",
                    pack.version,
                    date.id,
                    date.whom
                );
            }
        }
    }
}

#[test]
fn addresses_are_well_formed() {
    for pack in packs() {
        for (key, source) in &pack.sources {
            let Some(url) = &source.url else { continue };
            let rest = url.strip_prefix("https://");
            let rest = rest.unwrap_or_else(|| panic!("{key}: {url} is no https address"));
            let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
            let labels: Vec<&str> = host.split('.').collect();
            assert!(
                labels.len() >= 2
                    && labels.iter().all(|label| {
                        !label.is_empty()
                            && label.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
                    }),
                "{key}: “{host}” is a host"
            );
            assert!(
                path.chars()
                    .all(|c| c.is_ascii_alphanumeric() || "-._~:/?#[]@!$&'()*+,;=%".contains(c)),
                "{key}: {url} has only characters that an address may have"
            );
            assert!(
                !url.ends_with([')', ';', ',', '.', '"']),
                "{key}: {url} took punctuation of a sentence along"
            );
        }
    }
}

#[test]
fn an_item_that_cites_a_report_says_what_is_reported_or_was_not_found() {
    for pack in packs() {
        for item in &pack.items {
            let cites = item.events.iter().any(|id| {
                let event = pack.events.iter().find(|event| event.id == *id);
                event.is_some_and(|event| event.confidence == Confidence::Reported)
            });
            if !cites {
                continue;
            }
            let mut words = format!("{} {}", item.question, item.why);
            for more in [&item.caution, &item.status.note, &item.action_detail] {
                words += more.as_deref().unwrap_or_default();
            }
            let said = [
                "report",
                "was found",
                "were found",
                "found up to",
                "tracker",
                "press",
            ];
            assert!(
                said.iter()
                    .any(|label| words.to_lowercase().contains(label)),
                "{} {} cites what is only reported, and its words do not say so: {words}",
                pack.version,
                item.id
            );
        }
    }
}

#[test]
fn an_earlier_version_knows_nothing_of_later_events() {
    /// Names by which later instruments would be known, and the first version that may say them.
    const LATER: [(&str, &str); 22] = [
        ("NSPM-1", "1.1.0"),
        ("26-04", "1.1.0"),
        ("GOLD EAGLE", "1.1.0"),
        ("Gold Eagle", "1.1.0"),
        ("Mythos", "1.1.0"),
        ("GPT-5", "1.1.0"),
        ("Akrites", "1.1.0"),
        ("SB 315", "1.1.0"),
        ("14412", "1.1.0"),
        ("NTC-0014", "1.1.0"),
        ("91 Fed. Reg. 36559", "1.1.0"),
        ("41638", "1.1.0"),
        ("June 12, 2026", "1.1.0"),
        ("the Accord", "1.2.0"),
        ("14434", "1.2.0"),
        ("Super Intelligence", "1.2.0"),
        ("VINCE-NT", "1.2.0"),
        ("CAISSI", "1.2.0"),
        ("AA26-251A", "1.2.0"),
        ("119-103", "1.2.0"),
        ("S. 5576", "1.2.0"),
        ("August 12, 2026", "1.2.0"),
    ];
    let packs = packs();
    let newest = packs.last().unwrap();
    for pack in &packs {
        for event in &newest.events {
            let known = pack.events.iter().any(|known| known.id == event.id);
            assert_eq!(
                known,
                event.date <= pack.law_date,
                "{} knows {} from its day on",
                pack.version,
                event.id
            );
        }
    }
    for (place, words) in all_sentences() {
        for (name, since) in LATER {
            let version = place.split('/').next().unwrap();
            assert!(
                version >= since || !words.contains(name),
                "{place} names “{name}”, which came later: {words}"
            );
        }
    }
}

#[test]
fn a_misreading_stands_beside_those_who_make_it_or_nowhere() {
    /// What is often written of the order and is not in it, each with who may be quoted for it.
    const ATTRIBUTED: [(&str, &[&str]); 7] = [
        ("before public release", &["often reported", "Reports that"]),
        ("bans mandatory", &["Some pages report"]),
        ("jointly run", &["Some commentators", "Some pages"]),
        ("run jointly", &["Some commentators"]),
        ("run it jointly", &["Some commentators"]),
        ("compute-cost", &["Pages that"]),
        ("2030 to both", &["fact sheet"]),
    ];
    /// What no source supports.
    const NOWHERE: [&str; 8] = [
        "mandatory pre-release",
        "published on or about",
        "most powerful model",
        "pre-release testing",
        "ai rmf 2.0",
        "co-administered",
        "responsibility accord",
        "supervisory role over ai",
    ];
    for (place, words) in all_sentences() {
        for (wrong, who) in ATTRIBUTED {
            assert!(
                !words.contains(wrong) || who.iter().any(|who| words.contains(who)),
                "{place} says “{wrong}” in its own voice: {words}"
            );
        }
        for wrong in NOWHERE {
            assert!(
                !words.to_lowercase().contains(wrong),
                "{place} says “{wrong}”: {words}"
            );
        }
    }
}

#[test]
fn every_item_names_the_controls_it_goes_with() {
    for pack in packs() {
        for item in &pack.items {
            assert!(
                !item.frameworks.is_empty(),
                "{} {} names no control",
                pack.version,
                item.id
            );
        }
    }
}

#[test]
fn no_official_text_is_later_than_the_law_date() {
    // Commentary on the order may have been written after the day it comments on.
    for pack in packs() {
        let official = pack
            .sources
            .iter()
            .filter(|(_, source)| source.confidence == Confidence::Official);
        for (key, source) in official {
            assert!(
                source.date.is_none_or(|date| date <= pack.law_date),
                "{} rests on {key} of {:?}",
                pack.version,
                source.date
            );
        }
    }
}

#[test]
fn the_glossary_explains_forty_words_and_says_which_the_order_defines() {
    for pack in packs() {
        assert!(
            pack.glossary.len() >= 40,
            "{} explains {} words",
            pack.version,
            pack.glossary.len()
        );
        let mut seen = BTreeSet::new();
        for term in &pack.glossary {
            assert!(
                seen.insert(term.term.to_lowercase()),
                "{} is explained once",
                term.term
            );
            assert!(
                !(term.defined_in_text && term.meaning.starts_with("Not defined in the order")),
                "{} is either defined in the order or not",
                term.term
            );
        }
        for open in [
            "covered frontier model",
            "trusted partners",
            "release",
            "AI agent",
        ] {
            let term = pack.glossary.iter().find(|term| term.term == open);
            assert!(
                term.is_some_and(|t| t.meaning.starts_with("Not defined in the order")),
                "{open} is not defined in the order, and the glossary says so"
            );
        }
    }
}
