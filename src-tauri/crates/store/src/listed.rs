//! Runs as lists read them: one query however many there are.
//!
//! It reads digests (see `migrations/0002_digest.sql`), not bodies: what a digest leaves out, no
//! list of many runs says. What the core works out from each row is shared among the processor's
//! cores.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;
use std::num::NonZero;

use proviso_core::action::{Action, ActionStatus};
use proviso_core::answer::Verdict;
use proviso_core::canonical::Hash;
use proviso_core::date::Date;
use proviso_core::overview::Actions;
use proviso_core::pack::Id;
use proviso_core::profile::Profile;
use proviso_core::sheet;
use rusqlite::Connection;
use serde::Deserialize;
use serde::de::{Deserializer, IgnoredAny, MapAccess, Visitor};

use crate::assessment::Details;
use crate::fault::{Fault, damaged};
use crate::run::RunState;
use crate::store::Store;

/// Fewer rows than this are not worth another thread.
const WORTH_A_THREAD: usize = 64;

/// Which runs are listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Among {
    /// The latest run of each open assessment.
    Latest,
    /// Every run that was not thrown away.
    All,
}

/// A run in a list.
#[derive(Debug, Clone)]
pub struct ListedRun {
    /// The assessment.
    pub assessment: String,
    /// The run.
    pub run: String,
    /// Its number within the assessment.
    pub number: u32,
    /// Hash of its pack.
    pub pack: Hash,
    /// How far it has come.
    pub state: RunState,
    details: Option<String>,
    profile: Option<String>,
    answers: Option<String>,
    actions: Option<String>,
}

/// What is known of a listed run, as far as a list says it.
#[derive(Debug, Clone)]
pub struct Gist<'r> {
    /// Who, what and for whom.
    pub details: Details,
    /// Its profile.
    pub profile: Profile,
    /// Its assessment's actions: status, due date and the last day of an acceptance.
    pub actions: Actions,
    answers: Said<'r>,
}

impl Gist<'_> {
    /// Returns its answers by item: verdicts, options, and whether a value was given.
    pub fn said(&self) -> impl Iterator<Item = (&str, sheet::Said<'_>)> {
        let answers = self.answers.0.iter();
        answers.map(|(item, said)| {
            let said = sheet::Said {
                verdict: said.verdict,
                choice: said.choice.as_ref().map(|choice| &*choice.0),
                has_value: said.value.is_some(),
            };
            (&*item.0, said)
        })
    }
}

#[derive(Deserialize)]
struct DetailsBody {
    details: Details,
}

#[derive(Deserialize)]
struct ProfileBody {
    profile: Profile,
}

/// A text that stays where it was read, unless something in it is escaped there.
#[derive(Debug, Clone, Deserialize)]
#[serde(transparent)]
struct Text<'r>(#[serde(borrow)] Cow<'r, str>);

#[derive(Debug, Clone, Deserialize)]
struct SaidOfAnswer<'r> {
    verdict: Option<Verdict>,
    #[serde(borrow)]
    choice: Option<Text<'r>>,
    value: Option<IgnoredAny>,
}

/// What is said of a run's answers, in the order in which it was read.
#[derive(Debug, Clone, Default)]
struct Said<'r>(Vec<(Text<'r>, SaidOfAnswer<'r>)>);

impl<'de: 'r, 'r> Deserialize<'de> for Said<'r> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_map(Pairs(PhantomData))
    }
}

struct Pairs<'r>(PhantomData<&'r ()>);

impl<'de: 'r, 'r> Visitor<'de> for Pairs<'r> {
    type Value = Said<'r>;

    fn expecting(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        to.write_str("what is said of each item")
    }

    fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<Said<'r>, M::Error> {
        let mut said = Vec::with_capacity(128);
        while let Some(one) = map.next_entry()? {
            said.push(one);
        }
        Ok(Said(said))
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct SaidOfAction {
    status: ActionStatus,
    due: Option<Date>,
    accepted_until: Option<Date>,
}

