//! What points into the logs: each index against what the entries say.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use rusqlite::{Connection, OptionalExtension as _};
use serde_json::{Map, Value, json};

use super::chains::{Chain, Logs, Seen};
use super::{Breach, BrokenLink, Place};
use crate::answer::content;
use crate::body::Body;
use crate::log::Log;

/// The rows of an index, by key: what is in them as JSON, `None` where a destroyed body took along
/// what would say it.
type Rows = BTreeMap<String, Option<String>>;

pub(super) fn check(
    conn: &Connection,
    logs: &Logs,
    broken: &mut Vec<BrokenLink>,
) -> rusqlite::Result<()> {
    answers_elsewhere(conn, broken)?;
    let mut expected = Expected::default();
    expected.unsaid_links(conn)?;
    for ((log, assessment), chain) in logs {
        expected.read(conn, *log, assessment, chain)?;
    }
    let indexes = [
        (
            "assessment",
            "SELECT id, json_array(state, created_seq, details_seq) FROM assessment",
            &expected.assessments,
        ),
        (
            "run",
            "SELECT run.id, json_array(assessment.id, run.number, run.pack_id, run.pack_version,
                    run.pack_hash, run.as_of, previous.id, run.state, run.created_seq)
             FROM run JOIN assessment ON assessment.seq = run.assessment
             LEFT JOIN run AS previous ON previous.seq = run.predecessor",
            &expected.runs,
        ),
        (
            "current answer",
            "SELECT run.id || ' ' || item_id, json_array(current_answer.seq, answered)
             FROM current_answer JOIN run ON run.seq = current_answer.run",
            &expected.answers,
        ),
        (
            "current profile",
            "SELECT run.id, json_array(current_profile.seq)
             FROM current_profile JOIN run ON run.seq = current_profile.run",
            &expected.profiles,
        ),
        (
            "current action",
            "SELECT assessment.id || ' ' || item_id, json_array(current_action.seq)
             FROM current_action JOIN assessment ON assessment.seq = current_action.assessment",
            &expected.actions,
        ),
        (
            "evidence link",
            "SELECT evidence_link.id, json_array(run.id, item_id, evidence_link.seq, file_hash, linked)
             FROM evidence_link JOIN run ON run.seq = evidence_link.run",
            &expected.links,
        ),
        (
            "sign-off of run",
            "SELECT run.id, json_array(sign_off.seq, snapshot_hash, pdf_hash,
                    lower(hex(action_entry.hash)))
             FROM sign_off JOIN run ON run.seq = sign_off.run
             LEFT JOIN action_entry ON action_entry.seq = sign_off.action",
            &expected.signed,
        ),
    ];
    for (table, sql, expected) in indexes {
        let rows: Rows = conn
            .prepare(sql)?
            .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
            .collect::<Result<_, _>>()?;
        let keys = rows.keys().chain(expected.keys());
        let mut differing: Vec<&String> = keys
            .filter(|key| match expected.get(*key) {
                Some(None) => !rows.contains_key(*key),
                known => known != rows.get(*key),
            })
            .collect();
        differing.sort();
        differing.dedup();
        broken.extend(differing.into_iter().map(|key| BrokenLink {
            place: Place::Row {
                table,
                key: key.clone(),
            },
            breach: Breach::RowDiffers,
        }));
    }
    digests(conn, broken)
}

/// Holds what lists read against what the indexes point at, which were held against the logs.
fn digests(conn: &Connection, broken: &mut Vec<BrokenLink>) -> rusqlite::Result<()> {
    for (table, known, sql) in [
        (
            "digest of answers",
            ["verdict", "choice", "value"],
            "SELECT run.id, digest.says,
                    (SELECT json_patch('{}', json_group_object(item_id, json(says)))
                     FROM answer_says WHERE answer_says.run = run.seq)
             FROM run LEFT JOIN answer_digest AS digest ON digest.run = run.seq",
        ),
        (
            "digest of actions",
            ["status", "due", "acceptedUntil"],
            "SELECT assessment.id, digest.says,
                    (SELECT json_patch('{}', json_group_object(item_id, json(says)))
                     FROM action_says WHERE action_says.assessment = assessment.seq)
             FROM assessment LEFT JOIN action_digest AS digest ON digest.assessment = assessment.seq",
        ),
    ] {
        let mut query = conn.prepare(sql)?;
        let mut rows = query.query([])?;
        while let Some(row) = rows.next()? {
            // The order of items in a digest is the order in which they were answered first, and what
            // was first said of one holds fields that are null.
            let says = |at| -> rusqlite::Result<Value> {
                let text: Option<String> = row.get(at)?;
                let text = text.as_deref().unwrap_or("{}");
                let mut says: Value = serde_json::from_str(text).unwrap_or_default();
                if let Some(items) = says.as_object_mut() {
                    // An item whose text was destroyed before anything else was said of it.
                    items.retain(|_, fields| !fields.is_null());
                }
                let items = says.as_object_mut().into_iter().flat_map(Map::values_mut);
                for fields in items.filter_map(Value::as_object_mut) {
                    fields.retain(|name, value| !value.is_null() || !known.contains(&name.as_str()));
                }
                Ok(says)
            };
            if says(1)? != says(2)? {
                broken.push(BrokenLink {
                    place: Place::Row {
                        table,
                        key: row.get(0)?,
                    },
                    breach: Breach::RowDiffers,
                });
            }
        }
    }
    Ok(())
}

