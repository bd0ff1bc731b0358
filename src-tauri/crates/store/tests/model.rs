//! Any sequence of changes: the store answers as a simple model does, and its chains hold.

#![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

mod common;

use std::collections::{BTreeMap, BTreeSet};

use common::{details, item_hash, open, repetitions, stamp};
use proptest::prelude::*;
use proviso_core::action::{Action, ActionStatus};
use proviso_core::answer::{Answer, Field, Verdict};
use proviso_core::profile::Profile;
use proviso_store::{
    ActionChange, AssessmentState, Cause, Change, Details, RecordError, Stamp, Store,
};

/// One thing that counsel does to one of a few assessments.
#[derive(Debug, Clone)]
enum Step {
    New,
    Answer(usize, Vec<(u8, Answer, bool)>),
    Profile(usize, BTreeSet<String>),
    Action(usize, u8, Action),
    Draft(usize, u8, Field, String),
    DropDraft(usize, u8, Field),
    Details(usize, String),
    Archive(usize, bool),
    Place(usize, u8),
    Reopen,
}

fn text() -> impl Strategy<Value = Option<String>> {
    prop_oneof![
        2 => Just(None),
        1 => Just(Some(String::from("same"))),
        1 => any::<String>().prop_map(Some),
    ]
}

fn answer() -> impl Strategy<Value = Answer> {
    let verdict = proptest::option::of(proptest::sample::select(&Verdict::ALL[..]));
    (verdict, text(), text(), any::<bool>()).prop_map(|(verdict, facts, analysis, flag)| Answer {
        verdict,
        facts,
        analysis,
        flag,
        ..Answer::default()
    })
}

fn action() -> impl Strategy<Value = Action> {
    let status = prop_oneof![Just(ActionStatus::Open), Just(ActionStatus::Done)];
    (status, text()).prop_map(|(status, owner)| Action {
        status,
        owner,
        ..Action::default()
    })
}

fn step() -> impl Strategy<Value = Step> {
    let one = 0..3_usize;
    let item = 0..4_u8;
    let field = prop_oneof![Just(Field::Facts), Just(Field::Analysis)];
    let changes = proptest::collection::vec((item.clone(), answer(), any::<bool>()), 1..4);
    let roles = proptest::collection::btree_set("[ab]", 0..3);
    prop_oneof![
        1 => Just(Step::New),
        8 => (one.clone(), changes).prop_map(|(at, changes)| Step::Answer(at, changes)),
        2 => (one.clone(), roles).prop_map(|(at, roles)| Step::Profile(at, roles)),
        3 => (one.clone(), item.clone(), action())
            .prop_map(|(at, item, action)| Step::Action(at, item, action)),
        3 => (one.clone(), item.clone(), field.clone(), any::<String>())
            .prop_map(|(at, item, field, text)| Step::Draft(at, item, field, text)),
        1 => (one.clone(), item.clone(), field)
            .prop_map(|(at, item, field)| Step::DropDraft(at, item, field)),
        1 => (one.clone(), "[a-c]").prop_map(|(at, unit)| Step::Details(at, unit)),
        1 => (one.clone(), any::<bool>()).prop_map(|(at, archived)| Step::Archive(at, archived)),
        1 => (one, item).prop_map(|(at, item)| Step::Place(at, item)),
        1 => Just(Step::Reopen),
    ]
}

/// What one assessment should hold.
#[derive(Debug, Default)]
struct Model {
    assessment: String,
    run: String,
    details: Details,
    archived: bool,
    profile: Option<Profile>,
    /// Every state by item, newest last.
    answers: BTreeMap<String, Vec<Answer>>,
    actions: BTreeMap<String, Vec<Action>>,
    drafts: BTreeMap<(String, Field), String>,
    place: Option<String>,
}

fn name(item: u8) -> String {
    format!("item-{item}")
}

