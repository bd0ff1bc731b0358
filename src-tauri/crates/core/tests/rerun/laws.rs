//! What must hold of every plan.

use std::collections::BTreeMap;

use proptest::prelude::*;
use proviso_core::answer::Answers;
use proviso_core::pack::{ChangeKind, Pack, check, check_against};
use proviso_core::profile::Profile;
use proviso_core::rerun::{Held, Next, Plan, Previous, Treatment, plan};

use crate::made::{answers, given, profile, three};

pub fn planned(old: &Pack, answers: &Answers, new: &Pack, between: &[&Pack]) -> Plan {
    let profile = profile();
    with(old, answers, &BTreeMap::new(), new, &profile, between)
}

fn with(
    old: &Pack,
    answers: &Answers,
    held: &BTreeMap<String, Held>,
    new: &Pack,
    profile: &Profile,
    between: &[&Pack],
) -> Plan {
    let previous = Previous {
        pack: old,
        profile,
        answers,
        held,
    };
    plan(&previous, &Next { pack: new, profile }, between).unwrap()
}

/// A plan without the sentences, which a direct declaration words anew.
pub fn wordless(mut plan: Plan) -> Plan {
    for entry in &mut plan.entries {
        entry.reasons.clear();
        entry.origins.sort_by(|a, b| a.item.cmp(&b.item));
    }
    for kept in &mut plan.attic {
        kept.reasons.clear();
    }
    plan
}

proptest! {
    #[test]
    fn the_generated_packs_are_what_pack_check_accepts(three in three()) {
        for (old, new) in [(&three.first, &three.second), (&three.second, &three.third), (&three.first, &three.third)] {
            let found: Vec<_> = check_against(new, old)
                .into_iter()
                .chain(check(new))
                .filter(|finding| finding.pointer.starts_with("/changes"))
                .collect();
            prop_assert!(found.is_empty(), "the generator declares what is so: {found:#?}");
        }
    }

    #[test]
    fn directly_and_by_way_of_the_version_between_the_plan_is_the_same(three in three(), some in answers()) {
        let given = given(&three.first, &some);
        let direct = planned(&three.first, &given, &three.third, &[]);
        let mut stripped = three.third.clone();
        stripped.changes.retain(|changes| changes.since != three.first.version);
        let composed = planned(&three.first, &given, &stripped, &[&three.second]);
        prop_assert_eq!(wordless(direct), wordless(composed), "the strongest change wins on both ways");
    }

    #[test]
    fn no_answer_is_lost(three in three(), some in answers()) {
        let given = given(&three.first, &some);
        let plan = planned(&three.first, &given, &three.third, &[]);
        let next = plan.answers();
        let words = |answer| serde_json::to_string(answer).unwrap();
        for (item, answer) in &given {
            let carried = next.values().any(|n| n.from == item && words(n.answer) == words(answer));
            let kept = plan.attic.iter().any(|k| k.item == *item && k.answer.as_ref().map(&words) == Some(words(answer)));
            prop_assert!(carried || kept, "the answer to {item} is in the new run or in the attic");
        }
        for planned in next.values() {
            prop_assert_eq!(words(planned.answer), words(&given[planned.from]), "nothing is made up");
            prop_assert_eq!(planned.bound_to, &three.first.item(planned.from).unwrap().text_hash(), "it stays bound to the words it was given under");
        }
    }

    #[test]
    fn what_nobody_looked_at_stays_to_be_looked_at(three in three(), some in answers()) {
        let given = given(&three.first, &some);
        let direct = planned(&three.first, &given, &three.third, &[]);
        let once = planned(&three.first, &given, &three.second, &[]);
        let twice = with(&three.second, &once.start(), &once.held(), &three.third, &profile(), &[]);
        for (now, before) in direct.entries.iter().zip(&twice.entries) {
            prop_assert_eq!(&now.item, &before.item, "both plan the same version");
            if now.origins.len() > 1 {
                continue;
            }
            prop_assert_eq!(now.start().map(|o| (&o.answer, &o.bound_to)), before.start().map(|o| (&o.answer, &o.bound_to)), "the same answer, bound to the same words");
            if now.start().is_some() {
                prop_assert_eq!(now.treatment, before.treatment, "a second run on the way is no look at {}", &now.item);
            }
        }
    }

    #[test]
    fn a_changed_question_is_never_merely_carried(three in three(), some in answers()) {
        let plan = planned(&three.first, &given(&three.first, &some), &three.third, &[]);
        for entry in &plan.entries {
            match entry.treatment {
                Treatment::Carried => prop_assert!(entry.strength <= ChangeKind::Moved, "{} is {:?}", entry.item, entry.strength),
                Treatment::Reaffirm => prop_assert!(!entry.origins.is_empty(), "{} was asked before", entry.item),
                Treatment::New => prop_assert!(entry.origins.is_empty(), "{} was not asked before", entry.item),
            }
        }
    }

    #[test]
    fn on_the_same_pack_everything_is_carried(three in three(), some in answers()) {
        let given = given(&three.first, &some);
        let plan = planned(&three.first, &given, &three.first, &[]);
        prop_assert_eq!(plan.start(), given, "every answer goes on as it is");
        prop_assert!(plan.attic.is_empty(), "nothing is retired");
        prop_assert!(plan.entries.iter().all(|entry| entry.treatment == Treatment::Carried), "and nothing is to be looked at again");
    }
}
