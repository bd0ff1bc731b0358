//! Decisions taken, and the record of one decision to sign.

use serde::Serialize;

use crate::overview::DecisionState;

/// A decision taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct DecisionTaken {
    /// Title.
    pub title: String,
    /// The option chosen.
    pub chosen: String,
    /// Who decided.
    pub decided_by: Option<String>,
    /// When, as printed.
    pub decided_on: Option<String>,
    /// Business grounds for.
    pub grounds_for: Option<String>,
    /// Business grounds against.
    pub grounds_against: Option<String>,
    /// What makes the company look again, and when.
    pub review: Option<String>,
}

/// A decision as taken, if it was.
pub(super) fn taken(decision: &DecisionState<'_>) -> Option<DecisionTaken> {
    let answer = &decision.answer;
    let review = match (&answer.review_trigger, answer.review_on) {
        (Some(trigger), Some(day)) => Some(format!("{}, or when: {trigger}", day.long())),
        (Some(trigger), None) => Some(format!("When: {trigger}")),
        (None, Some(day)) => Some(day.long()),
        (None, None) => None,
    };
    Some(DecisionTaken {
        title: decision.item.title.clone(),
        chosen: decision.chosen?.to_owned(),
        decided_by: answer.decided_by.clone(),
        decided_on: answer.decided_on.map(|day| day.long()),
        grounds_for: answer.grounds_for.clone(),
        grounds_against: answer.grounds_against.clone(),
        review,
    })
}