/// What the tables should hold.
#[derive(Default)]
struct Expected {
    assessments: Rows,
    runs: Rows,
    answers: Rows,
    profiles: Rows,
    actions: Rows,
    links: Rows,
    signed: Rows,
}

impl Expected {
    /// Notes the links whose last state was destroyed: which one it was stood in its text.
    fn unsaid_links(&mut self, conn: &Connection) -> rusqlite::Result<()> {
        let mut query = conn.prepare(
            "SELECT evidence_link.id FROM evidence_link
             JOIN revision ON revision.seq = evidence_link.seq WHERE body IS NULL",
        )?;
        for link in query.query_map([], |row| row.get(0))? {
            self.links.insert(link?, None);
        }
        Ok(())
    }

    /// Notes what the table has to say of a run that an entry says was signed.
    fn sign_off(&mut self, conn: &Connection, entry: &Seen, run: &str) -> rusqlite::Result<()> {
        let row = match kept_field(conn, entry.seq, "signed")? {
            // The entry's text is gone, or it says no more than that the state changed.
            None => None,
            Some(Value::Null) => return Ok(()),
            Some(signed) => said(&json!([
                entry.seq,
                signed["snapshot"],
                signed["pdf"],
                signed["actions"].as_str().unwrap_or_default(),
            ])),
        };
        self.signed.insert(run.to_owned(), row);
        Ok(())
    }

    fn read(
        &mut self,
        conn: &Connection,
        log: Log,
        assessment: &str,
        chain: &Chain,
    ) -> rusqlite::Result<()> {
        let mut last_details: Option<&Seen> = None;
        let mut states: BTreeMap<&str, Value> = BTreeMap::new();
        for entry in chain.newest_first() {
            let item = entry.item_id.as_deref().unwrap_or_default();
            let run = entry.run.as_deref().unwrap_or_default();
            match (log, entry.kind.as_str()) {
                (Log::Action, "action") => {
                    let row = self.actions.entry(format!("{assessment} {item}"));
                    row.or_insert_with(|| said(&json!([entry.seq])));
                }
                (Log::Revision, "profile") => {
                    let row = self.profiles.entry(run.to_owned());
                    row.or_insert_with(|| said(&json!([entry.seq])));
                }
                (Log::Revision, "answer") => {
                    if let Entry::Vacant(row) = self.answers.entry(format!("{run} {item}")) {
                        let answered = answered(conn, entry.seq)?;
                        row.insert(
                            answered.and_then(|answered| {
                                said(&json!([entry.seq, i64::from(answered)]))
                            }),
                        );
                    }
                }
                (Log::Revision, "evidence") => {
                    let link = field(conn, entry.seq, "link")?;
                    let Some(Value::String(link)) = link else {
                        continue;
                    };
                    if let Entry::Vacant(row) = self.links.entry(link) {
                        let evidence = field(conn, entry.seq, "evidence")?.unwrap_or_default();
                        let linked = field(conn, entry.seq, "linked")?.unwrap_or_default();
                        let linked = i64::from(linked == Value::Bool(true));
                        let hash = &evidence["copy"]["hash"];
                        row.insert(said(&json!([run, item, entry.seq, hash, linked])));
                    }
                }
                (Log::Revision, "assessment") => {
                    let last = last_details.get_or_insert(entry);
                    let state = field(conn, last.seq, "state")?;
                    let row = state.and_then(|state| said(&json!([state, entry.seq, last.seq])));
                    self.assessments.insert(assessment.to_owned(), row);
                }
                (Log::Revision, "runState") => {
                    if let Entry::Vacant(state) = states.entry(run) {
                        let said = kept_field(conn, entry.seq, "state")?;
                        state.insert(said.unwrap_or_default());
                        self.sign_off(conn, entry, run)?;
                    }
                }
                (Log::Revision, "run") => {
                    let made = field(conn, entry.seq, "run")?;
                    let row = made.and_then(|made| {
                        let state = states.entry(run).or_insert_with(|| made["state"].clone());
                        let pack = &made["pack"];
                        said(&json!([
                            assessment,
                            made["number"],
                            pack["id"],
                            pack["version"],
                            pack["hash"],
                            made["asOf"],
                            made["predecessor"],
                            state,
                            entry.seq,
                        ]))
                    });
                    self.runs.insert(run.to_owned(), row);
                }
                _ => {}
            }
        }
        Ok(())
    }
}

