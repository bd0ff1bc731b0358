//! Whatever two counsel do and in whichever order they come together, nothing is lost and both are the same.

use super::*;

/// What one counsel does.
#[derive(Debug, Clone)]
enum Act {
    Facts(u8, u8),
    Owner(u8, u8),
    Document(u8, u8),
}

fn act() -> impl Strategy<Value = Act> {
    prop_oneof![
        4 => (0..3_u8, 0..3_u8).prop_map(|(item, text)| Act::Facts(item, text)),
        2 => (0..3_u8, 0..3_u8).prop_map(|(item, text)| Act::Owner(item, text)),
        1 => (0..3_u8, 0..9_u8).prop_map(|(item, text)| Act::Document(item, text)),
    ]
}

fn does(desk: &mut Desk, made: &Created, act: &Act) {
    let item = |at: u8| ["inventory", "agents", "logging"][usize::from(at)];
    match act {
        Act::Facts(at, text) => desk.facts(&made.run, item(*at), &format!("text {text}")),
        Act::Owner(at, text) => desk.owner(&made.assessment, item(*at), &format!("owner {text}")),
        Act::Document(at, text) => {
            let body = format!("%PDF {text} {}", desk.name);
            let links = desk.store.evidence(&made.run).unwrap();
            let hash = sha256(body.as_bytes());
            let has = links.get(item(*at)).is_some_and(|links| {
                links
                    .iter()
                    .any(|link| link.evidence.copy.as_ref().is_some_and(|c| c.hash == hash))
            });
            if !has {
                desk.document(&made.run, item(*at), body.as_bytes());
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn whatever_two_people_do_comes_together_and_holds(
        rounds in proptest::collection::vec(
            (proptest::collection::vec(act(), 0..5), proptest::collection::vec(act(), 0..5), any::<bool>()), 1..4)
    ) {
        let (mut ada, mut ben, made) = two();
        for (hers, his, side) in rounds {
            for act in &hers { does(&mut ada, &made, act); }
            for act in &his { does(&mut ben, &made, act); }
            let side = if side { Side::Ours } else { Side::Theirs };
            let arrival = ada.look(&ben, &made.assessment);
            match ada.store.merge_plan(&arrival) {
                Ok(plan) => {
                    for conflict in &plan.conflicts {
                        prop_assert!(conflict.ours.0 != conflict.theirs.0, "a conflict has two texts");
                    }
                    let choices = everything(side, &plan);
                    ada.merge(&ben, &made, &choices).unwrap();
                }
                Err(MergeError::NothingNew) => {}
                Err(other) => return Err(TestCaseError::fail(other.to_string())),
            }
            prop_assert_eq!(ada.store.verify().unwrap(), [], "Ada's folder holds");
            match ben.merge(&ada, &made, &Choices::new()) {
                Ok(_) | Err(MergeError::NothingNew) => {}
                Err(other) => return Err(TestCaseError::fail(other.to_string())),
            }
            prop_assert_eq!(ben.store.verify().unwrap(), [], "Ben's folder holds");
            prop_assert_eq!(ben.standing(&ada, &made.assessment), Standing::Same, "both have the same entries");
            for item in ["inventory", "agents", "logging"] {
                prop_assert_eq!(ben.read(&made.run, item), ada.read(&made.run, item), "the same answers");
            }
            prop_assert_eq!(ben.store.actions(&made.assessment).unwrap(), ada.store.actions(&made.assessment).unwrap(), "actions");
            let ids = |desk: &Desk| {
                let links = desk.store.evidence(&made.run).unwrap();
                let mut ids: Vec<String> = links.values().flatten().map(|link| link.id.clone()).collect();
                ids.sort();
                ids
            };
            prop_assert_eq!(ids(&ben), ids(&ada), "and evidence");
        }
    }
}