/// Reads what a column says, where it says anything.
fn read<'r, T: Deserialize<'r>>(says: Option<&'r str>) -> rusqlite::Result<Option<T>> {
    let read = says.map(serde_json::from_str).transpose();
    read.map_err(|error| damaged(format!("what a list says: {error}")))
}

impl ListedRun {
    fn gist(&self) -> rusqlite::Result<Gist<'_>> {
        let details: Option<DetailsBody> = read(self.details.as_deref())?;
        let profile: Option<ProfileBody> = read(self.profile.as_deref())?;
        let actions: Option<BTreeMap<Id, SaidOfAction>> = read(self.actions.as_deref())?;
        let actions = actions.into_iter().flatten().map(|(item, said)| {
            let action = Action {
                status: said.status,
                due: said.due,
                accepted_until: said.accepted_until,
                ..Action::default()
            };
            (item, action)
        });
        Ok(Gist {
            details: details.map(|body| body.details).unwrap_or_default(),
            profile: profile.map(|body| body.profile).unwrap_or_default(),
            actions: actions.collect(),
            answers: read(self.answers.as_deref())?.unwrap_or_default(),
        })
    }
}

impl Store {
    /// Calls `work` for each of the runs, in no particular order of calls, and returns what it
    /// answered, in no particular order of rows.
    pub fn each_run<T: Send>(
        &self,
        among: Among,
        work: impl Fn(&ListedRun, Gist<'_>) -> T + Sync,
    ) -> Result<Vec<T>, Fault> {
        self.read(|conn| {
            let rows = listed(conn, among)?;
            let read = |row: &ListedRun| Ok(work(row, row.gist()?));
            let threads = std::thread::available_parallelism().map_or(1, NonZero::get);
            let size = rows.len().div_ceil(threads).max(WORTH_A_THREAD);
            let done = std::thread::scope(|scope| {
                let parts: Vec<_> = rows
                    .chunks(size)
                    .map(|part| scope.spawn(|| part.iter().map(read).collect::<Vec<_>>()))
                    .collect();
                let joined = parts.into_iter().flat_map(|part| match part.join() {
                    Ok(done) => done,
                    Err(panic) => std::panic::resume_unwind(panic),
                });
                joined.collect::<rusqlite::Result<Vec<T>>>()
            });
            Ok(done?)
        })
    }
}

fn listed(conn: &Connection, among: Among) -> rusqlite::Result<Vec<ListedRun>> {
    let which = match among {
        Among::Latest => {
            "assessment.state = 'open' AND NOT EXISTS (
                 SELECT 1 FROM run AS next
                 WHERE next.predecessor = run.seq AND next.state <> 'discarded')"
        }
        Among::All => "true",
    };
    let mut query = conn.prepare_cached(&format!(
        "SELECT assessment.id, run.id, run.number, run.pack_hash, run.state, details.body,
                given.body, answer_digest.says, action_digest.says
         FROM assessment
         JOIN run ON run.assessment = assessment.seq AND run.state <> 'discarded'
         JOIN kept_revision AS details ON details.seq = assessment.details_seq
         LEFT JOIN current_profile AS profile ON profile.run = run.seq
         LEFT JOIN revision AS given ON given.seq = profile.seq
         LEFT JOIN answer_digest ON answer_digest.run = run.seq
         LEFT JOIN action_digest ON action_digest.assessment = assessment.seq
         WHERE {which}"
    ))?;
    let rows = query.query_map([], |row| {
        let state: String = row.get(4)?;
        Ok(ListedRun {
            assessment: row.get(0)?,
            run: row.get(1)?,
            number: row.get(2)?,
            pack: Hash(row.get(3)?),
            state: RunState::read(&state)?,
            details: row.get(5)?,
            profile: row.get(6)?,
            answers: row.get(7)?,
            actions: row.get(8)?,
        })
    })?;
    rows.collect()
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]
mod tests {
    use proviso_core::action::ActionField;
    use proviso_core::answer::Answer;

