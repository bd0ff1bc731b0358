//! One copy of a run, whichever it is: what is asked for, and the model that is made of it.
//!
//! Every export goes this way: the copy is named, its model is made, and a renderer of the format chosen is
//! handed the model. What a copy holds is decided before anybody knows what it will look like.

use std::str::FromStr;

use serde::Serialize;
use thiserror::Error;

use super::{
    Board, Changes, CopyKind, Counsel, DecisionRecord, Head, Minutes, Record, Report, ReportInput,
    Strategy, board, changes, counsel, decision_record, executive, minutes, strategy,
};
use crate::pack::Id;
use crate::rerun::Memo;

/// A copy, as it is asked for.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Wanted {
    /// The board page.
    Board,
    /// The executive copy.
    Executive,
    /// Counsel's file.
    Counsel,
    /// What changed against the run before.
    Changes,
    /// The record of the decision on this item.
    Decision(Id),
    /// The decisions, brought together on one page.
    Strategy,
    /// A text for the board's minutes.
    Minutes,
}

/// A word that names no copy.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error(
    "“{0}” is no copy. Choose board, executive, counsel, changes, strategy, minutes, or decision: with the name of a decision, as in decision:clearinghouse"
)]
pub struct UnknownCopy(String);

impl Wanted {
    /// Returns which kind of copy it is.
    pub fn kind(&self) -> CopyKind {
        match self {
            Self::Board => CopyKind::Board,
            Self::Executive => CopyKind::Executive,
            Self::Counsel => CopyKind::Counsel,
            Self::Changes => CopyKind::Changes,
            Self::Decision(_) => CopyKind::Decision,
            Self::Strategy => CopyKind::Strategy,
            Self::Minutes => CopyKind::Minutes,
        }
    }
}

/// As it is typed, and kept on record: `executive`, `decision:clearinghouse`.
impl std::fmt::Display for Wanted {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Board => f.write_str("board"),
            Self::Executive => f.write_str("executive"),
            Self::Counsel => f.write_str("counsel"),
            Self::Changes => f.write_str("changes"),
            Self::Decision(item) => write!(f, "decision:{item}"),
            Self::Strategy => f.write_str("strategy"),
            Self::Minutes => f.write_str("minutes"),
        }
    }
}

impl FromStr for Wanted {
    type Err = UnknownCopy;

    fn from_str(text: &str) -> Result<Self, UnknownCopy> {
        match text {
            "board" => Ok(Self::Board),
            "executive" => Ok(Self::Executive),
            "counsel" => Ok(Self::Counsel),
            "changes" => Ok(Self::Changes),
            "strategy" => Ok(Self::Strategy),
            "minutes" => Ok(Self::Minutes),
            other => match other.strip_prefix("decision:") {
                Some(item) if !item.is_empty() => Ok(Self::Decision(item.to_owned())),
                _ => Err(UnknownCopy(other.to_owned())),
            },
        }
    }
}

/// The model of one copy. As JSON it is that model, with nothing around it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Model {
    /// The board page.
    Board(Box<Board>),
    /// The executive copy.
    Executive(Box<Report>),
    /// Counsel's file.
    Counsel(Box<Counsel>),
    /// What changed.
    Changes(Box<Changes>),
    /// A decision record.
    Decision(Box<DecisionRecord>),
    /// The engagement strategy.
    Strategy(Box<Strategy>),
    /// The minute insert.
    Minutes(Box<Minutes>),
}

impl Model {
    /// Returns which kind of copy it is the model of.
    pub fn kind(&self) -> CopyKind {
        match self {
            Self::Board(_) => CopyKind::Board,
            Self::Executive(_) => CopyKind::Executive,
            Self::Counsel(_) => CopyKind::Counsel,
            Self::Changes(_) => CopyKind::Changes,
            Self::Decision(_) => CopyKind::Decision,
            Self::Strategy(_) => CopyKind::Strategy,
            Self::Minutes(_) => CopyKind::Minutes,
        }
    }

