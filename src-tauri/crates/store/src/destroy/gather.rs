//! What one expunging takes: every entry that holds the target, what is left of each, and the signed
//! runs that showed it.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::{Connection, params};
use serde_json::{Map, Value};

use super::target::{About, Fate, Redaction, Target};
use crate::draft;
use crate::fault::damaged;
use crate::log::{Log, Named};

/// An entry of either log.
#[derive(Debug)]
struct Row {
    log: Log,
    seq: i64,
    id: String,
    kind: String,
    item: Option<String>,
    run: Option<String>,
    /// None where it is gone already.
    body: Option<Value>,
    /// What an earlier destruction kept of it.
    kept: Option<Value>,
}

impl Row {
    fn about(&self) -> About<'_> {
        About {
            id: &self.id,
            kind: &self.kind,
            run: self.run.as_deref(),
            item: self.item.as_deref(),
        }
    }

    /// Returns what it says now.
    fn says(&self) -> Option<&Value> {
        self.body.as_ref().or(self.kept.as_ref())
    }

    fn of(&self) -> Option<&str> {
        self.says()?["of"].as_str()
    }

    fn is_carried(&self) -> bool {
        self.says().is_some_and(|body| body["cause"] == "carried")
    }
}

/// A signed run that showed what goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct SignedRow {
    pub(super) run: String,
    pub(super) number: u32,
}

/// What goes, and what is kept of it.
#[derive(Debug, Default)]
pub(super) struct Taken {
    /// Entries that lose their body.
    pub(super) gone: Vec<String>,
    /// Entries that hold a state of the target, here or in what was kept of them.
    pub(super) touched: BTreeSet<String>,
    /// How many there are.
    pub(super) states: u32,
    /// What else they held.
    pub(super) kept: Map<String, Value>,
    /// What else the snapshots of signed runs held.
    pub(super) snapshots: Map<String, Value>,
    /// Signed runs that lose their snapshot and their PDF.
    pub(super) signed: Vec<SignedRow>,
    /// Copies of documents that this assessment lets go.
    pub(super) files: BTreeSet<String>,
    /// Drafts of the field.
    pub(super) drafts: u32,
    /// The texts themselves, to be looked for elsewhere; they are written nowhere.
    pub(super) texts: BTreeSet<String>,
}

impl Taken {
    /// Returns whether there is anything to take.
    pub(super) fn is_empty(&self) -> bool {
        self.gone.is_empty() && self.drafts == 0
    }
}

fn rows(conn: &Connection, assessment: &Named) -> rusqlite::Result<Vec<Row>> {
    let mut all = Vec::new();
    for log in Log::ALL {
        let table = log.table();
        let mut query = conn.prepare_cached(&format!(
            "SELECT {table}.seq, {table}.id, {table}.kind, {table}.item_id, run.id, {table}.body,
                    iif({table}.body IS NULL, kept.body, NULL)
             FROM {table} JOIN kept_{table} AS kept ON kept.seq = {table}.seq
             LEFT JOIN run ON run.seq = {table}.run
             WHERE {table}.assessment = ?1 ORDER BY {table}.seq"
        ))?;
        let found = query.query_map([assessment.seq], |row| {
            let (body, kept): (Option<String>, Option<String>) = (row.get(5)?, row.get(6)?);
            Ok(Row {
                log,
                seq: row.get(0)?,
                id: row.get(1)?,
                kind: row.get(2)?,
                item: row.get(3)?,
                run: row.get(4)?,
                body: body.map(|text| json(&text)).transpose()?,
                kept: kept.map(|text| json(&text)).transpose()?,
            })
        })?;
        for row in found {
            all.push(row?);
        }
    }
    Ok(all)
}

fn json(text: &str) -> rusqlite::Result<Value> {
    serde_json::from_str(text)
        .map_err(|error| damaged(format!("the body of an entry is no JSON: {error}")))
}

