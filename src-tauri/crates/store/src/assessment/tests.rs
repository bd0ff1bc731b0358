//! Making, listing, finding and putting away.

use super::*;
use crate::testing::{
    PACK, assessment, details, empty, item_hash, moment, set_state, stamp, verdict, with_assessment,
};
use crate::{Change, RunState};
use proviso_core::answer::Verdict;
use proviso_core::canonical::sha256;
use proviso_core::date::Date;
use proviso_core::profile::Profile;

fn named(store: &mut Store, organization: &str, unit: &str, matter: &str) -> String {
    let made = assessment(store);
    let details = Details {
        organization: organization.to_owned(),
        unit: unit.to_owned(),
        matter: matter.to_owned(),
        ..details()
    };
    store
        .set_details(&made.assessment, &details, &stamp(3))
        .unwrap();
    made.assessment
}

#[test]
fn an_assessment_is_made_with_its_first_run_or_not_at_all() {
    let (_folder, mut store) = empty();
    let first = FirstRun {
        pack: sha256(PACK),
        as_of: Date::from_ymd(2026, 11, 21).unwrap(),
        profile: Some(Profile::default()),
    };
    let refused = store
        .create_assessment(&details(), &first, &stamp(1))
        .unwrap_err();
    assert!(
        matches!(refused, NewAssessmentError::UnknownPack { .. }),
        "a run needs its pack: {refused}"
    );
    assert!(
        store.list_assessments().unwrap().is_empty(),
        "nothing is half-made"
    );
    assert!(store.heads().unwrap().is_empty(), "and no log has begun");
    store.put_pack(PACK, &stamp(2)).unwrap();
    let made = store
        .create_assessment(&details(), &first, &stamp(3))
        .unwrap();
    let found = store.assessment(&made.assessment).unwrap();
    assert_eq!(found.details, details(), "who, what and for whom");
    assert_eq!(found.created_at, moment(3), "when");
    assert_eq!(found.created_by, "Ada Counsel", "by whom");
    let run = &found.runs[0];
    assert_eq!(
        (run.number, run.state, run.pack.version.as_str()),
        (1, RunState::Draft, "1.0.0"),
        "its run asks from the pack"
    );
    assert_eq!(run.as_of, first.as_of, "as of the day given");
    assert_eq!(
        store.profile(&made.run).unwrap(),
        first.profile,
        "a profile given along is its first"
    );
    assert_eq!(run.changed, Some(moment(3)), "which counts as a change");
}

#[test]
fn the_list_is_by_last_change_and_counts_what_is_answered() {
    let (_folder, mut store) = empty();
    assert!(
        store.list_assessments().unwrap().is_empty(),
        "there is none yet"
    );
    let (one, two) = (assessment(&mut store), assessment(&mut store));
    let hash = item_hash("any");
    let (answer, note) = (
        verdict(Verdict::NotSure),
        proviso_core::answer::Answer {
            todo: Some(String::from("Ask")),
            ..Default::default()
        },
    );
    for (second, run, item, state) in [
        (10, &two.run, "a", &answer),
        (11, &one.run, "a", &answer),
        (12, &one.run, "b", &answer),
        (13, &one.run, "c", &note),
    ] {
        store
            .record_answer(run, &Change::new(item, &hash, state), &stamp(second))
            .unwrap();
    }
    let list = store.list_assessments().unwrap();
    let ids: Vec<&str> = list.iter().map(|found| found.id.as_str()).collect();
    assert_eq!(
        ids,
        [one.assessment.as_str(), two.assessment.as_str()],
        "the one worked on last comes first"
    );
    let counts: Vec<u32> = list.iter().map(|found| found.runs[0].answered).collect();
    assert_eq!(counts, [2, 1], "a note alone is no answer");
    assert_eq!(list[0].runs[0].changed, Some(moment(13)), "but a change");
    assert_eq!(
        list[0].runs,
        store.runs(&one.assessment).unwrap(),
        "the list and the assessment say the same of a run"
    );
    assert_eq!(
        list[0].runs[0],
        store.run(&one.run).unwrap(),
        "and so does the run itself"
    );
}

#[test]
fn an_assessment_is_found_by_name_by_id_and_by_its_beginning() {
    let (_folder, mut store) = empty();
    let lending = named(&mut store, "Acme, Inc.", "Lending", "M-7");
    let whole = named(&mut store, "Acme, Inc.", "", "M-8");
    for (text, id) in [
        ("Acme, Inc. / Lending", &lending),
        ("  acme, inc. / LENDING ", &lending),
        ("Acme, Inc. / Lending / M-7", &lending),
        ("M-7", &lending),
        ("Acme, Inc.", &whole),
        (lending.as_str(), &lending),
        (&lending[..4], &lending),
        (&whole[..12], &whole),
    ] {
        let found = store.find_assessment(text).unwrap();
        assert_eq!(&found.id, id, "“{text}” names one assessment");
    }
}

#[test]
fn what_is_not_found_is_answered_with_what_there_is() {
    let (_folder, mut store) = empty();
    let refused = store.find_assessment("Acme").unwrap_err().to_string();
    assert!(
        refused.ends_with("This data folder has none yet"),
        "an empty folder is said: {refused}"
    );
    let lending = named(&mut store, "Acme, Inc.", "Lending", "M-7");
    for text in ["Acme", &lending[..3], "", "  "] {
        let refused = store.find_assessment(text).unwrap_err();
        assert!(
            matches!(refused, FindError::Unknown { .. }),
            "“{text}”: {refused}"
        );
        let sentence = refused.to_string();
        let listed = format!("There are: Acme, Inc. / Lending / M-7 ({})", &lending[..8]);
        assert!(sentence.contains(&listed), "those there are: {sentence}");
    }
    let twin = named(&mut store, "Acme, Inc.", "Lending", "M-9");
    let refused = store.find_assessment("Acme, Inc. / Lending").unwrap_err();
    let sentence = refused.to_string();
    assert!(
        sentence.contains("fits 2 assessments")
            && sentence.contains(&lending[..8])
            && sentence.contains(&twin[..8]),
        "both are named, with what tells them apart: {sentence}"
    );
}

#[test]
fn archiving_is_recorded_and_taken_back() {
    let (_folder, mut store, made) = with_assessment();
    let id = &made.assessment;
    assert!(
        store.set_archived(id, true, &stamp(10)).unwrap().is_some(),
        "archiving is a change"
    );
    assert!(
        store.set_archived(id, true, &stamp(11)).unwrap().is_none(),
        "archiving twice is not"
    );
    let found = store.assessment(id).unwrap();
    assert_eq!(found.state, AssessmentState::Archived, "it is put away");
    assert_eq!(found.details, details(), "with everything in it");
    store.set_archived(id, false, &stamp(12)).unwrap();
    assert_eq!(
        store.assessment(id).unwrap().state,
        AssessmentState::Open,
        "and brought back"
    );
    assert_eq!(store.verify().unwrap(), [], "all of it in the log");
    let refused = store.set_archived("nowhere", true, &stamp(13)).unwrap_err();
    assert!(refused.to_string().contains("“nowhere”"), "{refused}");
}

#[test]
fn a_run_thrown_away_is_read_but_not_listed() {
    let (_folder, store, made) = with_assessment();
    set_state(&store, &made.run, "discarded");
    assert!(
        store.runs(&made.assessment).unwrap().is_empty(),
        "it is out of the list"
    );
    assert_eq!(
        store.run(&made.run).unwrap().state,
        RunState::Discarded,
        "whoever has its id can read it"
    );
}