fn said(row: &Value) -> Option<String> {
    Some(row.to_string())
}

/// Reads one field of the body of a revision; `None` where the body was destroyed.
fn field(conn: &Connection, seq: i64, name: &str) -> rusqlite::Result<Option<Value>> {
    let body: Option<String> = conn
        .prepare_cached("SELECT body FROM revision WHERE seq = ?1")?
        .query_row([seq], |row| row.get(0))?;
    Ok(field_of(body, name))
}

/// Reads a field of an entry that may have lost one text of its body: what was kept of it counts.
fn kept_field(conn: &Connection, seq: i64, name: &str) -> rusqlite::Result<Option<Value>> {
    let body: Option<String> = conn
        .prepare_cached("SELECT body FROM kept_revision WHERE seq = ?1")?
        .query_row([seq], |row| row.get(0))?;
    Ok(field_of(body, name))
}

fn field_of(body: Option<String>, name: &str) -> Option<Value> {
    // A body that cannot be read is a broken link already; here it only differs.
    body.map(|text| {
        Body::read(&text)
            .and_then(|mut body| body.take::<Value>(name))
            .unwrap_or_default()
    })
}

/// Reads whether an entry answers its item; `None` where what it says was destroyed.
fn answered(conn: &Connection, seq: i64) -> rusqlite::Result<Option<bool>> {
    let body: Option<String> = conn
        .prepare_cached(
            "SELECT body FROM revision AS entry
             WHERE seq = ?1 AND NOT EXISTS (
                 SELECT 1 FROM revision AS named
                 WHERE json_valid(entry.body) AND named.id = json_extract(entry.body, '$.answerIn')
                   AND named.body IS NULL)",
        )?
        .query_row([seq], |row| row.get(0))
        .optional()?
        .flatten();
    let Some(body) = body else { return Ok(None) };
    // What cannot be read is a broken link already; here it only differs.
    Ok(
        match Body::read(&body).and_then(|body| content::read(conn, body)) {
            Ok(content) => content.map(|content| content.answer.is_given()),
            Err(_) => Some(false),
        },
    )
}

/// Looks for answers whose text stands nowhere: the entry that is named for it comes earlier in the
/// log of the same assessment and holds the text itself, unless it was destroyed there.
fn answers_elsewhere(conn: &Connection, broken: &mut Vec<BrokenLink>) -> rusqlite::Result<()> {
    let mut query = conn.prepare(
        "SELECT coalesce(assessment.id, ''), entry.id, entry.seq
         FROM (SELECT seq, id, assessment,
                      CASE WHEN json_valid(body) THEN json_extract(body, '$.answerIn') END AS named
               FROM revision) AS entry
         LEFT JOIN assessment ON assessment.seq = entry.assessment
         WHERE named IS NOT NULL AND NOT EXISTS (
             SELECT 1 FROM revision
             WHERE revision.id = named AND revision.assessment = entry.assessment
               AND revision.seq < entry.seq AND kind = 'answer'
               AND (body IS NULL OR (json_valid(body) AND json_type(body, '$.answer') = 'object')))
         ORDER BY entry.seq",
    )?;
    let mut rows = query.query([])?;
    while let Some(row) = rows.next()? {
        broken.push(BrokenLink {
            place: Place::Entry {
                assessment: row.get(0)?,
                log: Log::Revision,
                id: row.get(1)?,
                seq: row.get(2)?,
            },
            breach: Breach::AnswerMissing,
        });
    }
    Ok(())
}