/// Follows what was carried, in both directions, to the items and links under which the target went
/// on in other runs.
fn follow(redaction: &mut Redaction<'_>, rows: &[Row]) {
    let by_id: BTreeMap<&str, &Row> = rows.iter().map(|row| (row.id.as_str(), row)).collect();
    let kind = redaction.target.kind();
    loop {
        let before = (redaction.related.len(), redaction.links.len());
        for row in rows
            .iter()
            .filter(|row| row.kind == kind && row.is_carried())
        {
            let Some(from) = row.of().and_then(|of| by_id.get(of)) else {
                continue;
            };
            join(
                &mut redaction.related,
                row.item.as_ref(),
                from.item.as_ref(),
            );
            let link = |row: &Row| {
                let body = row.says()?;
                body["link"].as_str().map(str::to_owned)
            };
            join(
                &mut redaction.links,
                link(row).as_ref(),
                link(from).as_ref(),
            );
        }
        if before == (redaction.related.len(), redaction.links.len()) {
            return;
        }
    }
}

/// Adds one of two names that belong together where the other is there.
fn join(names: &mut BTreeSet<String>, one: Option<&String>, other: Option<&String>) {
    let (Some(one), Some(other)) = (one, other) else {
        return;
    };
    if names.contains(one) {
        names.insert(other.clone());
    } else if names.contains(other) {
        names.insert(one.clone());
    }
}

/// Works out what goes with a target. Nothing is changed.
pub(super) fn taken(
    conn: &Connection,
    assessment: &Named,
    target: &Target,
) -> rusqlite::Result<Taken> {
    let rows = rows(conn, assessment)?;
    let mut redaction = Redaction::of(target);
    follow(&mut redaction, &rows);
    redaction.name_records(rows.iter().map(|row| (row.about(), row.says())));
    let by_id: BTreeMap<&str, &Row> = rows.iter().map(|row| (row.id.as_str(), row)).collect();
    for row in &rows {
        let Some(body) = &row.body else { continue };
        redaction.note(row.about(), body);
        for (id, kept) in kept_in(row, body) {
            if let Some(of) = by_id.get(id.as_str()) {
                redaction.note(of.about(), kept);
            }
        }
    }
    let mut taken = Taken::default();
    for row in &rows {
        let Some(body) = &row.body else { continue };
        let mut left = body.clone();
        match redaction.redact(row.about(), &mut left) {
            Fate::Stays => {
                if row.kind == "destruction" {
                    take_from_earlier(&redaction, &by_id, row, left, &mut taken);
                }
            }
            Fate::Redacted => {
                taken.touch(&row.id);
                taken.gone.push(row.id.clone());
                taken.keep(&row.id, left);
            }
            Fate::Gone => {
                taken.touch(&row.id);
                taken.gone.push(row.id.clone());
            }
        }
    }
    taken.files = redaction.files.clone();
    taken.drafts = drafts(conn, assessment, &redaction, false)?
        + forms(conn, assessment, &redaction, &rows, false)?;
    signed(conn, assessment, &redaction, &rows, &mut taken)?;
    taken.texts = redaction.texts;
    Ok(taken)
}

impl Taken {
    fn touch(&mut self, id: &str) {
        if self.touched.insert(id.to_owned()) {
            self.states += 1;
        }
    }

    /// Keeps what is left of a body. Its salt goes: what is left would else let anyone who guesses
    /// what is gone confirm it by the hash.
    fn keep(&mut self, id: &str, mut left: Value) {
        if let Some(fields) = left.as_object_mut() {
            fields.remove("salt");
        }
        self.kept.insert(id.to_owned(), left);
    }
}

fn kept_in<'a>(row: &Row, body: &'a Value) -> impl Iterator<Item = (&'a String, &'a Value)> {
    let kept = (row.kind == "destruction").then(|| body["kept"].as_object());
    kept.flatten().into_iter().flatten()
}

