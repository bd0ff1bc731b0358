//! The overview of a run on one day: everything that window, command line and exports state.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::action::{Action, ActionStanding};
use crate::answer::{Answer, Answers};
use crate::coverage::{Coverage, coverage};
use crate::date::Date;
use crate::evidence::{Links, lacks_evidence};
use crate::gap::{Gap, gaps, open_questions};
use crate::law_age::{LawAge, law_age};
use crate::pack::{Id, Item, LawDate, Pack};
use crate::profile::Profile;
use crate::scope::{Scope, Standing, binds, scope, scope_alone};
use crate::sheet::{Says, asked};

/// The actions of an assessment, by item.
pub type Actions = BTreeMap<Id, Action>;

/// What is known of a run: all that an overview or a report is made from.
#[derive(Debug, Clone, Copy)]
pub struct RunState<'a> {
    /// The pack the run uses.
    pub pack: &'a Pack,
    /// The company's profile.
    pub profile: &'a Profile,
    /// Current answers.
    pub answers: &'a Answers,
    /// Current actions of the assessment.
    pub actions: &'a Actions,
    /// Items whose answer was taken over and not yet re-affirmed.
    pub carried: &'a BTreeSet<Id>,
    /// Evidence that is linked to the answers.
    pub evidence: &'a Links,
}

/// A gap together with what is done about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GapAction<'a> {
    /// The gap.
    pub gap: Gap<'a>,
    /// Its action; the default where none was recorded.
    pub action: Action,
    /// How the action stands on the report date.
    pub standing: ActionStanding,
}

impl GapAction<'_> {
    /// Returns what to do: counsel's words, else the pack's recommendation.
    pub fn what(&self) -> &str {
        self.action.what.as_deref().unwrap_or(&self.gap.item.action)
    }
}

/// A decision in scope.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DecisionState<'a> {
    /// The decision.
    pub item: &'a Item,
    /// What was recorded.
    pub answer: Answer,
    /// Label of the option chosen; `None` while the decision is open.
    pub chosen: Option<&'a str>,
    /// Items that wait on it.
    pub waiting: Vec<&'a Item>,
}

/// A date of the pack that has not passed on the report date.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DateAhead<'a> {
    /// The date.
    pub date: &'a LawDate,
    /// Days left.
    pub days: i64,
    /// Whether it binds this company.
    pub binds_company: bool,
}

/// Counts of activity, each out of the items in scope that it can concern.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Progress {
    /// Items in scope.
    pub in_scope: u32,
    /// Of these, answered; *not sure* counts as answered.
    pub answered: u32,
    /// Decisions in scope.
    pub decisions: u32,
    /// Of these, decided.
    pub decided: u32,
    /// Practices in scope with an affirmative verdict.
    pub affirmed: u32,
    /// Of these, resting on a document seen or a test.
    pub evidenced: u32,
    /// Items in scope flagged for review.
    pub flagged: u32,
    /// Items that wait on a decision.
    pub waiting: u32,
    /// Open questions.
    pub open: u32,
}

/// A run, read on one day.
#[derive(Debug, Clone)]
pub struct Overview<'a> {
    /// The day all date arithmetic uses.
    pub on: Date,
    /// Where each item stands, and why.
    pub scope: Scope,
    /// Practices in place.
    pub coverage: Coverage,
    /// Gaps with their actions: by priority, then in the pack's order.
    pub gaps: Vec<GapAction<'a>>,
    /// Open questions, in the pack's order.
    pub open: Vec<&'a Item>,
    /// Decisions in scope, in the pack's order.
    pub decisions: Vec<DecisionState<'a>>,
    /// Items that wait, each with the decisions it waits on.
    pub waiting: Vec<(&'a Item, Vec<&'a Item>)>,
    /// Dates of the pack that have not passed, soonest first.
    pub dates: Vec<DateAhead<'a>>,
    /// Practices in scope that are said to be there with no evidence linked, in the pack's order.
    pub unevidenced: Vec<&'a Item>,
    /// Items in scope with evidence that has gone stale, in the pack's order.
    pub stale: Vec<&'a Item>,
    /// Activity.
    pub progress: Progress,
    /// Age of the law.
    pub law: LawAge,
}

