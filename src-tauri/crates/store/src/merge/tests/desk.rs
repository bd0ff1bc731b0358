//! One counsel at a desk with a data folder of their own.

use super::*;

/// One counsel at a desk.
pub(super) struct Desk {
    pub(super) _folder: TempDir,
    pub(super) store: Store,
    pub(super) name: &'static str,
    pub(super) clock: i64,
}

impl Desk {
    pub(super) fn stamp(&mut self) -> Stamp {
        self.clock += 1;
        Stamp {
            author: self.name.to_owned(),
            ..stamp(self.clock)
        }
    }

    pub(super) fn answer(&mut self, run: &str, item: &str, answer: &Answer) {
        let hash = item_hash(item);
        let now = self.stamp();
        let change = Change::new(item, &hash, answer);
        self.store.record_answer(run, &change, &now).unwrap();
    }

    pub(super) fn facts(&mut self, run: &str, item: &str, facts: &str) {
        let now = self.read(run, item);
        let next = Answer {
            facts: Some(facts.to_owned()),
            ..now
        };
        self.answer(run, item, &next);
    }

    pub(super) fn verdict(&mut self, run: &str, item: &str, verdict: Verdict) {
        let now = self.read(run, item);
        let next = Answer {
            verdict: Some(verdict),
            ..now
        };
        self.answer(run, item, &next);
    }

    pub(super) fn read(&self, run: &str, item: &str) -> Answer {
        let answers = self.store.answers(run).unwrap();
        answers
            .get(item)
            .map(|stored| stored.answer.clone())
            .unwrap_or_default()
    }

    pub(super) fn owner(&mut self, assessment: &str, item: &str, owner: &str) {
        let action = Action {
            owner: Some(owner.to_owned()),
            ..Action::default()
        };
        let now = self.stamp();
        let change = ActionChange::new(item, &action);
        self.store.record_action(assessment, &change, &now).unwrap();
    }

    pub(super) fn document(&mut self, run: &str, item: &str, body: &[u8]) -> String {
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

    pub(super) fn sign(&mut self, run: &str) {
        let (revision, action) = self.store.ends(run).unwrap();
        let signing = Signing {
            legend: None,
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
    pub(super) fn look(&self, from: &Self, assessment: &str) -> Arrival {
        let file = from.store.whole_assessment(assessment).unwrap();
        let contents = Contents::read(file).unwrap();
        Arrival::look(contents, options(90_000).entropy, &stamp(1)).unwrap()
    }

    pub(super) fn merge(
        &mut self,
        from: &Self,
        made: &Created,
        choices: &Choices,
    ) -> Result<MergePlan, MergeError> {
        let arrival = self.look(from, &made.assessment);
        let now = self.stamp();
        self.store.merge(&arrival, choices, "theirs.proviso", &now)
    }

    pub(super) fn holds(&self, what: &str) {
        assert_eq!(
            self.store.verify().unwrap(),
            [],
            "{what}: every chain and every row holds"
        );
    }

    pub(super) fn standing(&self, from: &Self, assessment: &str) -> Standing {
        let file = from.store.whole_assessment(assessment).unwrap();
        self.store.standing(&Contents::read(file).unwrap()).unwrap()
    }
}
