//! Two runs compared, as the window and the command line say it.

use std::collections::BTreeMap;

use proviso_core::answer::{Answer, Field, Verdict};
use proviso_core::compare::{Comparison, FieldChange, ItemMove, MoveKind};
use proviso_core::coverage::Interval;
use proviso_core::evidence::Evidence;
use proviso_core::overview::Overview;
use proviso_core::pack::{Item, Pack, Provision, TextDiff, item_texts, redline};
use proviso_core::report::{answer_in_words, movement_in_words, standing_in_words, waterfalls};
use proviso_core::scope::Standing;

use crate::session::Loaded;
use crate::wire::{
    AnswerSign, CompareSide, ExactPart, FieldMove, ItemMoveView, MoveCount, MovementView,
    RangeView, StandView,
};

/// One of the runs, read.
#[derive(Debug, Clone, Copy)]
pub struct Compared<'a> {
    /// The run.
    pub loaded: &'a Loaded,
    /// As read on its day.
    pub read: &'a Overview<'a>,
}

/// Draws an interval.
pub fn range(interval: Interval) -> RangeView {
    let thousandths = |part: u32| (1000 * part).checked_div(interval.of).unwrap_or(0);
    RangeView {
        low: thousandths(interval.low),
        high: thousandths(interval.high),
        text: interval.text(),
    }
}

/// Names a run of the two.
pub fn side(side: Compared<'_>) -> CompareSide {
    let loaded = side.loaded;
    CompareSide {
        run: loaded.run.id.clone(),
        number: loaded.run.number,
        name: format!("Run {}", loaded.run.number),
        pack: format!("{} {}", loaded.pack.id, loaded.pack.version),
        law_date: loaded.pack.law_date.long(),
        on: side.read.on.long(),
        coverage: side.read.coverage.all.text(),
    }
}

/// Says why practices in place moved.
pub fn movement(comparison: &Comparison, before: &str, after: &str) -> Option<MovementView> {
    let rows = movement_in_words(comparison, before, after)?.rows;
    let moved = comparison.movement?;
    let causes = rows.iter().filter(|row| !row.total);
    let parts = moved.low.parts().into_iter().zip(moved.high.parts());
    let exact = causes.zip(parts).map(|(row, (low, high))| ExactPart {
        label: row.label.clone(),
        low: low.exact.to_string(),
        high: high.exact.to_string(),
    });
    Some(MovementView {
        exact: exact.collect(),
        waterfalls: waterfalls(comparison, before, after),
        rows,
    })
}

/// Counts the kinds of movement, in the order in which they matter.
pub fn kinds(comparison: &Comparison) -> Vec<MoveCount> {
    let counts = comparison.counts();
    let known = MoveKind::ORDER.into_iter().filter_map(|kind| {
        Some(MoveCount {
            kind,
            label: kind.label().to_owned(),
            items: *counts.get(&kind)?,
        })
    });
    known.collect()
}

/// Lists the items that moved: by the kind that matters most.
pub fn items(comparison: &Comparison, a: Compared<'_>, b: Compared<'_>) -> Vec<ItemMoveView> {
    let (old, new) = (Items::of(a), Items::of(b));
    let mut items: Vec<ItemMoveView> = comparison
        .items
        .iter()
        .map(|moved| item(moved, &old, &new))
        .collect();
    let rank = |row: &ItemMoveView| {
        let first = row.kinds.first();
        MoveKind::ORDER.iter().position(|kind| Some(kind) == first)
    };
    items.sort_by_key(rank);
    items
}

/// The items of one side, by name.
struct Items<'a> {
    side: Compared<'a>,
    items: BTreeMap<&'a str, &'a Item>,
}

impl<'a> Items<'a> {
    fn of(side: Compared<'a>) -> Self {
        let items = side.loaded.pack.items.iter();
        Self {
            side,
            items: items.map(|item| (item.id.as_str(), item)).collect(),
        }
    }

    fn stand(&self, id: &str) -> Option<StandView> {
        let item = self.items.get(id)?;
        let Compared { loaded, read } = self.side;
        let blank = Answer::default();
        let answer = loaded.answers.get(id).unwrap_or(&blank);
        let standing = read.scope.0.get(id);
        let gap = read.gaps.iter().find(|gap| gap.gap.item.id == id);
        Some(StandView {
            sign: sign(item, standing, answer),
            says: match standing {
                Some(Standing::InScope { .. }) => answer_in_words(item, answer).1,
                Some(Standing::Waiting { .. }) => String::from("Waits on a decision"),
                Some(Standing::Out { .. }) | None => String::from("Not asked"),
            },
            action: gap.map(standing_in_words),
        })
    }
}

