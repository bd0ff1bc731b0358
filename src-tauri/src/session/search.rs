//! Finding by words: within a run, and in everything that was answered.

use std::collections::BTreeMap;

use proviso_core::canonical::Hash;
use proviso_core::pack::Pack;
use proviso_core::search::{Query, excerpt, item_texts, provision_texts};
use proviso_store::{Assessment, AssessmentState, Find, FoundIn, Run};

use super::{Session, SessionError};
use crate::wire::{FindRow, Finds, FoundPlace, Labeled, RunFinds};

/// No more places of one kind are listed.
const LIMIT: u32 = 60;

fn place(found_in: FoundIn) -> FoundPlace {
    match found_in {
        FoundIn::Question => FoundPlace::Question,
        FoundIn::Answer => FoundPlace::Answer,
        FoundIn::Evidence => FoundPlace::Evidence,
        FoundIn::Interview => FoundPlace::Interview,
        FoundIn::Matter => FoundPlace::Matter,
    }
}

/// What is said of a run beside what was found in it.
struct KnownRun {
    assessment: String,
    number: u32,
    pack: Hash,
}

/// The runs of all assessments that are not deleted, to be named beside what was found in them.
struct Known {
    runs: BTreeMap<String, KnownRun>,
    /// The run that was changed last, by pack.
    by_pack: BTreeMap<Hash, String>,
    /// The last run of each assessment.
    last: BTreeMap<String, String>,
}

impl Known {
    fn of(assessments: &[Assessment]) -> Self {
        let mut runs = BTreeMap::new();
        let mut last = BTreeMap::new();
        let mut by_pack: BTreeMap<Hash, &Run> = BTreeMap::new();
        for assessment in assessments {
            let latest = assessment.runs.iter().max_by_key(|run| run.number);
            last.extend(latest.map(|run| (assessment.id.clone(), run.id.clone())));
            for run in &assessment.runs {
                let known = KnownRun {
                    assessment: assessment.details.name(),
                    number: run.number,
                    pack: run.pack.hash.clone(),
                };
                runs.insert(run.id.clone(), known);
                let newest = by_pack.entry(run.pack.hash.clone()).or_insert(run);
                if newest.changed < run.changed {
                    *newest = run;
                }
            }
        }
        let by_pack = by_pack.into_iter();
        Self {
            by_pack: by_pack.map(|(hash, run)| (hash, run.id.clone())).collect(),
            runs,
            last,
        }
    }
}

impl Session {
    /// Finds items of a run by words of the question, the answer and the evidence, and provisions
    /// by theirs.
    pub fn find_in_run(&self, run: &str, find: &str) -> Result<RunFinds, SessionError> {
        let found = self.store.find_in_run(run, &Query::read(find))?;
        let pack = self.pack(&self.store.run(run)?.pack.hash)?;
        let provisions = pack
            .provisions
            .iter()
            .filter(|provision| found.provisions.contains(&provision.pin))
            .map(|provision| Labeled {
                id: provision.pin.clone(),
                label: provision_texts(provision).title,
            });
        Ok(RunFinds {
            find: find.to_owned(),
            provisions: provisions.collect(),
            items: found
                .items
                .into_iter()
                .map(|(item, places)| (item, places.into_iter().map(place).collect()))
                .collect(),
        })
    }

    /// Finds words in everything: names of assessments, answers, evidence, interviews, the matter log,
    /// questions and texts.
    pub fn find(&self, find: &str) -> Result<Finds, SessionError> {
        let query = Query::read(find);
        let kept = |assessment: &Assessment| {
            matches!(
                assessment.state,
                AssessmentState::Open | AssessmentState::Archived
            )
        };
        let mut assessments = self.store.list_assessments()?;
        assessments.retain(kept);
        let known = Known::of(&assessments);
        let finds = self.store.find(&query, LIMIT)?;
        let count = |wanted: fn(&Find) -> bool| finds.iter().filter(|find| wanted(find)).count();
        let limit = usize::try_from(LIMIT).unwrap_or(usize::MAX);
        let has_more = count(|find| matches!(find, Find::Answered { .. })) >= limit
            || count(|find| matches!(find, Find::Around { .. })) >= limit
            || count(|find| matches!(find, Find::Asked { .. } | Find::Provision { .. })) >= limit;
        let rows = finds
            .into_iter()
            .filter_map(|find| self.find_row(&known, &query, find))
            .collect();
        let named = assessments.iter().filter(|assessment| {
            let details = &assessment.details;
            let name = format!("{} {}", details.name(), details.matter).to_lowercase();
            let holds = |term: &String| name.contains(&term.to_lowercase());
            !query.is_empty() && query.terms().iter().all(holds)
        });
        Ok(Finds {
            find: find.to_owned(),
            assessments: named.map(|assessment| assessment.id.clone()).collect(),
            rows,
            has_more,
        })
    }

    fn find_row(&self, known: &Known, query: &Query, find: Find) -> Option<FindRow> {
        let row = |run: &str, pack: &Pack, item: &str, place: FoundPlace, text: &str| {
            let of = known.runs.get(run)?;
            let asked = pack.item(item)?;
            Some(FindRow {
                run: run.to_owned(),
                number: of.number,
                assessment: of.assessment.clone(),
                item: Some(asked.id.clone()),
                entry: None,
                pin: asked.provision.clone(),
                title: asked.title.clone(),
                place,
                excerpt: excerpt(text, query),
            })
        };
        match find {
            Find::Answered {
                run,
                item,
                found_in,
                text,
            } => {
                let pack = self.pack(&known.runs.get(&run)?.pack).ok()?;
                row(&run, &pack, &item, place(found_in), &text)
            }
            Find::Asked { pack: hash, item } => {
                let run = known.by_pack.get(&hash)?;
                let pack = self.pack(&hash).ok()?;
                let text = item_texts(pack.item(&item)?).text;
                row(run, &pack, &item, FoundPlace::Question, &text)
            }
            Find::Around {
                assessment,
                found_in,
                id,
                title,
                text,
            } => {
                let run = known.last.get(&assessment)?;
                let of = known.runs.get(run)?;
                Some(FindRow {
                    run: run.clone(),
                    number: of.number,
                    assessment: of.assessment.clone(),
                    item: None,
                    entry: Some(id),
                    pin: String::new(),
                    title,
                    place: place(found_in),
                    excerpt: excerpt(&text, query),
                })
            }
            Find::Provision { pack: hash, pin } => {
                let run = known.by_pack.get(&hash)?;
                let of = known.runs.get(run)?;
                let pack = self.pack(&hash).ok()?;
                let texts = provision_texts(pack.provision(&pin)?);
                Some(FindRow {
                    run: run.clone(),
                    number: of.number,
                    assessment: of.assessment.clone(),
                    item: None,
                    entry: None,
                    pin,
                    excerpt: excerpt(&texts.text, query),
                    title: texts.title,
                    place: FoundPlace::Text,
                })
            }
        }
    }
}
