//! Two counsel, two data folders, one assessment.

mod destroyed;

use proptest::prelude::*;
use proviso_core::action::Action;
use proviso_core::answer::{Answer, Verdict};
use proviso_core::canonical::sha256;
use proviso_core::date::Date;
use proviso_core::evidence::{Evidence, KeptCopy};
use proviso_core::merge::Side;
use proviso_core::profile::Profile;
use tempfile::TempDir;

use super::*;
use crate::testing::{behind_our_back, follow, item_hash, options, stamp, with_assessment};
use crate::{
    ActionChange, Change, Contents, Created, Details, Frozen, NewEvidence, Signatory, Signing,
    Standing,
};

/// One counsel at a desk.
struct Desk {
    _folder: TempDir,
    store: Store,
    name: &'static str,
    clock: i64,
}

impl Desk {
    fn stamp(&mut self) -> Stamp {
        self.clock += 1;
        Stamp {
            author: self.name.to_owned(),
            ..stamp(self.clock)
        }
    }

    fn answer(&mut self, run: &str, item: &str, answer: &Answer) {
        let hash = item_hash(item);
        let now = self.stamp();
        let change = Change::new(item, &hash, answer);
        self.store.record_answer(run, &change, &now).unwrap();
    }

    fn facts(&mut self, run: &str, item: &str, facts: &str) {
        let now = self.read(run, item);
        let next = Answer {
            facts: Some(facts.to_owned()),
            ..now
        };
        self.answer(run, item, &next);
    }

    fn verdict(&mut self, run: &str, item: &str, verdict: Verdict) {
        let now = self.read(run, item);
        let next = Answer {
            verdict: Some(verdict),
            ..now
        };
        self.answer(run, item, &next);
    }

    fn read(&self, run: &str, item: &str) -> Answer {
        let answers = self.store.answers(run).unwrap();
        answers
            .get(item)
            .map(|stored| stored.answer.clone())
            .unwrap_or_default()
    }

    fn owner(&mut self, assessment: &str, item: &str, owner: &str) {
        let action = Action {
            owner: Some(owner.to_owned()),
            ..Action::default()
        };
        let now = self.stamp();
        let change = ActionChange::new(item, &action);
        self.store.record_action(assessment, &change, &now).unwrap();
    }

    fn document(&mut self, run: &str, item: &str, body: &[u8]) -> String {
        let evidence = Evidence {
            title: String::from("Policy"),
            copy: Some(KeptCopy {
                hash: sha256(body),
                name: String::from("policy.pdf"),
                bytes: body.len() as u64,
            }),
            ..Evidence::default()
        };
        let new = NewEvidence {
            item,
            item_hash: &item_hash(item),
            evidence: &evidence,
            bytes: Some(body),
        };
        let now = self.stamp();
        let links = self.store.add_evidence(run, &[new], &now).unwrap();
        links[0].clone().unwrap()
    }

    fn sign(&mut self, run: &str) {
        let (revision, action) = self.store.ends(run).unwrap();
        let signing = Signing {
            reviewer: None,
            signer: Signatory {
                name: String::from("M. Okafor"),
                role: String::from("General Counsel"),
            },
            statement: String::from("To my knowledge."),
            on: Date::from_ymd(2026, 11, 23).unwrap(),
        };
        let frozen = Frozen {
            snapshot: "{}",
            pdf: b"%PDF",
            heads: (&revision, action.as_deref()),
        };
        let now = self.stamp();
        self.store.sign(run, &signing, &frozen, &now).unwrap();
    }

    /// Looks at what another desk hands over.
    fn look(&self, from: &Self, assessment: &str) -> Arrival {
        let file = from.store.whole_assessment(assessment).unwrap();
        let contents = Contents::read(file).unwrap();
        Arrival::look(contents, options(90_000).entropy, &stamp(1)).unwrap()
    }

    fn merge(
        &mut self,
        from: &Self,
        made: &Created,
        choices: &Choices,
    ) -> Result<MergePlan, MergeError> {
        let arrival = self.look(from, &made.assessment);
        let now = self.stamp();
        self.store.merge(&arrival, choices, "theirs.proviso", &now)
    }

