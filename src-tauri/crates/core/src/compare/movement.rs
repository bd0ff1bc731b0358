//! What became of one item from one run to another.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::action::ActionStanding;
use crate::answer::{Answer, BasisKind, Certainty, Field, Verdict};
use crate::date::Date;
use crate::evidence::{Evidence, Linked};
use crate::pack::{FactValue, Id, Item, Kind};
use crate::scope::Standing;

/// One kind of movement; an item may have several.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub enum MoveKind {
    /// A practice counts for more.
    Better,
    /// A practice counts for less.
    Worse,
    /// Another verdict that counts as much, or that leaves or enters the count.
    VerdictChanged,
    /// An open question was answered, or an open decision taken.
    Settled,
    /// What was answered or decided is open again.
    Unsettled,
    /// The decision came out otherwise.
    DecisionReversed,
    /// The fact is another one.
    FactChanged,
    /// The same verdict no longer rests on a document seen or a test, or the last piece of evidence
    /// under it was taken away.
    EvidenceGone,
    /// The same verdict now rests on a document seen or a test, or has evidence under it now.
    EvidenceGained,
    /// Other pieces of evidence are linked to the answer.
    EvidenceChanged,
    /// A gap was closed.
    GapClosed,
    /// What had been in order is a gap.
    GapReopened,
    /// A gap was accepted.
    GapAccepted,
    /// An acceptance ended, and the gap is open again.
    AcceptanceEnded,
    /// A gap that was not known.
    GapFound,
    /// A gap is no longer asked about, or not established any more.
    GapWithdrawn,
    /// An action is past its due date.
    Overdue,
    /// An action is no longer past its due date.
    NoLongerOverdue,
    /// It is asked of the company now.
    EnteredScope,
    /// It is no longer asked of the company.
    LeftScope,
    /// It waits on a decision now, or it stopped waiting without being asked.
    WaitingChanged,
    /// The words asked are other ones.
    WordingChanged,
    /// Its weight is another one.
    WeightChanged,
    /// The pack did not have it.
    New,
    /// The pack no longer has it.
    Retired,
    /// Facts, basis, owner or another field of the answer changed.
    FieldsChanged,
}

impl MoveKind {
    /// All kinds in the order in which they matter to a reader; the first that an item has places
    /// it where items are listed once.
    pub const ORDER: [Self; 26] = [
        Self::AcceptanceEnded,
        Self::GapReopened,
        Self::GapFound,
        Self::Overdue,
        Self::Worse,
        Self::EvidenceGone,
        Self::Unsettled,
        Self::DecisionReversed,
        Self::FactChanged,
        Self::GapClosed,
        Self::Better,
        Self::Settled,
        Self::GapAccepted,
        Self::EvidenceGained,
        Self::NoLongerOverdue,
        Self::VerdictChanged,
        Self::New,
        Self::Retired,
        Self::EnteredScope,
        Self::LeftScope,
        Self::GapWithdrawn,
        Self::WaitingChanged,
        Self::WordingChanged,
        Self::WeightChanged,
        Self::EvidenceChanged,
        Self::FieldsChanged,
    ];

    /// Returns the kind seen from the other run.
    #[must_use]
    pub fn mirror(self) -> Self {
        match self {
            Self::Better => Self::Worse,
            Self::Worse => Self::Better,
            Self::Settled => Self::Unsettled,
            Self::Unsettled => Self::Settled,
            Self::EvidenceGone => Self::EvidenceGained,
            Self::EvidenceGained => Self::EvidenceGone,
            Self::GapClosed => Self::GapReopened,
            Self::GapReopened => Self::GapClosed,
            Self::GapAccepted => Self::AcceptanceEnded,
            Self::AcceptanceEnded => Self::GapAccepted,
            Self::GapFound => Self::GapWithdrawn,
            Self::GapWithdrawn => Self::GapFound,
            Self::Overdue => Self::NoLongerOverdue,
            Self::NoLongerOverdue => Self::Overdue,
            Self::EnteredScope => Self::LeftScope,
            Self::LeftScope => Self::EnteredScope,
            Self::New => Self::Retired,
            Self::Retired => Self::New,
            same => same,
        }
    }

