//! What is refused, and that each sentence says what and what to do.

use std::collections::BTreeMap;

use proviso_core::answer::Answers;
use proviso_core::canonical::Hash;
use proviso_core::pack::{ChangeKind, Pack};
use proviso_core::rerun::{Next, PlanError, Previous, plan};

use crate::order::{everything, order};

fn refused(old: &Pack, new: &Pack) -> PlanError {
    let (before, after) = (everything(old), everything(new));
    let previous = Previous {
        pack: old,
        profile: &before,
        answers: &Answers::new(),
        held: &BTreeMap::new(),
    };
    let next = Next {
        pack: new,
        profile: &after,
    };
    plan(&previous, &next, &[]).unwrap_err()
}

#[test]
fn a_pack_about_another_text_is_refused() {
    let old = order("1.0.0");
    let mut other = order("1.1.0");
    other.id = String::from("acme-ai-policy");
    let error = refused(&old, &other);
    assert!(matches!(error, PlanError::OtherPack { .. }), "{error}");
    assert!(
        error.to_string().contains("begin a new assessment"),
        "it says what to do: {error}"
    );
}

#[test]
fn an_older_pack_is_refused() {
    let error = refused(&order("1.1.0"), &order("1.0.0"));
    assert!(matches!(error, PlanError::Older { .. }), "{error}");
    assert!(
        error.to_string().contains("1.0.0 is older"),
        "it says which: {error}"
    );
}

#[test]
fn the_same_version_with_other_content_is_refused() {
    let old = order("1.0.0");
    let mut other = old.clone();
    other.items[0].question.push_str(" Really?");
    let error = refused(&old, &other);
    assert!(matches!(error, PlanError::OtherContent { .. }), "{error}");
}

#[test]
fn a_pack_that_does_not_know_the_version_before_is_refused() {
    let mut new = order("1.1.0");
    new.changes.clear();
    let error = refused(&order("1.0.0"), &new);
    assert!(matches!(error, PlanError::NotDeclared { .. }), "{error}");
    assert!(
        error.to_string().contains("Install the versions between"),
        "{error}"
    );
}

/// Refusals of 1.1.0 after its declaration against 1.0.0 was tampered with.
fn broken(tamper: impl Fn(&mut Pack)) -> String {
    let mut new = order("1.1.0");
    tamper(&mut new);
    let error = refused(&order("1.0.0"), &new);
    assert!(matches!(error, PlanError::Broken { .. }), "{error}");
    assert!(
        error.to_string().contains("pack check"),
        "it says what to do: {error}"
    );
    error.to_string()
}

#[test]
fn a_declaration_that_is_not_true_of_the_texts_is_refused() {
    let hash = broken(|pack| {
        let change = pack.changes[0]
            .items
            .iter_mut()
            .find(|c| !c.from.is_empty());
        change.unwrap().from[0].hash = Hash("0".repeat(64));
    });
    assert!(hash.contains("the hash of"), "{hash}");
    let less = broken(|pack| {
        let strong = |c: &&mut proviso_core::pack::ItemChange| c.change == ChangeKind::Clarifying;
        pack.changes[0]
            .items
            .iter_mut()
            .find(strong)
            .unwrap()
            .change = ChangeKind::Editorial;
    });
    assert!(less.contains("changed more than it says"), "{less}");
    let silent = broken(|pack| {
        pack.changes[0].items.remove(0);
    });
    assert!(silent.contains("silent on"), "{silent}");
    let twice = broken(|pack| {
        let again = pack.changes[0]
            .items
            .iter()
            .find(|c| !c.to.is_empty())
            .unwrap()
            .clone();
        pack.changes[0].items.push(again);
    });
    assert!(twice.contains("twice"), "{twice}");
    let shape = broken(|pack| {
        let new = |c: &&mut proviso_core::pack::ItemChange| c.change == ChangeKind::New;
        pack.changes[0].items.iter_mut().find(new).unwrap().change = ChangeKind::Split;
    });
    assert!(shape.contains("do not make the change"), "{shape}");
    let unknown = broken(|pack| {
        let change = pack.changes[0]
            .items
            .iter_mut()
            .find(|c| !c.from.is_empty());
        change.unwrap().from[0].item = String::from("never-asked");
    });
    assert!(unknown.contains("has no item"), "{unknown}");
}