    fn holds(&self, what: &str) {
        assert_eq!(
            self.store.verify().unwrap(),
            [],
            "{what}: every chain and every row holds"
        );
    }

    fn standing(&self, from: &Self, assessment: &str) -> Standing {
        let file = from.store.whole_assessment(assessment).unwrap();
        self.store.standing(&Contents::read(file).unwrap()).unwrap()
    }
}

/// Two desks with the same assessment, in which an answer, an action and a document stand.
fn two() -> (Desk, Desk, Created) {
    let (folder, store, made) = with_assessment();
    let mut ada = Desk {
        _folder: folder,
        store,
        name: "Ada Counsel",
        clock: 100,
    };
    ada.verdict(&made.run, "inventory", Verdict::Partly);
    ada.facts(&made.run, "inventory", "Two of three systems.");
    ada.owner(&made.assessment, "inventory", "CISO");
    ada.document(&made.run, "inventory", b"%PDF of both");
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(folder.path(), options(500_000)).unwrap();
    let mut ben = Desk {
        _folder: folder,
        store,
        name: "Ben Counsel",
        clock: 10_000,
    };
    let arrival = ben.look(&ada, &made.assessment);
    let now = ben.stamp();
    ben.store.take_in(&arrival, "a.proviso", &now).unwrap();
    (ada, ben, made)
}

fn everything(side: Side, plan: &MergePlan) -> Choices {
    let conflicts = plan.conflicts.iter();
    conflicts
        .map(|conflict| ((conflict.about.clone(), conflict.field.clone()), side))
        .collect()
}

#[test]
fn what_each_changed_alone_is_all_there_and_both_lines_stay_in_the_record() {
    let (mut ada, mut ben, made) = two();
    let run = made.run.as_str();
    ada.verdict(run, "inventory", Verdict::InPlace);
    ada.owner(&made.assessment, "agents", "CRO");
    ben.facts(run, "inventory", "Three of three systems.");
    ben.verdict(run, "agents", Verdict::NotInPlace);
    ben.owner(&made.assessment, "logging", "CTO");
    ben.document(run, "agents", b"%PDF of Ben");
    let profile = Profile {
        roles: [String::from("adopter")].into(),
        ..Profile::default()
    };
    let now = ben.stamp();
    ben.store.set_profile(run, &profile, &now).unwrap();
    let details = Details {
        purpose: String::from("to advise the Board"),
        ..crate::testing::details()
    };
    let now = ben.stamp();
    ben.store
        .set_details(&made.assessment, &details, &now)
        .unwrap();
    let theirs = ben.store.whole_assessment(&made.assessment).unwrap();
    let plan = ada.merge(&ben, &made, &Choices::new()).unwrap();
    assert_eq!(plan.conflicts, [], "nobody contradicted anybody");
    ada.holds("after the merge");
    assert_eq!(
        ada.read(run, "inventory"),
        Answer {
            verdict: Some(Verdict::InPlace),
            facts: Some(String::from("Three of three systems.")),
            ..Answer::default()
        },
        "two fields of one answer come from two people"
    );
    assert_eq!(
        ada.read(run, "agents").verdict,
        Some(Verdict::NotInPlace),
        "an answer of Ben's"
    );
    let owners: BTreeMap<_, _> = ada
        .store
        .actions(&made.assessment)
        .unwrap()
        .into_iter()
        .map(|(item, stored)| (item, stored.action.owner.unwrap_or_default()))
        .collect();
    let expected = [("agents", "CRO"), ("inventory", "CISO"), ("logging", "CTO")];
    let expected: BTreeMap<_, _> = expected
        .into_iter()
        .map(|(item, owner)| (item.to_owned(), owner.to_owned()))
        .collect();
    assert_eq!(owners, expected, "the actions of both");
    assert_eq!(
        ada.store.evidence(run).unwrap()["agents"].len(),
        1,
        "Ben's document"
    );
    assert_eq!(
        ada.store.evidence(run).unwrap()["agents"][0].added_by,
        "Ben Counsel",
        "as Ben added it"
    );
    assert!(
        ada.store
            .kept_copy(&sha256(b"%PDF of Ben"))
            .unwrap()
            .is_some(),
        "with its copy"
    );
    assert_eq!(
        ada.store.profile(run).unwrap().unwrap(),
        profile,
        "the profile"
    );
    let read = ada.store.assessment(&made.assessment).unwrap();
    assert_eq!(
        read.details.purpose, "to advise the Board",
        "and the details"
    );
    // Nothing of Ben's was rewritten: each of his entries is here, byte for byte.
    let contents = Contents::read(theirs).unwrap();
    let mine = Contents::read(ada.store.whole_assessment(&made.assessment).unwrap()).unwrap();
    for entry in &contents.revisions {
        assert!(
            mine.revisions.contains(entry),
            "entry {} came as it is",
            entry.id
        );
    }
    let joined: Vec<_> = mine
        .revisions
        .iter()
        .filter(|entry| entry.second_parent.is_some())
        .collect();
    assert_eq!(joined.len(), 1, "one entry joins the two lines");
    assert_eq!(joined[0].kind, "merge", "and says that it does");
    let authors: Vec<String> = ada
        .store
        .history(run, "inventory")
        .unwrap()
        .into_iter()
        .map(|past| past.author)
        .collect();
    assert!(
        authors.contains(&String::from("Ada Counsel"))
            && authors.contains(&String::from("Ben Counsel")),
        "the history has both: {authors:?}"
    );
}