    /// Returns the title.
    pub fn title(&self) -> &str {
        match self {
            Self::Board(model) => &model.title,
            Self::Executive(model) => &model.title,
            Self::Counsel(model) => &model.title,
            Self::Changes(model) => &model.title,
            Self::Decision(model) => &model.title,
            Self::Strategy(model) => &model.title,
            Self::Minutes(model) => &model.title,
        }
    }

    /// Returns what stands at its head and runs along its pages.
    pub fn head(&self) -> &Head {
        match self {
            Self::Board(model) => &model.head,
            Self::Executive(model) => &model.head,
            Self::Counsel(model) => &model.head,
            Self::Changes(model) => &model.head,
            Self::Decision(model) => &model.head,
            Self::Strategy(model) => &model.head,
            Self::Minutes(model) => &model.head,
        }
    }
}

/// Why a run has no such copy.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum NoModel {
    /// A first run changed nothing.
    #[error(
        "Run {run} follows no other run, so there is nothing that it could be compared with. Choose another copy"
    )]
    FirstRun {
        /// Its number.
        run: u32,
    },
    /// The item is no decision that is asked of the company.
    #[error(
        "“{item}” is no decision that this run asks for. {}",
        match asked.is_empty() {
            true => String::from("It asks for none"),
            false => format!("Choose among {}", asked.join(", ")),
        }
    )]
    NoDecision {
        /// What was asked for.
        item: String,
        /// The decisions in scope, in the pack's order.
        asked: Vec<Id>,
    },
}

/// Makes the model of the copy that is wanted. `memo` says what moved in the law since the run before, where
/// the packs differ; only what changed reads it, as only counsel's file reads the record.
///
/// # Errors
/// Where the run has no such copy: see [`NoModel`].
pub fn model(
    wanted: &Wanted,
    input: &ReportInput<'_>,
    record: &Record<'_>,
    memo: Option<&Memo>,
) -> Result<Model, NoModel> {
    Ok(match wanted {
        Wanted::Board => Model::Board(Box::new(board(input))),
        Wanted::Executive => Model::Executive(Box::new(executive(input))),
        Wanted::Counsel => Model::Counsel(Box::new(counsel(input, record))),
        Wanted::Changes => {
            let run = input.run_number;
            let before = input.before.as_ref().ok_or(NoModel::FirstRun { run })?;
            Model::Changes(Box::new(changes(before, input, memo)))
        }
        Wanted::Decision(item) => {
            let record = decision_record(input, item).ok_or_else(|| NoModel::NoDecision {
                item: item.clone(),
                asked: decisions(input).into_iter().map(|(id, _)| id).collect(),
            })?;
            Model::Decision(Box::new(record))
        }
        Wanted::Strategy => Model::Strategy(Box::new(strategy(input))),
        Wanted::Minutes => Model::Minutes(Box::new(minutes(input))),
    })
}

/// Returns the decisions that the run asks for, each with its title, in the pack's order.
pub fn decisions(input: &ReportInput<'_>) -> Vec<(Id, String)> {
    let scope = crate::scope::scope(input.state.pack, input.state.profile, input.state.answers);
    let items = input.state.pack.items.iter();
    items
        .filter(|item| item.decision().is_some() && scope.contains(&item.id))
        .map(|item| (item.id.clone(), item.title.clone()))
        .collect()
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]
mod tests {
    use super::*;

    #[test]
    fn a_copy_is_read_as_it_is_written() {
        for name in [
            "board",
            "executive",
            "counsel",
            "changes",
            "decision:seat",
            "strategy",
            "minutes",
        ] {
            let wanted: Wanted = name.parse().unwrap();
            assert_eq!(wanted.to_string(), name, "it comes back in the same word");
        }
        let refused = "nope".parse::<Wanted>().unwrap_err().to_string();
        assert!(
            refused.ends_with("decision:clearinghouse"),
            "the example is a decision that the packs shipped have: {refused}"
        );
        for name in ["", "decision", "decision:", "Board", "everything"] {
            let refused = name.parse::<Wanted>().unwrap_err().to_string();
            assert!(
                refused.contains("executive"),
                "the copies are named: {refused}"
            );
        }
    }
}