/// Takes the target out of what an earlier destruction kept: that entry gives its body up, and this
/// one keeps the rest of it.
fn take_from_earlier(
    redaction: &Redaction<'_>,
    by_id: &BTreeMap<&str, &Row>,
    row: &Row,
    mut body: Value,
    taken: &mut Taken,
) {
    let fields = body.as_object_mut().map(std::mem::take).unwrap_or_default();
    let (mut kept, mut snapshots, mut rest) = (Map::new(), Map::new(), Map::new());
    for (name, value) in fields {
        match (name.as_str(), value) {
            ("kept", Value::Object(all)) => kept = all,
            ("snapshots", Value::Object(all)) => snapshots = all,
            (_, value) => {
                rest.insert(name, value);
            }
        }
    }
    let mut touched = Vec::new();
    let mut left = Map::new();
    for (id, mut value) in kept {
        let fate = by_id
            .get(id.as_str())
            .map_or(Fate::Stays, |of| redaction.redact(of.about(), &mut value));
        if fate != Fate::Stays {
            touched.push(id.clone());
        }
        if fate != Fate::Gone {
            left.insert(id, value);
        }
    }
    let mut shown = false;
    for (run, snapshot) in &mut snapshots {
        shown |= redaction.redact_snapshot(run, snapshot);
    }
    if touched.is_empty() && !shown {
        return;
    }
    for id in &touched {
        taken.touch(id);
    }
    taken.gone.push(row.id.clone());
    taken.keep(&row.id, Value::Object(rest));
    taken.kept.extend(left);
    taken.snapshots.extend(snapshots);
}

/// Finds the signed runs whose snapshot or whose PDF, which prints the history of each answer, shows
/// what goes.
fn signed(
    conn: &Connection,
    assessment: &Named,
    redaction: &Redaction<'_>,
    rows: &[Row],
    taken: &mut Taken,
) -> rusqlite::Result<()> {
    let shows = |row: &Row| {
        let names = row
            .body
            .as_ref()
            .and_then(|body| body[crate::body::ANSWER_IN].as_str());
        if redaction.is_printed(row.about()) {
            return true;
        }
        row.kind == redaction.target.kind()
            && (taken.touched.contains(&row.id)
                || names.is_some_and(|id| taken.touched.contains(id)))
    };
    let mut shown = Vec::new();
    let mut query = conn.prepare_cached(
        "SELECT run.id, run.number, snapshot, sign_off.seq, coalesce(sign_off.action, 0)
         FROM sign_off JOIN run ON run.seq = sign_off.run
         WHERE run.assessment = ?1 AND snapshot IS NOT NULL ORDER BY run.seq",
    )?;
    let mut found = query.query([assessment.seq])?;
    while let Some(row) = found.next()? {
        let (run, number): (String, u32) = (row.get(0)?, row.get(1)?);
        let mut snapshot = json(&row.get::<_, String>(2)?)?;
        let (until, actions): (i64, i64) = (row.get(3)?, row.get(4)?);
        let in_history = rows.iter().any(|entry| {
            shows(entry)
                && match entry.log {
                    Log::Action => entry.seq <= actions,
                    // Who, what and for whom is printed of the whole assessment.
                    Log::Revision if entry.run.is_none() => entry.seq <= until,
                    Log::Revision => entry.run.as_deref() == Some(run.as_str()),
                }
        });
        if redaction.redact_snapshot(&run, &mut snapshot) || in_history {
            shown.push((SignedRow { run, number }, snapshot));
        }
    }
    for (signed, snapshot) in shown {
        taken.snapshots.insert(signed.run.clone(), snapshot);
        taken.signed.push(signed);
    }
    Ok(())
}

/// Counts the drafts of a target, and takes them away where `drop` says so.
pub(super) fn drafts(
    conn: &Connection,
    assessment: &Named,
    redaction: &Redaction<'_>,
    drop: bool,
) -> rusqlite::Result<u32> {
    let (scope, word) = match redaction.target {
        Target::Answer { field, .. } => ("answer", draft::word(field)?),
        Target::Action { field, .. } => ("action", draft::word(field)?),
        Target::Evidence { .. }
        | Target::Details { .. }
        | Target::Comment { .. }
        | Target::Statement { .. }
        | Target::Record { .. } => return Ok(0),
    };
    let item = redaction.target.item();
    let mut count = 0;
    let drafts: Vec<(i64, String, String)> = conn
        .prepare_cached(
            "SELECT rowid, item_id, text FROM draft
             WHERE scope = ?1 AND assessment = ?2 AND field = ?3",
        )?
        .query_map(params![scope, assessment.seq, word], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?))
        })?
        .collect::<Result<_, _>>()?;
    for (rowid, under, _) in drafts {
        // What is typed under a name that the item has in another run is a draft taken along.
        if Some(under.as_str()) == item || redaction.related.contains(&under) {
            count += 1;
            if drop {
                conn.prepare_cached("DELETE FROM draft WHERE rowid = ?1")?
                    .execute([rowid])?;
            }
        }
    }
    Ok(count)
}