/// Reads a run on the day `on`.
pub fn overview<'a>(state: RunState<'a>, on: Date) -> Overview<'a> {
    let RunState {
        pack,
        profile,
        answers,
        ..
    } = state;
    let scope = scope(pack, profile, answers);
    let coverage = coverage(pack, &scope, answers, state.carried);
    let gaps = gaps(pack, profile, &scope, answers, on)
        .into_iter()
        .map(|gap| {
            let action = state.actions.get(&gap.item.id).cloned().unwrap_or_default();
            let standing = action.standing(on);
            GapAction {
                gap,
                action,
                standing,
            }
        })
        .collect();
    let open = open_questions(pack, &scope, answers);
    let waiting = waiting(pack, &scope);
    let decisions = decisions(pack, &scope, answers, &waiting);
    let progress = progress(pack, &scope, answers, &waiting, &open);
    let dates = dates(state, on);
    let law = law_age(pack, on);
    let asked = || pack.items.iter().filter(|item| scope.contains(&item.id));
    let unevidenced = asked().filter(|item| {
        let answer = answers.get(&item.id);
        answer.is_some_and(|answer| lacks_evidence(item, answer, state.evidence))
    });
    let unevidenced = unevidenced.collect();
    let stale = asked().filter(|item| {
        let linked = state.evidence.get(&item.id);
        linked.is_some_and(|linked| linked.iter().any(|one| one.evidence.is_stale(on)))
    });
    let stale = stale.collect();
    Overview {
        on,
        scope,
        coverage,
        gaps,
        open,
        decisions,
        waiting,
        dates,
        unevidenced,
        stale,
        progress,
        law,
    }
}

fn waiting<'a>(pack: &'a Pack, scope: &Scope) -> Vec<(&'a Item, Vec<&'a Item>)> {
    let waits = pack
        .items
        .iter()
        .filter_map(|item| match scope.0.get(&item.id) {
            Some(Standing::Waiting { on, .. }) => {
                Some((item, on.iter().filter_map(|id| pack.item(id)).collect()))
            }
            _ => None,
        });
    waits.collect()
}

fn decisions<'a>(
    pack: &'a Pack,
    scope: &Scope,
    answers: &Answers,
    waiting: &[(&'a Item, Vec<&'a Item>)],
) -> Vec<DecisionState<'a>> {
    let asked = pack
        .items
        .iter()
        .filter(|item| item.decision().is_some() && scope.contains(&item.id));
    asked
        .map(|item| {
            let answer = answers.get(&item.id).cloned().unwrap_or_default();
            let chosen = answer
                .choice
                .as_deref()
                .and_then(|choice| item.options().iter().find(|option| option.id == choice));
            let waits = waiting
                .iter()
                .filter(|(_, on)| on.iter().any(|decision| decision.id == item.id));
            DecisionState {
                item,
                chosen: chosen.map(|option| option.label.as_str()),
                waiting: waits.map(|(item, _)| *item).collect(),
                answer,
            }
        })
        .collect()
}

fn dates<'a>(state: RunState<'a>, on: Date) -> Vec<DateAhead<'a>> {
    let ahead = state.pack.dates.iter().filter(|date| date.date >= on);
    let mut ahead: Vec<_> = ahead
        .map(|date| DateAhead {
            date,
            days: on.days_until(date.date),
            binds_company: date.binds.as_ref().is_some_and(|condition| {
                binds(state.pack, state.profile, state.answers, condition)
            }),
        })
        .collect();
    ahead.sort_by_key(|ahead| ahead.date.date);
    ahead
}

fn progress(
    pack: &Pack,
    scope: &Scope,
    answers: &Answers,
    waiting: &[(&Item, Vec<&Item>)],
    open: &[&Item],
) -> Progress {
    let mut progress = Progress {
        waiting: count(waiting.len()),
        open: count(open.len()),
        ..Progress::default()
    };
    let unanswered = Answer::default();
    for item in pack.items.iter().filter(|item| scope.contains(&item.id)) {
        let answer = answers.get(&item.id).unwrap_or(&unanswered);
        let answered = answer.is_answered(item);
        progress.in_scope += 1;
        progress.answered += u32::from(answered);
        progress.flagged += u32::from(answer.flag);
        if item.decision().is_some() {
            progress.decisions += 1;
            progress.decided += u32::from(answered);
        }
        if answer
            .verdict
            .is_some_and(|verdict| verdict.is_affirmative())
            && item.practice().is_some()
        {
            progress.affirmed += 1;
            progress.evidenced += u32::from(answer.is_evidenced());
        }
    }
    progress
}

/// Counts the items in scope that are answered, and the items in scope: what a list of many runs
/// says of each, without the rest of its overview.
pub fn progress_alone(pack: &Pack, profile: &Profile, says: &impl Says) -> (u32, u32) {
    let scope = scope_alone(pack, profile, says);
    asked(pack, &scope, says).fold((0, 0), |(answered, in_scope), (item, said)| {
        let is_answered = said.is_some_and(|said| said.is_answer_to(item));
        (answered + u32::from(is_answered), in_scope + 1)
    })
}

fn count(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}
