//! A merge taken back as a whole.

use super::*;

#[test]
fn a_whole_merge_is_taken_back_and_what_came_stays_in_the_record() {
    for forward in [false, true] {
        let (mut ada, mut ben, made) = two();
        let run = made.run.as_str();
        if !forward {
            ada.facts(run, "inventory", "As Ada says.");
            ada.owner(&made.assessment, "agents", "CRO");
        }
        ben.facts(run, "inventory", "As Ben says.");
        ben.verdict(run, "agents", Verdict::InPlace);
        ben.owner(&made.assessment, "inventory", "CTO");
        ben.document(run, "agents", b"%PDF of Ben");
        follow(&mut ben.store, run).unwrap();
        let (answers, actions, evidence) = (
            ada.store.answers(run).unwrap(),
            ada.store.actions(&made.assessment).unwrap(),
            ada.store.evidence(run).unwrap(),
        );
        let arrival = ada.look(&ben, &made.assessment);
        if !forward {
            // A run that follows was made there, and its predecessor was changed here.
            let refused = ada.store.merge_plan(&arrival).unwrap_err();
            assert!(
                matches!(refused, MergeError::ClosedThere { number: 1, .. }),
                "{refused}"
            );
            let open = ben.store.runs(&made.assessment).unwrap()[1].id.clone();
            let now = ben.stamp();
            ben.store.discard_run(&open, &now).unwrap();
        }
        let arrival = ada.look(&ben, &made.assessment);
        let plan = ada.store.merge_plan(&arrival).unwrap();
        ada.merge(&ben, &made, &everything(Side::Theirs, &plan))
            .unwrap();
        assert_eq!(
            ada.read(run, "inventory").facts.as_deref(),
            Some("As Ben says."),
            "it came"
        );
        let runs = ada.store.runs(&made.assessment).unwrap().len();
        assert_eq!(
            runs,
            if forward { 2 } else { 1 },
            "with the run that is open there"
        );
        let past = ada.store.last_merge(&made.assessment).unwrap().unwrap();
        if !past.can_be_undone {
            // A run that was thrown away came along: that is not taken back.
            assert!(!forward, "only where one did");
            continue;
        }
        let now = ada.stamp();
        ada.store.undo_merge(&made.assessment, &now).unwrap();
        ada.holds("after it was taken back");
        let states = |answers: &BTreeMap<_, crate::StoredAnswer>| {
            answers
                .iter()
                .filter(|(_, stored)| stored.answer != Answer::default())
                .map(|(item, stored): (&String, _)| (item.clone(), stored.answer.clone()))
                .collect::<BTreeMap<_, _>>()
        };
        assert_eq!(
            states(&ada.store.answers(run).unwrap()),
            states(&answers),
            "each answer is as it was"
        );
        let owners = |actions: &BTreeMap<String, crate::StoredAction>| {
            actions
                .iter()
                .filter(|(_, stored)| stored.action != Action::default())
                .map(|(item, stored)| (item.clone(), stored.action.clone()))
                .collect::<BTreeMap<_, _>>()
        };
        assert_eq!(
            owners(&ada.store.actions(&made.assessment).unwrap()),
            owners(&actions),
            "each action"
        );
        assert_eq!(
            ada.store.evidence(run).unwrap(),
            evidence,
            "and the evidence"
        );
        assert_eq!(
            ada.store.runs(&made.assessment).unwrap().len(),
            1,
            "the run that came is gone"
        );
        let past = ada.store.history(run, "inventory").unwrap();
        assert!(
            past.iter().any(|past| past.author == "Ben Counsel"),
            "what Ben wrote is in the history"
        );
        let now = ada.stamp();
        let refused = ada.store.undo_merge(&made.assessment, &now).unwrap_err();
        assert!(matches!(refused, UndoMergeError::WentOn), "once: {refused}");
    }
}
