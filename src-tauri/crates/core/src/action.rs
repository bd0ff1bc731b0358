//! Actions: what is done about a gap, kept for the assessment rather than for one run.
//!
//! Like answers, actions change one field at a time and every state is kept. An acceptance holds
//! up to and including its last day; after that the gap is open again.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::answer::{AnswerError, MAX_TEXT_BYTES};
use crate::date::Date;

/// How far an action has come.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub enum ActionStatus {
    /// Not begun.
    #[default]
    Open,
    /// Begun.
    InProgress,
    /// Done: the question is to be answered again; the verdict does not change by itself.
    Done,
    /// The gap is accepted until a day.
    Accepted,
}

impl ActionStatus {
    /// Returns the label shown to readers.
    pub fn label(self) -> &'static str {
        match self {
            Self::Open => "Open",
            Self::InProgress => "In progress",
            Self::Done => "Done: check again",
            Self::Accepted => "Accepted",
        }
    }
}

/// How much work an action is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub enum Effort {
    /// Days.
    Small,
    /// Weeks.
    Medium,
    /// Months.
    Large,
}

impl Effort {
    /// Returns the label shown to readers.
    pub fn label(self) -> &'static str {
        match self {
            Self::Small => "Days",
            Self::Medium => "Weeks",
            Self::Large => "Months",
        }
    }
}

/// The state of what is done about one gap. Absent fields are left out of the stored form.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(optional_fields))]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct Action {
    /// What to do, where counsel changed the pack's recommendation.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub what: Option<String>,
    /// Who does it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub owner: Option<String>,
    /// By when.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "ts", ts(optional, type = "string"))]
    pub due: Option<Date>,
    /// How much work it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub effort: Option<Effort>,
    /// How far it has come.
    pub status: ActionStatus,
    /// A note for those who follow it up.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// Acceptance: who accepts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub accepted_by: Option<String>,
    /// Acceptance: why.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub accepted_why: Option<String>,
    /// Acceptance: its last day.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "ts", ts(optional, type = "string"))]
    pub accepted_until: Option<Date>,
}

/// One field of an action.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
#[allow(
    missing_docs,
    reason = "each is the field of Action with the same name"
)]
pub enum ActionField {
    What,
    Owner,
    Due,
    Effort,
    Status,
    Note,
    AcceptedBy,
    AcceptedWhy,
    AcceptedUntil,
}

impl ActionField {
    /// Returns what people call the field.
    pub fn label(self) -> &'static str {
        match self {
            Self::What => "Action",
            Self::Owner => "Owner",
            Self::Due => "Due",
            Self::Effort => "Effort",
            Self::Status => "Status",
            Self::Note => "Note",
            Self::AcceptedBy => "Accepted by",
            Self::AcceptedWhy => "Accepted because",
            Self::AcceptedUntil => "Accepted until",
        }
    }
}

/// How an action stands on one day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub enum ActionStanding {
    /// To be done, with no due date that has passed.
    Open,
    /// Its due date has passed.
    Overdue,
    /// Said to be done; the question is to be answered again.
    CheckAgain,
    /// Accepted, and the acceptance still holds.
    Accepted,
    /// Was accepted, and the acceptance has expired: open again.
    AcceptanceExpired,
}

impl Action {
    /// Returns the action with one field set to what was typed, or cleared when `given` is `None`
    /// or blank.
    pub fn with(&self, field: ActionField, given: Option<&str>) -> Result<Self, AnswerError> {
        let mut next = self.clone();
        let given = given.map(str::trim).filter(|text| !text.is_empty());
        if let Some(text) = given
            && text.len() > MAX_TEXT_BYTES
        {
            return Err(AnswerError::TooLong { bytes: text.len() });
        }
        let text = given.map(str::to_owned);
        match field {
            ActionField::What => next.what = text,
            ActionField::Owner => next.owner = text,
            ActionField::Note => next.note = text,
            ActionField::AcceptedBy => next.accepted_by = text,
            ActionField::AcceptedWhy => next.accepted_why = text,
            ActionField::Due => next.due = given.map(Date::parse_typed).transpose()?,
            ActionField::AcceptedUntil => {
                next.accepted_until = given.map(Date::parse_typed).transpose()?;
            }
            ActionField::Effort => {
                next.effort = given
                    .map(|word| one_of(word, "small, medium, large"))
                    .transpose()?;
            }
            ActionField::Status => {
                next.status = match given {
                    Some(word) => one_of(word, "open, inProgress, done, accepted")?,
                    None => ActionStatus::Open,
                };
            }
        }
        Ok(next)
    }