#[test]
fn a_conflict_is_settled_by_choice_and_never_by_silence() {
    for side in [Side::Ours, Side::Theirs] {
        let (mut ada, mut ben, made) = two();
        let run = made.run.as_str();
        ada.facts(run, "inventory", "As Ada says.");
        ben.facts(run, "inventory", "As Ben says.");
        let before = ada.store.whole_assessment(&made.assessment).unwrap();
        let arrival = ada.look(&ben, &made.assessment);
        let plan = ada.store.merge_plan(&arrival).unwrap();
        assert_eq!(plan.conflicts.len(), 1, "{plan:?}");
        let conflict = &plan.conflicts[0];
        assert_eq!(conflict.field, "facts", "one field");
        assert_eq!(
            (&conflict.ours.0, &conflict.theirs.0, &conflict.base),
            (
                &Some("As Ada says.".into()),
                &Some("As Ben says.".into()),
                &Some("Two of three systems.".into())
            ),
            "with both texts and what stood there"
        );
        assert_eq!(
            (
                conflict.ours.1.author.as_str(),
                conflict.theirs.1.author.as_str()
            ),
            ("Ada Counsel", "Ben Counsel"),
            "and who wrote which"
        );
        let refused = ada.merge(&ben, &made, &Choices::new()).unwrap_err();
        assert!(
            matches!(refused, MergeError::Unsettled { left: 1 }),
            "{refused}"
        );
        let strange = (
            About::Action {
                item: String::from("inventory"),
            },
            String::from("owner"),
        );
        let refused = ada
            .merge(&ben, &made, &[(strange, side)].into())
            .unwrap_err();
        assert!(
            matches!(refused, MergeError::Moved),
            "a choice about nothing: {refused}"
        );
        assert!(
            ada.store.whole_assessment(&made.assessment).unwrap() == before,
            "looking and refusing write nothing"
        );
        ada.merge(&ben, &made, &everything(side, &plan)).unwrap();
        ada.holds("after the choice");
        let said = ada.read(run, "inventory").facts.unwrap();
        let expected = match side {
            Side::Ours => "As Ada says.",
            Side::Theirs => "As Ben says.",
        };
        assert_eq!(said, expected, "the chosen text stands");
        let past = ada.store.history(run, "inventory").unwrap();
        let all: Vec<String> = past
            .into_iter()
            .filter_map(|past| past.content?.answer.facts)
            .collect();
        for text in ["As Ada says.", "As Ben says."] {
            assert!(
                all.iter().any(|known| known == text),
                "and “{text}” is in the history"
            );
        }
    }
}