    /// Returns the label shown to readers.
    pub fn label(self) -> &'static str {
        match self {
            Self::Better => "Better",
            Self::Worse => "Worse",
            Self::VerdictChanged => "Another verdict",
            Self::Settled => "Answered since",
            Self::Unsettled => "Open again",
            Self::DecisionReversed => "Decided otherwise",
            Self::FactChanged => "Another fact",
            Self::EvidenceGone => "Same verdict, evidence gone",
            Self::EvidenceGained => "Same verdict, evidence recorded",
            Self::EvidenceChanged => "Evidence changed",
            Self::GapClosed => "Gap closed",
            Self::GapReopened => "Gap reopened",
            Self::GapAccepted => "Gap accepted",
            Self::AcceptanceEnded => "Acceptance ended",
            Self::GapFound => "Gap found",
            Self::GapWithdrawn => "Gap no longer established",
            Self::Overdue => "Overdue",
            Self::NoLongerOverdue => "No longer overdue",
            Self::EnteredScope => "Asked now",
            Self::LeftScope => "No longer asked of this company",
            Self::WaitingChanged => "Waits on a decision, or stopped waiting",
            Self::WordingChanged => "Wording changed",
            Self::WeightChanged => "Weight changed",
            Self::New => "New",
            Self::Retired => "Retired",
            Self::FieldsChanged => "Details changed",
        }
    }
}

/// One field of an answer that differs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct FieldChange {
    /// The field.
    pub field: Field,
    /// What it said, in its stored form.
    pub before: Option<String>,
    /// What it says, in its stored form.
    pub after: Option<String>,
}

impl FieldChange {
    /// Returns what the field said before and says after, in the words shown to readers. `items` are
    /// the item in both versions, where they have it: an option is read in its own version's words.
    pub fn in_words(
        &self,
        items: (Option<&Item>, Option<&Item>),
    ) -> (Option<String>, Option<String>) {
        let read = |item: Option<&Item>, said: &Option<String>| {
            let said = said.as_deref()?;
            Some(field_in_words(item, self.field, said))
        };
        (read(items.0, &self.before), read(items.1, &self.after))
    }
}

/// Reads the stored form of a field in the words shown to readers; what has none is left as it is.
fn field_in_words(item: Option<&Item>, field: Field, said: &str) -> String {
    let date = || said.parse::<Date>().ok().map(Date::long);
    let words = match field {
        Field::Verdict => word::<Verdict>(said).map(|verdict| verdict.label().to_owned()),
        Field::Basis => word::<BasisKind>(said).map(|basis| basis.label().to_owned()),
        Field::Confidence => word::<Certainty>(said).map(|certainty| certainty.label().to_owned()),
        Field::Flag => Some(String::from("Yes")),
        Field::Choice => item.and_then(|item| {
            let option = item.options().iter().find(|option| option.id == said);
            option.map(|option| option.label.clone())
        }),
        Field::BasisOn | Field::DecidedOn | Field::ReviewOn => date(),
        Field::Value => match item.map(|item| &item.kind) {
            Some(Kind::Fact(fact)) if fact.value == FactValue::Date => date(),
            _ => None,
        },
        _ => None,
    };
    words.unwrap_or_else(|| said.to_owned())
}

fn word<T: serde::de::DeserializeOwned>(said: &str) -> Option<T> {
    serde_json::from_value(serde_json::Value::from(said)).ok()
}

/// What became of one item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ItemMove {
    /// The item.
    pub item: Id,
    /// Its title in the later version.
    pub title: String,
    /// Where it stands in the later version.
    pub provision: String,
    /// Every kind of movement it made.
    pub kinds: BTreeSet<MoveKind>,
    /// The fields of its answer that differ, in the order in which they are shown.
    pub fields: Vec<FieldChange>,
    /// Pieces of evidence that are linked before and not after, in the order they were added.
    pub evidence_gone: Vec<Evidence>,
    /// Pieces of evidence that are linked after and not before, in the order they were added. One
    /// whose particulars were changed is in both lists.
    pub evidence_new: Vec<Evidence>,
    /// Where it stood before, and why; `None` where the pack lacked it.
    pub stood: Option<Standing>,
    /// Where it stands after, and why; `None` where the pack lacks it.
    pub stands: Option<Standing>,
}