    /// Returns what is odd about what was typed, seen from the day `on`; nothing is refused for it.
    /// Without a day nothing is said of days that have passed: where the standing says it already.
    pub fn questions(&self, on: Option<Date>) -> Vec<String> {
        let mut questions = Vec::new();
        for (label, date) in [("due date", self.due), ("acceptance", self.accepted_until)] {
            let Some(date) = date else { continue };
            if date.is_weekend() {
                questions.push(format!("The {label} falls on a weekend: {}.", date.long()));
            }
            if on.is_some_and(|on| date < on) && self.status != ActionStatus::Done {
                questions.push(format!("The {label} has passed: {}.", date.long()));
            }
        }
        if self.status == ActionStatus::Accepted {
            for (lacks, absent) in [
                ("Say who accepts the gap.", self.accepted_by.is_none()),
                ("Say why the gap is accepted.", self.accepted_why.is_none()),
                (
                    "Say until when; without a last day the acceptance does not hold.",
                    self.accepted_until.is_none(),
                ),
            ] {
                if absent {
                    questions.push(lacks.to_owned());
                }
            }
        }
        questions
    }

    /// Returns how the action stands on `on`. An acceptance without a last day does not hold.
    pub fn standing(&self, on: Date) -> ActionStanding {
        match self.status {
            ActionStatus::Done => ActionStanding::CheckAgain,
            ActionStatus::Accepted if self.accepted_until.is_some_and(|until| on <= until) => {
                ActionStanding::Accepted
            }
            ActionStatus::Accepted => ActionStanding::AcceptanceExpired,
            ActionStatus::Open | ActionStatus::InProgress => {
                if self.due.is_some_and(|due| due < on) {
                    ActionStanding::Overdue
                } else {
                    ActionStanding::Open
                }
            }
        }
    }
}

/// Says in words what changed between two states of an action: `Due: December 15, 2026`, `Note changed`.
pub fn moved(before: &Action, after: &Action) -> Vec<String> {
    let day = |day: Option<Date>| day.map(Date::long);
    let text = |text: &Option<String>| text.clone();
    let effort = |effort: Option<Effort>| effort.map(|effort| effort.label().to_owned());
    // What is short is named; what is long is only said to have changed.
    let fields = [
        (
            ActionField::What.label(),
            false,
            text(&before.what),
            text(&after.what),
        ),
        (
            ActionField::Owner.label(),
            true,
            text(&before.owner),
            text(&after.owner),
        ),
        (
            ActionField::Due.label(),
            true,
            day(before.due),
            day(after.due),
        ),
        (
            ActionField::Effort.label(),
            true,
            effort(before.effort),
            effort(after.effort),
        ),
        (
            ActionField::Status.label(),
            true,
            Some(before.status.label().to_owned()),
            Some(after.status.label().to_owned()),
        ),
        (
            ActionField::Note.label(),
            false,
            text(&before.note),
            text(&after.note),
        ),
        (
            ActionField::AcceptedBy.label(),
            true,
            text(&before.accepted_by),
            text(&after.accepted_by),
        ),
        (
            ActionField::AcceptedWhy.label(),
            false,
            text(&before.accepted_why),
            text(&after.accepted_why),
        ),
        (
            ActionField::AcceptedUntil.label(),
            true,
            day(before.accepted_until),
            day(after.accepted_until),
        ),
    ];
    let moved = fields.into_iter().filter(|(_, _, old, new)| old != new);
    moved
        .map(|(label, named, old, new)| match (old, new) {
            (_, None) => format!("{label} cleared"),
            (_, Some(new)) if named => format!("{label}: {new}"),
            (None, Some(_)) => format!("{label} added"),
            (Some(_), Some(_)) => format!("{label} changed"),
        })
        .collect()
}

fn one_of<T: for<'de> Deserialize<'de>>(given: &str, allowed: &str) -> Result<T, AnswerError> {
    serde_json::from_value(serde_json::Value::from(given)).map_err(|_| AnswerError::UnknownValue {
        given: given.to_owned(),
        allowed: allowed.to_owned(),
    })
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]
mod tests {
    use super::*;

    #[test]
    fn an_acceptance_ends_with_its_last_day() {
        let action = Action::default()
            .with(ActionField::Status, Some("accepted"))
            .unwrap()
            .with(ActionField::AcceptedUntil, Some("March 31, 2027"))
            .unwrap();
        let last = Date::from_ymd(2027, 3, 31).unwrap();
        assert_eq!(
            action.standing(last),
            ActionStanding::Accepted,
            "it holds on the last day"
        );
        let after = last.plus_days(1).unwrap();
        assert_eq!(
            action.standing(after),
            ActionStanding::AcceptanceExpired,
            "and not after it"
        );
    }

    #[test]
    fn an_action_is_overdue_from_the_day_after_its_due_date() {
        let action = Action::default()
            .with(ActionField::Due, Some("2026-12-15"))
            .unwrap();
        let due = Date::from_ymd(2026, 12, 15).unwrap();
        assert_eq!(
            action.standing(due),
            ActionStanding::Open,
            "due today is not late"
        );
        assert_eq!(
            action.standing(due.plus_days(1).unwrap()),
            ActionStanding::Overdue,
            "now it is"
        );
    }
}
