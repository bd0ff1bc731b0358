//! Whole runs in a merge: signed ones, and those that one side alone has.

use super::*;

#[test]
fn what_is_signed_is_not_merged_into() {
    // Signed here, changed there.
    let (mut ada, mut ben, made) = two();
    let run = made.run.as_str();
    ada.sign(run);
    ben.facts(run, "inventory", "As Ben says.");
    let refused = ada.merge(&ben, &made, &Choices::new()).unwrap_err();
    let (number, why) = (1, Closed::Signed);
    assert!(
        matches!(refused, MergeError::ClosedHere { number: n, why: w } if n == number && w == why),
        "{refused}"
    );
    ada.holds("a refusal leaves everything");
    // Changed here, signed there.
    let refused = ben.merge(&ada, &made, &Choices::new()).unwrap_err();
    assert!(
        matches!(refused, MergeError::ClosedThere { number: 1, .. }),
        "{refused}"
    );
    // Signed here, and only actions went on there: they come.
    let (mut ada, mut ben, made) = two();
    let run = made.run.as_str();
    ada.owner(&made.assessment, "agents", "CRO");
    ada.sign(run);
    ben.owner(&made.assessment, "inventory", "CTO");
    ada.merge(&ben, &made, &Choices::new()).unwrap();
    ada.holds("actions go on after a run is signed");
    let signed = ada.store.actions_as_signed(run).unwrap();
    assert_eq!(
        signed["inventory"].owner.as_deref(),
        Some("CISO"),
        "and the signed run shows them as they stood"
    );
    let now = ada.store.actions(&made.assessment).unwrap();
    assert_eq!(
        now["inventory"].action.owner.as_deref(),
        Some("CTO"),
        "while they moved"
    );
    // The other copy takes both, in another order of the file.
    ben.merge(&ada, &made, &Choices::new()).unwrap();
    ben.holds("the other folder");
    assert_eq!(
        ben.store.actions_as_signed(run).unwrap(),
        ada.store.actions_as_signed(run).unwrap(),
        "a signed run says the same in both"
    );
    assert_eq!(
        ben.store.signed(run).unwrap(),
        ada.store.signed(run).unwrap(),
        "and how far the actions went on since"
    );
}

#[test]
fn a_run_that_only_one_has_comes_along_signed_or_not() {
    let (mut ada, mut ben, made) = two();
    let run = made.run.as_str();
    ben.verdict(run, "agents", Verdict::InPlace);
    ben.sign(run);
    let second = follow(&mut ben.store, run).unwrap();
    ben.verdict(&second, "agents", Verdict::Partly);
    ada.owner(&made.assessment, "agents", "CRO");
    let plan = ada.merge(&ben, &made, &Choices::new()).unwrap();
    let news: Vec<(u32, bool)> = plan
        .runs
        .iter()
        .map(|run| (run.number, run.is_new))
        .collect();
    assert_eq!(
        news,
        [(1, false), (2, true)],
        "one was signed there, one started"
    );
    ada.holds("runs that came");
    let signed = |desk: &Desk| {
        desk.store
            .signed(run)
            .unwrap()
            .map(|signed| (signed.signing, signed.pdf))
    };
    assert_eq!(signed(&ada), signed(&ben), "signed by whom");
    assert!(
        ada.store.signed_pdf(run).unwrap().is_some(),
        "with the kept PDF"
    );
    assert_eq!(
        ada.read(&second, "agents").verdict,
        Some(Verdict::Partly),
        "and its answers"
    );
    assert!(
        ada.store
            .actions(&made.assessment)
            .unwrap()
            .contains_key("agents"),
        "beside what Ada did"
    );
    let refused = ada
        .store
        .undo_merge(&made.assessment, &stamp(70_000))
        .unwrap_err();
    assert!(
        matches!(refused, UndoMergeError::Closed),
        "what is signed stays: {refused}"
    );
    // Both start a run.
    let (mut ada, mut ben, made) = two();
    follow(&mut ada.store, &made.run).unwrap();
    follow(&mut ben.store, &made.run).unwrap();
    let refused = ada.merge(&ben, &made, &Choices::new()).unwrap_err();
    assert!(
        matches!(refused, MergeError::BothStarted { number: 2 }),
        "{refused}"
    );
}