impl ItemMove {
    pub(super) fn mirrored(&self) -> Self {
        let field = |change: &FieldChange| FieldChange {
            field: change.field,
            before: change.after.clone(),
            after: change.before.clone(),
        };
        Self {
            kinds: self.kinds.iter().map(|kind| kind.mirror()).collect(),
            fields: self.fields.iter().map(field).collect(),
            evidence_gone: self.evidence_new.clone(),
            evidence_new: self.evidence_gone.clone(),
            stood: self.stands.clone(),
            stands: self.stood.clone(),
            ..self.clone()
        }
    }
}

/// An item in one run.
#[derive(Debug, Clone, Copy)]
pub(super) struct Seen<'a> {
    pub item: Option<&'a Item>,
    pub standing: Option<&'a Standing>,
    pub answer: &'a Answer,
    /// The evidence that is linked to the answer.
    pub evidence: &'a [Linked],
    /// How its gap's action stands, where it has a gap.
    pub gap: Option<ActionStanding>,
}

/// What is known of a gap.
#[derive(Clone, Copy, PartialEq, Eq)]
enum GapState {
    Unknown,
    None,
    Open,
    Accepted,
}

impl Seen<'_> {
    fn is_asked(&self) -> bool {
        self.standing.is_some_and(Standing::is_in_scope)
    }

    fn is_waiting(&self) -> bool {
        matches!(self.standing, Some(Standing::Waiting { .. }))
    }

    fn gap_state(&self) -> GapState {
        match self.gap {
            Some(ActionStanding::Accepted) => GapState::Accepted,
            Some(_) => GapState::Open,
            None if !self.is_asked() => GapState::Unknown,
            None => match self.answer.verdict {
                None | Some(Verdict::NotSure) => GapState::Unknown,
                Some(_) => GapState::None,
            },
        }
    }
}

/// Returns what became of an item, or `None` where nothing did.
pub(super) fn moved(id: &Id, named: &Item, a: Seen<'_>, b: Seen<'_>) -> Option<ItemMove> {
    let mut kinds = BTreeSet::new();
    match (a.item, b.item) {
        (None, Some(_)) => {
            kinds.insert(MoveKind::New);
        }
        (Some(_), None) => {
            kinds.insert(MoveKind::Retired);
        }
        (Some(old), Some(new)) if old != new => {
            if old.text_hash() != new.text_hash() {
                kinds.insert(MoveKind::WordingChanged);
            }
            let weight = |item: &Item| item.practice().map(|practice| practice.weight);
            if weight(old) != weight(new) {
                kinds.insert(MoveKind::WeightChanged);
            }
        }
        _ => {}
    }
    match (a.is_asked(), b.is_asked()) {
        (false, true) => {
            kinds.insert(MoveKind::EnteredScope);
        }
        (true, false) => {
            kinds.insert(MoveKind::LeftScope);
        }
        _ if a.is_waiting() != b.is_waiting() => {
            kinds.insert(MoveKind::WaitingChanged);
        }
        _ => {}
    }
    if a.is_asked() && b.is_asked() {
        kinds.extend(verdict(a.answer.verdict, b.answer.verdict));
        kinds.extend(choice(named, a.answer, b.answer));
        kinds.extend(evidence(&a, &b));
    }
    kinds.extend(gap(a.gap_state(), b.gap_state()));
    let late = |seen: &Seen<'_>| seen.gap == Some(ActionStanding::Overdue);
    match (late(&a), late(&b)) {
        (false, true) => {
            kinds.insert(MoveKind::Overdue);
        }
        (true, false) => {
            kinds.insert(MoveKind::NoLongerOverdue);
        }
        _ => {}
    }
    let evidence_gone = lacking(a.evidence, b.evidence);
    let evidence_new = lacking(b.evidence, a.evidence);
    if !evidence_gone.is_empty() || !evidence_new.is_empty() {
        kinds.insert(MoveKind::EvidenceChanged);
    }
    let fields = fields(a.answer, b.answer);
    let told = |field: Field| matches!(field, Field::Verdict | Field::Choice | Field::Value);
    if fields.iter().any(|change| !told(change.field)) || (kinds.is_empty() && !fields.is_empty()) {
        kinds.insert(MoveKind::FieldsChanged);
    }
    (!kinds.is_empty()).then(|| ItemMove {
        item: id.clone(),
        title: named.title.clone(),
        provision: named.provision.clone(),
        kinds,
        fields,
        evidence_gone,
        evidence_new,
        stood: a.standing.cloned(),
        stands: b.standing.cloned(),
    })
}

