//! What changed between two states of an answer, field by field, as readers see it.

use crate::answer::{Answer, Field};
use crate::date::Date;
use crate::pack::{Fact, FactValue, Item, Kind};

/// One field that changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldChange {
    /// The field's label.
    pub label: String,
    /// What stood there, in words; absent where nothing did.
    pub before: Option<String>,
    /// What stands there now, in words; absent where it was cleared.
    pub after: Option<String>,
    /// Whether it is running text, which is best compared word by word.
    pub is_text: bool,
}

impl FieldChange {
    /// Says what changed in a few words: a verdict by its name, running text as changed.
    pub fn in_words(&self) -> String {
        let label = &self.label;
        match (&self.before, &self.after) {
            (_, None) => format!("{label} cleared"),
            (_, Some(after)) if !self.is_text => format!("{label}: {after}"),
            (None, Some(_)) => format!("{label} added"),
            (Some(_), Some(_)) => format!("{label} changed"),
        }
    }
}

/// Lists the fields that differ, in the order in which they are shown. No state before is a blank one.
pub fn changed(item: &Item, before: Option<&Answer>, after: &Answer) -> Vec<FieldChange> {
    let blank = Answer::default();
    let before = before.unwrap_or(&blank);
    let fields = Field::ALL
        .iter()
        .filter(|field| before.get(**field) != after.get(**field));
    let changes = fields.map(|field| FieldChange {
        label: field.label().to_owned(),
        before: in_words(item, before, *field),
        after: in_words(item, after, *field),
        is_text: is_running_text(item, *field),
    });
    changes.collect()
}

/// Returns what stands in a field as readers see it.
pub fn in_words(item: &Item, answer: &Answer, field: Field) -> Option<String> {
    let stored = answer.get(field)?;
    let long = |date: Option<Date>| date.map(Date::long);
    match field {
        Field::Verdict => answer.verdict.map(|verdict| verdict.label().to_owned()),
        Field::Choice => {
            let option = item.options().iter().find(|option| option.id == stored);
            Some(option.map_or(stored, |option| option.label.clone()))
        }
        Field::Value => match &item.kind {
            Kind::Fact(Fact {
                value: FactValue::Date,
                ..
            }) => Some(stored.parse().map_or(stored, Date::long)),
            _ => Some(stored),
        },
        Field::Basis => answer.basis.map(|basis| basis.label().to_owned()),
        Field::Confidence => answer
            .confidence
            .map(|certainty| certainty.label().to_owned()),
        Field::Flag => Some(String::from("Yes")),
        Field::BasisOn => long(answer.basis_on),
        Field::DecidedOn => long(answer.decided_on),
        Field::ReviewOn => long(answer.review_on),
        _ => Some(stored),
    }
}

fn is_running_text(item: &Item, field: Field) -> bool {
    match field {
        Field::Value => matches!(
            &item.kind,
            Kind::Fact(Fact {
                value: FactValue::Text,
                ..
            })
        ),
        Field::BasisOn | Field::DecidedOn | Field::ReviewOn | Field::Owner | Field::DecidedBy => {
            false
        }
        other => other.is_text(),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]
mod tests {
    use super::*;
    use crate::answer::Verdict;
    use crate::pack::read;

    #[test]
    fn fields_that_differ_are_named_with_what_stood_and_stands_there() {
        let bytes = include_bytes!("../../../../assets/packs/eo-14409/1.0.0.json");
        let pack = read(bytes).unwrap().0;
        let item = pack
            .items
            .iter()
            .find(|item| item.practice().is_some())
            .unwrap();
        let before = Answer {
            verdict: Some(Verdict::Partly),
            owner: Some(String::from("CISO")),
            facts: Some(String::from("Two of three.")),
            ..Answer::default()
        };
        let after = Answer {
            verdict: Some(Verdict::InPlace),
            facts: Some(String::from("Three of three.")),
            basis_on: Date::from_ymd(2026, 9, 2),
            ..Answer::default()
        };
        let said: Vec<String> = changed(item, Some(&before), &after)
            .iter()
            .map(FieldChange::in_words)
            .collect();
        assert_eq!(
            said,
            [
                "Verdict: In place",
                "Facts changed",
                "Seen, said or tested on: September 2, 2026",
                "Owner cleared"
            ],
            "each field that differs, in the order of the screen"
        );
        assert_eq!(
            changed(item, Some(&after), &after),
            [],
            "the same state differs in nothing"
        );
        let verdict = &changed(item, Some(&before), &after)[0];
        assert_eq!(
            (verdict.before.as_deref(), verdict.after.as_deref()),
            (Some("Partly"), Some("In place")),
            "with both states in words"
        );
    }
}