#[test]
fn after_a_merge_the_other_goes_on_where_it_ends_and_both_are_the_same() {
    let (mut ada, mut ben, made) = two();
    let run = made.run.as_str();
    ada.facts(run, "inventory", "As Ada says.");
    ada.owner(&made.assessment, "agents", "CRO");
    ben.facts(run, "inventory", "As Ben says.");
    ben.owner(&made.assessment, "inventory", "CTO");
    let arrival = ada.look(&ben, &made.assessment);
    let plan = ada.store.merge_plan(&arrival).unwrap();
    ada.merge(&ben, &made, &everything(Side::Theirs, &plan))
        .unwrap();
    assert!(
        matches!(ben.standing(&ada, &made.assessment), Standing::Newer { .. }),
        "what Ada has goes beyond what Ben has"
    );
    let plan = ben.merge(&ada, &made, &Choices::new()).unwrap();
    assert_eq!(plan.conflicts, [], "settled once is settled");
    ben.holds("the other folder");
    assert_eq!(
        ben.standing(&ada, &made.assessment),
        Standing::Same,
        "both hold the same entries"
    );
    assert_eq!(
        ben.read(run, "inventory"),
        ada.read(run, "inventory"),
        "and the same answer"
    );
    assert_eq!(
        ben.store.actions(&made.assessment).unwrap(),
        ada.store.actions(&made.assessment).unwrap(),
        "the same actions"
    );
    assert_eq!(
        ben.store.evidence(run).unwrap(),
        ada.store.evidence(run).unwrap(),
        "the same evidence"
    );
    let refused = ben.merge(&ada, &made, &Choices::new()).unwrap_err();
    assert!(
        matches!(refused, MergeError::NothingNew),
        "with itself nothing comes of it: {refused}"
    );
    // Work goes on in both, and comes together a second time.
    ada.facts(run, "inventory", "Later, by Ada.");
    ben.verdict(run, "inventory", Verdict::InPlace);
    ada.merge(&ben, &made, &Choices::new()).unwrap();
    ada.holds("a second merge");
    let both = ada.read(run, "inventory");
    assert_eq!(
        (both.facts.as_deref(), both.verdict),
        (Some("Later, by Ada."), Some(Verdict::InPlace)),
        "what was settled before is the ancestor of what came later"
    );
}

#[test]
fn a_later_copy_goes_on_where_this_one_ends() {
    let (ada, mut ben, made) = two();
    let mut ada = ada;
    let run = made.run.as_str();
    ben.facts(run, "inventory", "Three of three systems.");
    ben.owner(&made.assessment, "inventory", "CTO");
    let link = ben.document(run, "inventory", b"%PDF of Ben");
    let plan = ada.merge(&ben, &made, &Choices::new()).unwrap();
    assert!(
        plan.brought.iter().any(|brought| brought.field == "facts"),
        "it is told what comes: {plan:?}"
    );
    ada.holds("after going on");
    assert_eq!(
        ada.standing(&ben, &made.assessment),
        Standing::Same,
        "the same entries"
    );
    assert_eq!(
        ada.read(run, "inventory"),
        ben.read(run, "inventory"),
        "the same answer"
    );
    let links = ada.store.evidence(run).unwrap();
    assert!(
        links["inventory"].iter().any(|known| known.id == link),
        "and evidence"
    );
    let found = ada
        .store
        .find_in_run(run, &proviso_core::search::Query::read("Three"))
        .unwrap();
    assert!(
        !found.items.is_empty(),
        "and what came is found by its words"
    );
}

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

/// Destroys the text of the entries that `which` selects, as a destruction entry takes them, and
/// its words in the index.
fn destroy(desk: &mut Desk, made: &Created, which: &str) {
    let now = desk.stamp();
    desk.store
        .write::<_, Fault>(&now, |writing| {
            let gone: Vec<String> = writing
                .tx
                .prepare(&format!("SELECT id FROM revision WHERE {which}"))?
                .query_map([], |row| row.get(0))?
                .collect::<Result<_, _>>()?;
            let assessment = crate::log::Named {
                seq: 1,
                id: made.assessment.clone(),
            };
            let mut body = serde_json::Map::new();
            body.insert(String::from("gone"), gone.into());
            let link = crate::log::Link {
                assessment: &assessment,
                run: None,
                item: None,
                item_hash: None,
                kind: "destruction",
                body,
            };
            writing.append(Log::Revision, link)?;
            crate::search::rebuild(&writing.tx)?;
            Ok(())
        })
        .unwrap();
}

