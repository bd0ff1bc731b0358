//! Items that nobody can ever be asked, and conditions that come back to themselves.

use super::*;

/// A pack with two roles, a trait that is asked of the second alone, and an item for each condition;
/// the first of them is a decision.
fn with(conditions: &[Value]) -> Vec<Finding> {
    let mut pack = small();
    let other =
        json!({"id": "maker", "label": "Maker", "question": "Do you make AI?", "help": "Any."});
    if let Some(roles) = pack["roles"].as_array_mut() {
        roles.push(other);
    }
    pack["traits"][0]["roles"] = json!(["maker"]);
    let like = pack["items"][0].clone();
    let items = conditions.iter().enumerate().map(|(at, condition)| {
        let mut item = like.clone();
        item["id"] = json!(format!("item-{at}"));
        item["applies"] = condition.clone();
        if at == 0 {
            item["kind"] = json!({"decision": {
                "options": [{"id": "yes", "label": "Yes", "meaning": "Yes."}, {"id": "no", "label": "No", "meaning": "No."}],
                "weighFor": ["For."], "weighAgainst": ["Against."], "decider": "CIO", "record": ["Why."],
                "reviewTrigger": "A change."}});
        }
        item
    });
    let items: Vec<Value> = items.collect();
    if let Some(list) = pack["items"].as_array_mut() {
        list.extend(items);
    }
    let mut found = findings(pack);
    found.retain(|finding| finding.pointer.ends_with("/applies"));
    found
}

#[test]
fn a_condition_that_a_profile_can_meet_is_sound() {
    let found = with(&[
        json!({"role": "maker"}),
        json!({"all": [{"trait": "agents"}, {"role": "user"}]}),
        json!({"decision": {"item": "item-0", "is": ["yes"]}}),
        json!({"all": [{"role": "user"}, {"not": {"decision": {"item": "item-0", "is": ["yes"]}}}]}),
    ]);
    assert_eq!(found, [], "a company may have several roles");
}

#[test]
fn an_item_behind_a_choice_that_its_own_company_never_faces_is_unreachable() {
    let found = with(&[
        json!({"role": "maker"}),
        json!({"all": [{"not": {"role": "maker"}}, {"decision": {"item": "item-0", "is": ["yes"]}}]}),
    ]);
    assert_eq!(found.len(), 1, "the choice is a maker's: {found:?}");
    assert_eq!(found[0].pointer, "/items/2/applies", "at the item");
}

#[test]
fn an_item_for_a_trait_that_its_own_company_is_never_asked_about_is_unreachable() {
    let found = with(&[
        json!({"role": "maker"}),
        json!({"all": [{"not": {"role": "maker"}}, {"trait": "agents"}]}),
    ]);
    assert_eq!(found.len(), 1, "only makers are asked: {found:?}");
}

#[test]
fn a_chain_of_conditions_that_comes_back_is_found_at_each_of_its_items() {
    let found = with(&[
        json!({"decision": {"item": "item-0", "is": ["yes"]}}),
        json!({"role": "maker"}),
    ]);
    assert!(
        found.iter().any(|f| f.problem.contains("comes back")),
        "an item cannot decide whether it is asked: {found:?}"
    );
}

#[test]
fn a_choice_of_no_option_is_found() {
    let found = with(&[
        json!({"role": "maker"}),
        json!({"decision": {"item": "item-0", "is": []}}),
    ]);
    assert_eq!(found.len(), 1, "it could never hold: {found:?}");
}