/// An archived assessment takes no change, and says so.
fn refuses(store: &mut Store, models: &[Model], step: &Step, at: &Stamp) -> bool {
    let of = |one: &usize| &models[one % models.len()];
    let blank = Answer::default();
    let hash = item_hash("item-0");
    let refused = match step {
        Step::Answer(one, _) if of(one).archived => store
            .record_answer(&of(one).run, &Change::new("item-0", &hash, &blank), at)
            .unwrap_err(),
        Step::Profile(one, _) if of(one).archived => store
            .set_profile(&of(one).run, &Profile::default(), at)
            .unwrap_err(),
        Step::Action(one, _, action) if of(one).archived => store
            .record_action(
                &of(one).assessment,
                &ActionChange::new("item-0", action),
                at,
            )
            .unwrap_err(),
        Step::Draft(one, _, field, text) if of(one).archived => store
            .save_draft(&of(one).run, "item-0", *field, text, at.at)
            .unwrap_err(),
        Step::DropDraft(one, _, field) if of(one).archived => store
            .drop_draft(&of(one).run, "item-0", *field)
            .unwrap_err(),
        Step::Details(one, unit) if of(one).archived => store
            .set_details(
                &of(one).assessment,
                &Details {
                    unit: unit.clone(),
                    ..of(one).details.clone()
                },
                at,
            )
            .unwrap_err(),
        _ => return false,
    };
    assert!(
        matches!(refused, RecordError::PutAway),
        "it says that it is put away: {refused}"
    );
    true
}

fn take(store: &mut Store, models: &mut [Model], second: i64, step: &Step) {
    let at = stamp(second);
    let pick = |at: usize| at % models.len();
    if refuses(store, models, step, &at) {
        return;
    }
    match step {
        Step::New | Step::Reopen => unreachable!("done by the caller"),
        Step::Answer(one, changes) => {
            let model = &mut models[pick(*one)];
            let mut given = Vec::new();
            let mut expected = Vec::new();
            for (item, answer, clears) in changes {
                let item = name(*item);
                if *clears {
                    model.drafts.remove(&(item.clone(), Field::Facts));
                }
                let states = model.answers.entry(item.clone()).or_default();
                let now = states.last().cloned().unwrap_or_default();
                expected.push(now != *answer);
                if now != *answer {
                    states.push(answer.clone());
                }
                given.push((item_hash(&item), item, answer, *clears));
            }
            let changes: Vec<Change<'_>> = given
                .iter()
                .map(|(hash, item, answer, clears)| Change {
                    cause: Cause::Answer,
                    drafts_done: if *clears { &[Field::Facts] } else { &[] },
                    ..Change::new(item, hash, answer)
                })
                .collect();
            let recorded = store.record_answers(&model.run, &changes, &at).unwrap();
            let written: Vec<bool> = recorded.iter().map(Option::is_some).collect();
            assert_eq!(written, expected, "only what differs is written");
        }
        Step::Profile(one, roles) => {
            let model = &mut models[pick(*one)];
            let profile = Profile {
                roles: roles.clone(),
                ..Profile::default()
            };
            store.set_profile(&model.run, &profile, &at).unwrap();
            model.profile = Some(profile);
        }
        Step::Action(one, item, action) => {
            let model = &mut models[pick(*one)];
            let change = &name(*item);
            let change = ActionChange::new(change, action);
            store
                .record_action(&model.assessment, &change, &at)
                .unwrap();
            let states = model.actions.entry(name(*item)).or_default();
            if states.last().cloned().unwrap_or_default() != *action {
                states.push(action.clone());
            }
        }
        Step::Draft(one, item, field, text) => {
            let model = &mut models[pick(*one)];
            store
                .save_draft(&model.run, &name(*item), *field, text, at.at)
                .unwrap();
            model.drafts.insert((name(*item), *field), text.clone());
        }
        Step::DropDraft(one, item, field) => {
            let model = &mut models[pick(*one)];
            store.drop_draft(&model.run, &name(*item), *field).unwrap();
            model.drafts.remove(&(name(*item), *field));
        }
        Step::Details(one, unit) => {
            let model = &mut models[pick(*one)];
            model.details.unit = unit.clone();
            store
                .set_details(&model.assessment, &model.details, &at)
                .unwrap();
        }
        Step::Archive(one, archived) => {
            let model = &mut models[pick(*one)];
            model.archived = *archived;
            store
                .set_archived(&model.assessment, *archived, &at)
                .unwrap();
        }
        Step::Place(one, item) => {
            let model = &mut models[pick(*one)];
            store.set_place(&model.run, &name(*item)).unwrap();
            model.place = Some(name(*item));
        }
    }
}

