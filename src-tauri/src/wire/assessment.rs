//! The list of assessments, packs to choose from, and what a new assessment asks.

use serde::{Deserialize, Serialize};

use proviso_core::law_age::LawAge;
use proviso_core::profile::Profile;

use super::{HoldView, NewerPack, RetainView};

/// Who, what and for whom: asked when an assessment is made.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "e2e", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct AssessmentDetails {
    /// The company.
    pub organization: String,
    /// Unit or program within it.
    pub unit: String,
    /// Matter number or name.
    pub matter: String,
    /// Who asked for the assessment.
    pub asked_by: String,
    /// Which counsel directs it.
    pub directed_by: String,
    /// For what purpose.
    pub purpose: String,
    /// Who may read it.
    pub readers: String,
}

/// Whether an assessment is worked on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "e2e", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub enum AssessmentStanding {
    /// Worked on.
    Open,
    /// Put away: readable, and not changed.
    Archived,
    /// Deleted, and recoverable.
    Deleted,
}

/// What a deletion came to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "e2e", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Deleted {
    /// Name of the backup that was made first, in the folder of backups.
    pub backup: String,
    /// The list as it stands then.
    pub rows: Vec<AssessmentRow>,
}

/// One assessment in the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "e2e", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct AssessmentRow {
    /// Identifier.
    pub id: String,
    /// Organization and unit, as listed.
    pub name: String,
    /// Who, what and for whom.
    pub details: AssessmentDetails,
    /// Whether it is worked on, put away or deleted.
    pub state: AssessmentStanding,
    /// The hold on it; `null` where there is none.
    pub hold: Option<HoldView>,
    /// Until when it is to be kept; `null` where nothing was said.
    pub retain: Option<RetainView>,
    /// Runs, newest first.
    pub runs: Vec<RunRow>,
}

/// One run in the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "e2e", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct RunRow {
    /// Identifier.
    pub id: String,
    /// 1 for the first run of the assessment.
    pub number: u32,
    /// What the pack is about: `Executive Order 14409`.
    pub pack_name: String,
    /// Law date and its age.
    pub law: LawAge,
    /// Whether the run takes no more changes.
    pub read_only: bool,
    /// Whether it is signed.
    pub signed: bool,
    /// The version that is newer than its own, where it can still be followed.
    pub newer: Option<NewerPack>,
    /// Items in scope that are answered.
    pub answered: u32,
    /// Items in scope.
    pub in_scope: u32,
    /// When it was last changed, as printed; empty where nothing was recorded.
    pub changed: String,
}

/// A pack that a new assessment can use.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "e2e", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct PackRow {
    /// Hash of the pack's file; names the pack in every call.
    pub hash: String,
    /// What people call the text.
    pub name: String,
    /// Its full title.
    pub title: String,
    /// How it is cited.
    pub citation: String,
    /// Pack id and version: `eo-14409 1.0.0`.
    pub label: String,
    /// Law date and its age.
    pub law: LawAge,
    /// How far the research behind it reached.
    pub research_note: String,
    /// Items in it.
    pub items: u32,
}

/// The questions a profile asks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "e2e", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct ProfileQuestions {
    /// Roles, any number of which can be held.
    pub roles: Vec<ProfileQuestion>,
    /// Traits, each answered yes, no or not sure.
    pub traits: Vec<ProfileQuestion>,
}

/// One question of the profile.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "e2e", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct ProfileQuestion {
    /// Role or trait.
    pub id: String,
    /// Short label.
    pub label: String,
    /// The question.
    pub question: String,
    /// What counts.
    pub help: String,
    /// Roles for which a trait makes sense; empty for all.
    pub roles: Vec<String>,
}

/// What a profile would ask, before it is applied.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "e2e", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct ProfilePreview {
    /// Items in scope.
    pub in_scope: u32,
    /// Items that wait on a decision.
    pub waiting: u32,
    /// Items that change their standing against the run's present profile; empty for a new one.
    pub moves: Vec<ScopeMoveView>,
}

/// Where an item goes whose standing changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "e2e", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub enum Movement {
    /// It is asked.
    IntoScope,
    /// It waits on a decision.
    Waiting,
    /// It is not asked.
    OutOfScope,
}

/// An item whose standing changes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "e2e", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct ScopeMoveView {
    /// The item.
    pub item: String,
    /// Its title.
    pub title: String,
    /// Where it goes.
    pub to: Movement,
    /// Why, in words.
    pub because: String,
    /// Whether the item has an answer, which is kept.
    pub answered: bool,
}

/// A new assessment, as the window sends it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "e2e", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NewAssessment {
    /// Who, what and for whom.
    pub details: AssessmentDetails,
    /// Hash of the pack.
    pub pack: String,
    /// The company's profile.
    pub profile: Profile,
}

/// What was made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "e2e", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Made {
    /// The assessment.
    pub assessment: String,
    /// Its first run.
    pub run: String,
}