/// The sign beside an answer.
pub fn sign(item: &Item, standing: Option<&Standing>, answer: &Answer) -> AnswerSign {
    match standing {
        Some(Standing::InScope { .. }) => {}
        Some(Standing::Waiting { .. }) => return AnswerSign::Waiting,
        Some(Standing::Out { .. }) | None => return AnswerSign::Out,
    }
    match answer.verdict {
        Some(Verdict::InPlace) => AnswerSign::InPlace,
        Some(Verdict::Partly) => AnswerSign::Partly,
        Some(Verdict::NotInPlace) => AnswerSign::NotInPlace,
        Some(Verdict::Alternative) => AnswerSign::Alternative,
        Some(Verdict::NotApplicable) => AnswerSign::NotApplicable,
        Some(Verdict::NotSure) => AnswerSign::NotSure,
        None if answer.is_answered(item) => AnswerSign::Recorded,
        None => AnswerSign::Unanswered,
    }
}

/// Where an item stands, as cited.
pub fn cite(pack: &Pack, item: &Item) -> String {
    let provision = pack.provision(&item.provision);
    provision.map(Provision::cite).unwrap_or_default()
}

fn item(moved: &ItemMove, old: &Items<'_>, new: &Items<'_>) -> ItemMoveView {
    let (was, is) = (
        old.items.get(moved.item.as_str()).copied(),
        new.items.get(moved.item.as_str()).copied(),
    );
    let kinds: Vec<MoveKind> = MoveKind::ORDER
        .into_iter()
        .filter(|kind| moved.kinds.contains(kind))
        .collect();
    let asked = |standing: &Option<Standing>| standing.as_ref().map(std::mem::discriminant);
    let scope_moved = asked(&moved.stood) != asked(&moved.stands);
    let stands = moved.stands.as_ref().or(moved.stood.as_ref());
    let (holder, known) = match is {
        Some(item) => (new, Some(item)),
        None => (old, was),
    };
    ItemMoveView {
        item: moved.item.clone(),
        title: moved.title.clone(),
        cite: known
            .map(|item| cite(&holder.side.loaded.pack, item))
            .unwrap_or_default(),
        run: holder.side.loaded.run.id.clone(),
        labels: kinds.iter().map(|kind| kind.label().to_owned()).collect(),
        kinds,
        before: old.stand(&moved.item),
        after: new.stand(&moved.item),
        because: scope_moved
            .then(|| stands.map(|standing| standing.because().to_owned()))
            .flatten(),
        fields: fields(moved, (was, is)),
        evidence_gone: moved.evidence_gone.iter().map(evidence).collect(),
        evidence_new: moved.evidence_new.iter().map(evidence).collect(),
        wording: wording(was, is),
    }
}

/// The fields that differ; what was answered stands in the columns beside the item.
fn fields(moved: &ItemMove, items: (Option<&Item>, Option<&Item>)) -> Vec<FieldMove> {
    let beside = |field: Field| matches!(field, Field::Verdict | Field::Choice | Field::Value);
    let shown = moved.fields.iter().filter(|change| !beside(change.field));
    shown
        .map(|change: &FieldChange| {
            let (before, after) = change.in_words(items);
            let spans = match (&before, &after) {
                (Some(before), Some(after)) if change.field.is_text() => redline(before, after),
                _ => Vec::new(),
            };
            FieldMove {
                label: change.field.label().to_owned(),
                before,
                after,
                spans,
            }
        })
        .collect()
}

fn evidence(piece: &Evidence) -> String {
    match piece.seen_on {
        Some(day) => format!("{}, seen on {}", piece.title, day.long()),
        None => piece.title.clone(),
    }
}

fn wording(was: Option<&Item>, is: Option<&Item>) -> Vec<TextDiff> {
    match (was, is) {
        (Some(was), Some(is)) if was.text_hash() != is.text_hash() => item_texts(was, is),
        _ => Vec::new(),
    }
}
