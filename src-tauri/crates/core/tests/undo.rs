//! Undo and redo against the simplest model there is: two stacks of whole states.

#![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]
#![allow(missing_docs, reason = "nobody links against a test")]

use std::collections::BTreeMap;

use proptest::prelude::*;
use proviso_core::date::Moment;
use proviso_core::undo::{Did, Entry, Restore, Subject, merged, redo, undo};

/// What counsel does.
#[derive(Debug, Clone)]
enum Act {
    /// Sets some subjects to values, in one command.
    Set(Vec<(u8, u8)>),
    Undo,
    Redo,
}

fn act() -> impl Strategy<Value = Act> {
    let sets = proptest::collection::vec((0..4_u8, 0..3_u8), 1..4);
    prop_oneof![
        3 => sets.prop_map(Act::Set),
        3 => Just(Act::Undo),
        2 => Just(Act::Redo),
    ]
}

fn subject(at: u8) -> Subject {
    match at {
        0 => Subject::Answer(String::from("inventory")),
        1 => Subject::Evidence(String::from("minutes")),
        2 => Subject::Profile,
        _ => Subject::Action(String::from("inventory")),
    }
}

type State = BTreeMap<Subject, u8>;

/// An append-only log with the value of each entry beside it; what holds now follows from it.
#[derive(Debug, Default)]
struct Kept {
    log: Vec<Entry>,
    values: BTreeMap<String, Option<u8>>,
    clock: i64,
}

impl Kept {
    fn append(&mut self, subject: Subject, value: Option<u8>, did: Did, of: Option<String>) {
        let id = format!("entry-{}", self.log.len());
        self.values.insert(id.clone(), value);
        let at = Moment {
            unix_millis: self.clock,
            offset_minutes: 0,
        };
        self.log.push(Entry {
            id,
            subject,
            did,
            of,
            step: at.unix_millis,
            at,
        });
    }

    fn now(&self) -> State {
        let mut state = State::new();
        for entry in &self.log {
            match self.values[&entry.id] {
                Some(value) => state.insert(entry.subject.clone(), value),
                None => state.remove(&entry.subject),
            };
        }
        state
    }

    fn restore(&mut self, restores: Vec<Restore>, did: Did) {
        for Restore { subject, of, to } in restores {
            let value = to.and_then(|to| self.values[&to]);
            self.append(subject, value, did, Some(of));
        }
    }

    fn act(&mut self, act: &Act) {
        self.clock += 1;
        match act {
            Act::Set(sets) => {
                let mut now = self.now();
                for (at, value) in sets {
                    // What changes nothing is not recorded.
                    if now.insert(subject(*at), *value) != Some(*value) {
                        self.append(subject(*at), Some(*value), Did::Change, None);
                    }
                }
            }
            Act::Undo => self.restore(undo(&self.log), Did::Undo),
            Act::Redo => self.restore(redo(&self.log), Did::Redo),
        }
    }
}

/// The model: whole states on two stacks.
#[derive(Debug, Default)]
struct Model {
    now: State,
    undo: Vec<State>,
    redo: Vec<State>,
}

impl Model {
    fn act(&mut self, act: &Act) {
        match act {
            Act::Set(sets) => {
                let mut next = self.now.clone();
                let mut changed = false;
                for (at, value) in sets {
                    changed |= next.insert(subject(*at), *value) != Some(*value);
                }
                if changed {
                    self.undo.push(std::mem::replace(&mut self.now, next));
                    self.redo.clear();
                }
            }
            Act::Undo => {
                if let Some(before) = self.undo.pop() {
                    self.redo.push(std::mem::replace(&mut self.now, before));
                }
            }
            Act::Redo => {
                if let Some(after) = self.redo.pop() {
                    self.undo.push(std::mem::replace(&mut self.now, after));
                }
            }
        }
    }
}

proptest! {
    #[test]
    fn any_sequence_of_changes_undo_and_redo_ends_where_two_stacks_would(
        acts in proptest::collection::vec(act(), 0..60)
    ) {
        let (mut kept, mut model) = (Kept::default(), Model::default());
        for act in &acts {
            let before = kept.log.clone();
            kept.act(act);
            model.act(act);
            prop_assert_eq!(&kept.log[..before.len()], &before[..], "nothing is removed or changed");
            prop_assert_eq!(kept.now(), model.now.clone(), "after {:?}", act);
        }
        prop_assert_eq!(undo(&kept.log).is_empty(), model.undo.is_empty(), "nothing left to undo");
        prop_assert_eq!(redo(&kept.log).is_empty(), model.redo.is_empty(), "nothing left to redo");
    }
}

fn entry(id: &str, did: Did, at: i64) -> Entry {
    Entry {
        id: id.to_owned(),
        subject: subject(0),
        did,
        of: None,
        step: 0,
        at: Moment {
            unix_millis: at,
            offset_minutes: 0,
        },
    }
}

#[test]
fn what_a_run_began_with_is_no_step_and_is_what_undo_comes_back_to() {
    let log = [
        entry("carried", Did::Begin, 1),
        entry("changed", Did::Change, 2),
    ];
    assert_eq!(undo(&log[..1]), [], "there is nothing to undo at the start");
    assert_eq!(
        undo(&log),
        [Restore {
            subject: subject(0),
            of: String::from("changed"),
            to: Some(String::from("carried")),
        }],
        "the carried answer holds again"
    );
}

#[test]
fn nothing_before_a_wall_is_undone() {
    let log = [entry("a", Did::Change, 1), entry("destroyed", Did::Wall, 2)];
    assert_eq!(
        undo(&log),
        [],
        "what was destroyed on purpose does not come back"
    );
    let log = [&log[..], &[entry("b", Did::Change, 3)]].concat();
    assert_eq!(undo(&log).len(), 1, "what came after it can be undone");
}

fn ids(log: Vec<Entry>) -> Vec<String> {
    log.into_iter().map(|entry| entry.id).collect()
}

#[test]
fn two_logs_that_came_in_one_step_become_one_by_time_and_keep_their_own_order() {
    // The clock of the computer was set back between b and c.
    let one = vec![
        entry("a", Did::Change, 1),
        entry("b", Did::Change, 5),
        entry("c", Did::Change, 3),
    ];
    let other = vec![entry("x", Did::Change, 2), entry("y", Did::Change, 4)];
    assert_eq!(
        ids(merged(one, other)),
        ["a", "x", "y", "b", "c"],
        "b stays before c"
    );
}

#[test]
fn two_logs_become_one_in_the_order_of_recording_whatever_the_clock_said() {
    let at = |id: &str, step: i64, at: i64| Entry {
        step,
        ..entry(id, Did::Change, at)
    };
    // The clock was set back between b and x.
    let one = vec![at("a", 1, 100), at("b", 2, 200), at("c", 4, 20)];
    let other = vec![at("x", 3, 10), at("y", 5, 30)];
    assert_eq!(
        ids(merged(one, other)),
        ["a", "b", "x", "c", "y"],
        "what was recorded later stands later"
    );
}