fn compare(store: &Store, model: &Model) {
    let found = store.assessment(&model.assessment).unwrap();
    assert_eq!(found.details, model.details, "details");
    assert_eq!(
        found.state == AssessmentState::Archived,
        model.archived,
        "archived or not"
    );
    assert_eq!(store.profile(&model.run).unwrap(), model.profile, "profile");
    assert_eq!(store.place(&model.run).unwrap(), model.place, "place");
    let answers = store.answers(&model.run).unwrap();
    let actions = store.actions(&model.assessment).unwrap();
    let mut answered = 0;
    for item in (0..4).map(name) {
        let states = model.answers.get(&item).cloned().unwrap_or_default();
        let now = answers.get(&item).map(|stored| stored.answer.clone());
        assert_eq!(now, states.last().cloned(), "what holds now for {item}");
        answered += u32::from(now.is_some_and(|answer| answer.verdict.is_some()));
        let history: Vec<Answer> = store
            .history(&model.run, &item)
            .unwrap()
            .into_iter()
            .rev()
            .map(|state| state.content.unwrap().answer)
            .collect();
        assert_eq!(history, states, "every state of {item}, and no other");
        let states = model.actions.get(&item).cloned().unwrap_or_default();
        let now = actions.get(&item).map(|stored| stored.action.clone());
        assert_eq!(now, states.last().cloned(), "what is done about {item}");
        let history: Vec<Action> = store
            .action_history(&model.assessment, &item)
            .unwrap()
            .into_iter()
            .rev()
            .map(|state| state.content.unwrap().0)
            .collect();
        assert_eq!(history, states, "every state of the action about {item}");
    }
    assert_eq!(found.runs[0].answered, answered, "how many are answered");
    let drafts: BTreeMap<(String, Field), String> = store
        .drafts(&model.run)
        .unwrap()
        .into_iter()
        .map(|draft| ((draft.item, draft.field), draft.text))
        .collect();
    assert_eq!(drafts, model.drafts, "what is being typed");
}

fn play(steps: &[Step]) {
    let folder = tempfile::tempdir().unwrap();
    let mut store = open(folder.path()).unwrap();
    let mut models: Vec<Model> = Vec::new();
    for (second, step) in (10..).zip(steps) {
        match step {
            Step::Reopen => {
                drop(store);
                store = open(folder.path()).unwrap();
            }
            Step::New if models.len() < 3 => {
                let organization = format!("Fiction {}", models.len());
                let made = common::assessment(&mut store, &organization);
                models.push(Model {
                    assessment: made.assessment,
                    run: made.run,
                    details: details(&organization),
                    ..Model::default()
                });
            }
            Step::New => {}
            _ if models.is_empty() => {}
            step => take(&mut store, &mut models, second, step),
        }
    }
    assert_eq!(store.verify().unwrap(), [], "every chain holds");
    assert_eq!(
        store.list_assessments().unwrap().len(),
        models.len(),
        "each assessment is listed once"
    );
    for model in &models {
        compare(&store, model);
    }
}

#[test]
fn the_store_answers_as_the_model_does() {
    let config = ProptestConfig {
        cases: repetitions(400),
        failure_persistence: None,
        ..ProptestConfig::default()
    };
    let steps = proptest::collection::vec(step(), 1..40).prop_map(|mut steps| {
        steps.insert(0, Step::New);
        steps
    });
    proptest!(config, |(steps in steps)| play(&steps));
}