#[test]
fn a_destroyed_text_does_not_come_back() {
    let texts = "kind = 'answer' AND item_id = 'inventory'";
    let (mut ada, mut ben, made) = two();
    destroy(&mut ada, &made, texts);
    ben.verdict(&made.run, "inventory", Verdict::InPlace);
    let refused = ada.merge(&ben, &made, &Choices::new()).unwrap_err();
    assert!(
        matches!(refused, MergeError::DestroyedHere { .. }),
        "it would come back: {refused}"
    );
    let refused = ben.merge(&ada, &made, &Choices::new()).unwrap_err();
    assert!(
        matches!(refused, MergeError::DestroyedThere { .. }),
        "it is still there: {refused}"
    );
    let (mut ada, mut ben, made) = two();
    destroy(&mut ada, &made, texts);
    ben.verdict(&made.run, "agents", Verdict::InPlace);
    ada.merge(&ben, &made, &Choices::new()).unwrap();
    ada.holds("another answer came");
    let history = ada.store.history(&made.run, "inventory").unwrap();
    assert!(
        history.iter().all(|past| past.content.is_none()),
        "and the text is gone"
    );
}

#[test]
fn what_is_being_typed_is_left_first() {
    let (mut ada, mut ben, made) = two();
    ben.facts(&made.run, "inventory", "As Ben says.");
    let at = stamp(50).at;
    let field = proviso_core::answer::Field::Facts;
    ada.store
        .save_draft(&made.run, "inventory", field, "half a sen", at)
        .unwrap();
    let refused = ada.merge(&ben, &made, &Choices::new()).unwrap_err();
    assert!(matches!(refused, MergeError::Draft { .. }), "{refused}");
}

#[test]
fn a_kill_in_the_middle_leaves_nothing_half_done() {
    // Every statement that can fail is in one transaction: whoever fails late leaves all as it was.
    let (mut ada, mut ben, made) = two();
    ada.facts(&made.run, "inventory", "As Ada says.");
    ben.verdict(&made.run, "agents", Verdict::InPlace);
    let before = ada.store.whole_assessment(&made.assessment).unwrap();
    ada.store
        .conn
        .execute_batch(
            "CREATE TEMP TRIGGER fails BEFORE INSERT ON main.folder_entry WHEN NEW.kind = 'merge'
             BEGIN SELECT RAISE (ABORT, 'no'); END",
        )
        .unwrap();
    ada.merge(&ben, &made, &Choices::new()).unwrap_err();
    ada.store.conn.execute_batch("DROP TRIGGER fails").unwrap();
    assert!(
        ada.store.whole_assessment(&made.assessment).unwrap() == before,
        "nothing came"
    );
    ada.holds("and everything holds");
    let count: i64 = ada
        .store
        .conn
        .query_row(
            "SELECT count(*) FROM revision WHERE author = 'Ben Counsel'",
            [],
            |row| row.get(0),
        )
        .unwrap();
    assert_eq!(count, 0, "not one entry");
}

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

#[test]
fn an_entry_that_hangs_beside_the_chain_is_still_found() {
    let (mut ada, mut ben, made) = two();
    ada.facts(&made.run, "inventory", "As Ada says.");
    ben.verdict(&made.run, "agents", Verdict::InPlace);
    ada.merge(&ben, &made, &Choices::new()).unwrap();
    let folder = ada._folder;
    drop(ada.store);
    let conn = behind_our_back(folder.path());
    conn.execute_batch(
        "DROP TRIGGER revision_is_never_changed;
         UPDATE revision SET second_parent = NULL WHERE kind = 'merge';",
    )
    .unwrap();
    drop(conn);
    let store = Store::open(folder.path(), options(1_000)).unwrap();
    let broken = store.verify().unwrap();
    let breaches: Vec<crate::Breach> = broken
        .iter()
        .map(|link| link.breach)
        // That a trigger is gone is found too.
        .filter(|breach| *breach != crate::Breach::OtherThanMade)
        .collect();
    assert_eq!(
        breaches,
        [crate::Breach::EntryChanged, crate::Breach::Aside],
        "the second parent is covered by the hash, and the line that it joined hangs loose: {broken:?}"
    );
}