/// Counts the forms in which the target is being typed, and takes them away where `drop` says so: those in
/// which one of its texts stands, and those of an entry that goes as a whole.
fn forms(
    conn: &Connection,
    assessment: &Named,
    redaction: &Redaction<'_>,
    rows: &[Row],
    drop: bool,
) -> rusqlite::Result<u32> {
    let mut own: Vec<String> = Vec::new();
    for row in rows
        .iter()
        .filter(|row| redaction.records.contains(&row.id))
    {
        own.push(format!("proposal:{}:", row.id));
        let interview = row.says().and_then(|says| says["interview"]["id"].as_str());
        own.extend(interview.map(|id| format!("interview:{id}")));
    }
    let texts = redaction.texts.iter();
    let texts: Vec<String> = texts
        .filter(|text| text.len() >= super::extent::WORTH_LOOKING_FOR)
        .map(|text| {
            Value::from(text.as_str())
                .to_string()
                .trim_matches('"')
                .to_owned()
        })
        .collect();
    let all: Vec<(i64, String, String)> = conn
        .prepare_cached("SELECT rowid, form, text FROM form_draft WHERE assessment = ?1")?
        .query_map([assessment.seq], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?))
        })?
        .collect::<Result<_, _>>()?;
    let mut count = 0;
    for (rowid, form, text) in all {
        let is_own = own.iter().any(|begins| form.starts_with(begins.as_str()));
        let of_item = redaction
            .related
            .iter()
            .any(|item| form.starts_with("proposal:") && form.ends_with(&format!(":{item}")));
        // A short text stands everywhere; in the form about its own item it is the one that is meant.
        let holds = texts.iter().any(|known| text.contains(known.as_str()))
            || (of_item
                && redaction
                    .texts
                    .iter()
                    .any(|known| text.contains(known.as_str())));
        if is_own || holds {
            count += 1;
            if drop {
                conn.prepare_cached("DELETE FROM form_draft WHERE rowid = ?1")?
                    .execute([rowid])?;
            }
        }
    }
    Ok(count)
}

/// Takes the drafts of a target away, and the forms in which one of the texts stands that were found of it.
pub(super) fn drop_drafts(
    conn: &Connection,
    assessment: &Named,
    target: &Target,
    texts: &BTreeSet<String>,
) -> rusqlite::Result<()> {
    let rows = rows(conn, assessment)?;
    let mut redaction = Redaction::of(target);
    follow(&mut redaction, &rows);
    redaction.name_records(rows.iter().map(|row| (row.about(), row.says())));
    redaction.texts.clone_from(texts);
    drafts(conn, assessment, &redaction, true)?;
    forms(conn, assessment, &redaction, &rows, true)?;
    Ok(())
}

/// Lets the links of an assessment go of copies, and removes those copies that no link points at any
/// more. Returns the hashes of those that were removed.
pub(super) fn let_go(
    conn: &Connection,
    assessment: &Named,
    files: &BTreeSet<String>,
) -> rusqlite::Result<Vec<String>> {
    let mut removed = Vec::new();
    for hash in files {
        conn.prepare_cached(
            "UPDATE evidence_link SET file_hash = NULL
             WHERE file_hash = ?1 AND run IN (SELECT seq FROM run WHERE assessment = ?2)",
        )?
        .execute(params![hash, assessment.seq])?;
        let is_linked: bool = conn
            .prepare_cached("SELECT EXISTS (SELECT 1 FROM evidence_link WHERE file_hash = ?1)")?
            .query_row([hash], |row| row.get(0))?;
        if is_linked {
            continue;
        }
        conn.prepare_cached("DELETE FROM evidence_file WHERE hash = ?1")?
            .execute([hash])?;
        removed.push(hash.clone());
    }
    Ok(removed)
}