/// What a verdict counts, in halves; `None` where it is open or leaves the count.
fn rank(verdict: Verdict) -> Option<u8> {
    match verdict {
        Verdict::InPlace | Verdict::Alternative => Some(2),
        Verdict::Partly => Some(1),
        Verdict::NotInPlace => Some(0),
        Verdict::NotApplicable | Verdict::NotSure => None,
    }
}

fn verdict(a: Option<Verdict>, b: Option<Verdict>) -> Option<MoveKind> {
    let known = |verdict: Option<Verdict>| verdict.filter(|v| *v != Verdict::NotSure);
    match (known(a), known(b)) {
        (Some(a), Some(b)) if a == b => None,
        (Some(a), Some(b)) => Some(match (rank(a), rank(b)) {
            (Some(a), Some(b)) if b > a => MoveKind::Better,
            (Some(a), Some(b)) if b < a => MoveKind::Worse,
            _ => MoveKind::VerdictChanged,
        }),
        (None, Some(_)) => Some(MoveKind::Settled),
        (Some(_), None) => Some(MoveKind::Unsettled),
        (None, None) => (a != b).then_some(MoveKind::VerdictChanged),
    }
}

fn choice(item: &Item, a: &Answer, b: &Answer) -> Option<MoveKind> {
    if item.practice().is_some() {
        return None;
    }
    let said = |answer: &Answer| (answer.choice.clone(), answer.value.clone());
    let nothing = (None, None);
    match (said(a), said(b)) {
        (a, b) if a == b => None,
        (a, _) if a == nothing => Some(MoveKind::Settled),
        (_, b) if b == nothing => Some(MoveKind::Unsettled),
        _ if item.decision().is_some() => Some(MoveKind::DecisionReversed),
        _ => Some(MoveKind::FactChanged),
    }
}

fn evidence(a: &Seen<'_>, b: &Seen<'_>) -> Option<MoveKind> {
    let affirmed = a.answer.verdict.is_some_and(Verdict::is_affirmative);
    if a.answer.verdict != b.answer.verdict || !affirmed {
        return None;
    }
    let basis = (a.answer.is_evidenced(), b.answer.is_evidenced());
    let linked = (!a.evidence.is_empty(), !b.evidence.is_empty());
    // How counsel knows says more than what is linked.
    let says_most = if basis.0 == basis.1 { linked } else { basis };
    match says_most {
        (true, false) => Some(MoveKind::EvidenceGone),
        (false, true) => Some(MoveKind::EvidenceGained),
        _ => None,
    }
}

/// The pieces of `these` that are not among `those`; the same document linked twice counts twice.
fn lacking(these: &[Linked], those: &[Linked]) -> Vec<Evidence> {
    let mut those: Vec<&Evidence> = those.iter().map(|linked| &linked.evidence).collect();
    let mut lacking = Vec::new();
    for Linked { evidence, .. } in these {
        match those.iter().position(|other| *other == evidence) {
            Some(at) => {
                those.swap_remove(at);
            }
            None => lacking.push(evidence.clone()),
        }
    }
    lacking
}

fn gap(a: GapState, b: GapState) -> Option<MoveKind> {
    use GapState::{Accepted, None as NoGap, Open, Unknown};
    match (a, b) {
        (Open | Accepted, NoGap) => Some(MoveKind::GapClosed),
        (NoGap, Open | Accepted) => Some(MoveKind::GapReopened),
        (Open, Accepted) => Some(MoveKind::GapAccepted),
        (Accepted, Open) => Some(MoveKind::AcceptanceEnded),
        (Unknown, Open | Accepted) => Some(MoveKind::GapFound),
        (Open | Accepted, Unknown) => Some(MoveKind::GapWithdrawn),
        _ => None,
    }
}

fn fields(a: &Answer, b: &Answer) -> Vec<FieldChange> {
    if a == b {
        return Vec::new();
    }
    let changes = Field::ALL.into_iter().filter_map(|field| {
        let (before, after) = (a.get(field), b.get(field));
        (before != after).then_some(FieldChange {
            field,
            before,
            after,
        })
    });
    changes.collect()
}