    use super::*;
    use crate::testing::{follow, item_hash, stamp, verdict, with_assessment};
    use crate::{ActionChange, Change};

    #[test]
    fn a_list_reads_what_the_run_itself_reads() {
        let (_folder, mut store, made) = with_assessment();
        // What is known of a run: what was said of each item, in a form that outlives the row.
        type Said = BTreeMap<Id, (Option<Verdict>, Option<String>, bool)>;
        let rows = |store: &Store| {
            let row = |row: &ListedRun, gist: Gist<'_>| {
                let said = gist.said().map(|(item, said)| {
                    let choice = said.choice.map(str::to_owned);
                    (item.to_owned(), (said.verdict, choice, said.has_value))
                });
                (
                    row.run.clone(),
                    said.collect::<Said>(),
                    gist.actions.clone(),
                )
            };
            store.each_run(Among::Latest, row).unwrap()
        };
        let latest = |store: &Store| {
            let mut rows = rows(store);
            assert_eq!(rows.len(), 1, "one row for each assessment");
            rows.remove(0)
        };
        assert!(latest(&store).1.is_empty(), "nothing is answered yet");
        let mut answer = verdict(Verdict::Partly);
        answer.facts = Some(String::from("Counsel's own words"));
        let record = |store: &mut Store, run: &str, item: &str, answer: &Answer, second| {
            let hash = item_hash(item);
            store
                .record_answer(run, &Change::new(item, &hash, answer), &stamp(second))
                .unwrap();
        };
        record(&mut store, &made.run, "inventory", &answer, 5);
        record(
            &mut store,
            &made.run,
            "contracts \"quoted\"",
            &verdict(Verdict::InPlace),
            6,
        );
        let value = Answer {
            value: Some(String::from("12")),
            ..Answer::default()
        };
        record(&mut store, &made.run, "systems", &value, 7);
        let (_, said, _) = latest(&store);
        assert_eq!(
            said["inventory"],
            (Some(Verdict::Partly), None, false),
            "the verdict without counsel's words"
        );
        assert_eq!(
            said["contracts \"quoted\""].0,
            Some(Verdict::InPlace),
            "whatever the item is called"
        );
        assert_eq!(
            said["systems"],
            (None, None, true),
            "that a value was given, and not which"
        );
        record(&mut store, &made.run, "inventory", &Answer::default(), 8);
        assert_eq!(
            latest(&store).1["inventory"].0,
            None,
            "a verdict that was cleared is cleared here"
        );
        let action = Action::default()
            .with(ActionField::Due, Some("2026-12-15"))
            .unwrap();
        store
            .record_action(
                &made.assessment,
                &ActionChange::new("inventory", &action),
                &stamp(9),
            )
            .unwrap();
        assert_eq!(latest(&store).2["inventory"], action, "status and dates");
        let next = follow(&mut store, &made.run).unwrap();
        let (run, said, _) = latest(&store);
        assert_eq!(run, next, "the run that follows is the latest");
        assert!(said.is_empty(), "with answers of its own");
        assert_eq!(
            store.verify().unwrap(),
            [],
            "and what the digests say holds"
        );
        store.discard_run(&next, &stamp(60)).unwrap();
        assert_eq!(latest(&store).0, made.run, "thrown away, it is not listed");
        store
            .set_archived(&made.assessment, true, &stamp(61))
            .unwrap();
        assert_eq!(rows(&store).len(), 0, "nor is what was put away");
    }

    #[test]
    fn a_digest_that_was_changed_is_found() {
        let (_folder, mut store, made) = with_assessment();
        let (hash, partly) = (item_hash("inventory"), verdict(Verdict::Partly));
        store
            .record_answer(
                &made.run,
                &Change::new("inventory", &hash, &partly),
                &stamp(5),
            )
            .unwrap();
        store
            .conn
            .execute(
                "UPDATE answer_digest SET says = replace(says, 'partly', 'inPlace')",
                [],
            )
            .unwrap();
        assert_eq!(store.verify().unwrap().len(), 1, "verify names the row");
    }
}
