//! In which order the entries of an assessment's two logs were recorded, whatever the clock said.
//!
//! Each log has an order of its own. What they share is the data folder's log, in which every change
//! records how far each of them has come by then.

use std::collections::HashMap;

use rusqlite::Connection;

use crate::log::{Log, Named};

/// When each entry of an assessment was recorded, as a place in the data folder's log: a later change has
/// a larger one, and what came in one step, as with a file that was brought in, has the same.
#[derive(Debug)]
pub(super) struct Order {
    revisions: Ends,
    actions: Ends,
}

/// How far one log had come at each change, as places in it and in the data folder's log, both rising.
#[derive(Debug, Default)]
struct Ends(Vec<(i64, i64)>);

impl Ends {
    fn of(&self, seq: i64) -> i64 {
        let at = self.0.partition_point(|(end, _)| *end < seq);
        self.0.get(at).map_or(i64::MAX, |(_, step)| *step)
    }
}

impl Order {
    pub(super) fn read(conn: &Connection, assessment: &Named) -> rusqlite::Result<Self> {
        let places = |log: Log| -> rusqlite::Result<HashMap<Vec<u8>, i64>> {
            conn.prepare_cached(&format!(
                "SELECT hash, seq FROM {} WHERE assessment = ?1",
                log.table()
            ))?
            .query_map([assessment.seq], |row| Ok((row.get(0)?, row.get(1)?)))?
            .collect()
        };
        let (revisions, actions) = (places(Log::Revision)?, places(Log::Action)?);
        let mut order = Self {
            revisions: Ends::default(),
            actions: Ends::default(),
        };
        let mut heads = conn.prepare_cached(
            "SELECT seq, log = 'action', head, recorded_at FROM folder_entry
             WHERE assessment = ?1 AND kind = 'head' ORDER BY seq",
        )?;
        let mut rows = heads.query([assessment.seq])?;
        // The last head of the log of revisions, where it was recorded last: its step and its moment.
        let mut open: Option<(i64, String)> = None;
        while let Some(row) = rows.next()? {
            let (step, is_action): (i64, bool) = (row.get(0)?, row.get(1)?);
            let (head, at): (Vec<u8>, String) = (row.get(2)?, row.get(3)?);
            if is_action {
                // One change records its heads in this order, under one moment.
                let step = match open.take() {
                    Some((with, moment)) if moment == at => with,
                    _ => step,
                };
                order
                    .actions
                    .0
                    .extend(actions.get(&head).map(|seq| (*seq, step)));
            } else {
                order
                    .revisions
                    .0
                    .extend(revisions.get(&head).map(|seq| (*seq, step)));
                open = Some((step, at));
            }
        }
        // They rise already, where the record holds.
        order.revisions.0.sort_unstable();
        order.actions.0.sort_unstable();
        Ok(order)
    }

    /// Returns the step in which an entry of a log was recorded, by its place in the log.
    pub(super) fn of(&self, log: Log, seq: i64) -> i64 {
        match log {
            Log::Revision => self.revisions.of(seq),
            Log::Action => self.actions.of(seq),
        }
    }
}
