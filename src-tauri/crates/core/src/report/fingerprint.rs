//! The fingerprint of a state: printed on each page, so that a paper copy can be matched to a run.

use std::collections::BTreeMap;

use serde_json::json;

use super::ReportInput;
use crate::canonical::{self, Hash};

/// Returns the hash of everything a report is made from except the copy's own marks and the report
/// date: pack, matter, run, profile, answers, actions and evidence.
///
/// The same state has the same fingerprint on every machine; any change of it has another one.
pub fn fingerprint(input: &ReportInput<'_>) -> Hash {
    let state = input.state;
    // Links have identifiers of their own on every machine; what they say is the state.
    let evidence: BTreeMap<_, Vec<_>> = state
        .evidence
        .iter()
        .map(|(item, linked)| (item, linked.iter().map(|linked| &linked.evidence).collect()))
        .collect();
    canonical::hash_value(
        "state",
        &json!({
            "pack": input.pack_hash,
            "matter": input.matter,
            "run": input.run_number,
            "profile": state.profile,
            "answers": state.answers,
            "actions": state.actions,
            "carried": state.carried,
            "evidence": evidence,
        }),
    )
}
