//! The tables beside the logs: which rows belong to an assessment, and how each is written and read
//! with identifiers in place of what names a row within one file.

/// A table whose rows go with an assessment.
#[derive(Debug, Clone, Copy)]
pub(super) struct Table {
    /// Its name.
    pub(super) name: &'static str,
    /// Reads the rows of the assessment `?1` as JSON, in an order that another file gives as well.
    pub(super) read: &'static str,
    /// Writes the row `?1`; `?2` has the place and the id of the assessment and the places of its runs.
    pub(super) write: &'static str,
}

/// All tables whose rows go along, in the order in which they are written. `run` is the last: once a
/// row says that a run is closed, the database takes nothing more for it.
pub(super) const TABLES: [Table; 10] = [
    Table {
        name: "assessment",
        read: "SELECT json_object('created', made.id, 'details', details.id, 'state', state)
               FROM assessment
               JOIN revision AS made ON made.seq = created_seq
               JOIN revision AS details ON details.seq = details_seq
               WHERE assessment.seq = ?1",
        write: "INSERT INTO assessment (seq, id, state, created_seq, details_seq)
                SELECT ?2 ->> 'seq', ?2 ->> 'id', ?1 ->> 'state',
                    (SELECT seq FROM revision WHERE id = ?1 ->> 'created' AND assessment = ?2 ->> 'seq'),
                    (SELECT seq FROM revision WHERE id = ?1 ->> 'details' AND assessment = ?2 ->> 'seq')",
    },
    Table {
        name: "current_answer",
        read: "SELECT json_object('answered', answered, 'entry', revision.id, 'item',
                   current_answer.item_id, 'run', run.id)
               FROM current_answer
               JOIN run ON run.seq = current_answer.run
               JOIN revision ON revision.seq = current_answer.seq
               WHERE run.assessment = ?1 ORDER BY run.seq, current_answer.item_id",
        write: "INSERT INTO current_answer (run, item_id, seq, answered)
                SELECT ?2 -> 'runs' ->> (?1 ->> 'run'), ?1 ->> 'item',
                    (SELECT seq FROM revision WHERE id = ?1 ->> 'entry' AND assessment = ?2 ->> 'seq'),
                    ?1 ->> 'answered'",
    },
    Table {
        name: "current_profile",
        read: "SELECT json_object('entry', revision.id, 'run', run.id)
               FROM current_profile
               JOIN run ON run.seq = current_profile.run
               JOIN revision ON revision.seq = current_profile.seq
               WHERE run.assessment = ?1 ORDER BY run.seq",
        write: "INSERT INTO current_profile (run, seq)
                SELECT ?2 -> 'runs' ->> (?1 ->> 'run'),
                    (SELECT seq FROM revision WHERE id = ?1 ->> 'entry' AND assessment = ?2 ->> 'seq')",
    },
    Table {
        name: "current_action",
        read: "SELECT json_object('entry', action_entry.id, 'item', current_action.item_id)
               FROM current_action JOIN action_entry ON action_entry.seq = current_action.seq
               WHERE current_action.assessment = ?1 ORDER BY current_action.item_id",
        write: "INSERT INTO current_action (assessment, item_id, seq)
                SELECT ?2 ->> 'seq', ?1 ->> 'item',
                    (SELECT seq FROM action_entry WHERE id = ?1 ->> 'entry' AND assessment = ?2 ->> 'seq')",
    },
    Table {
        name: "evidence_link",
        read: "SELECT json_object('entry', revision.id, 'file', file_hash, 'id', evidence_link.id,
                   'item', evidence_link.item_id, 'linked', linked, 'run', run.id)
               FROM evidence_link
               JOIN run ON run.seq = evidence_link.run
               JOIN revision ON revision.seq = evidence_link.seq
               WHERE run.assessment = ?1 ORDER BY run.seq, evidence_link.rowid",
        write: "INSERT INTO evidence_link (id, run, item_id, seq, file_hash, linked)
                SELECT ?1 ->> 'id', ?2 -> 'runs' ->> (?1 ->> 'run'), ?1 ->> 'item',
                    (SELECT seq FROM revision WHERE id = ?1 ->> 'entry' AND assessment = ?2 ->> 'seq'),
                    ?1 ->> 'file', ?1 ->> 'linked'",
    },
    Table {
        name: "draft",
        read: "SELECT json_object('field', field, 'item', draft.item_id, 'run', run.id, 'scope', scope,
                   'text', text, 'updated', updated_at)
               FROM draft LEFT JOIN run ON run.seq = draft.run
               WHERE draft.assessment = ?1 ORDER BY scope, run.seq, draft.item_id, field",
        write: "INSERT INTO draft (scope, assessment, run, item_id, field, text, updated_at)
                SELECT ?1 ->> 'scope', ?2 ->> 'seq', ?2 -> 'runs' ->> (?1 ->> 'run'), ?1 ->> 'item', ?1 ->> 'field',
                    ?1 ->> 'text', ?1 ->> 'updated'",
    },
    Table {
        name: "form_draft",
        read: "SELECT json_object('form', form, 'text', text, 'updated', updated_at)
               FROM form_draft WHERE assessment = ?1 ORDER BY form",
        write: "INSERT INTO form_draft (assessment, form, text, updated_at)
                SELECT ?2 ->> 'seq', ?1 ->> 'form', ?1 ->> 'text', ?1 ->> 'updated'",
    },
    Table {
        name: "place",
        read: "SELECT json_object('item', place.item_id, 'run', run.id)
               FROM place JOIN run ON run.seq = place.run
               WHERE run.assessment = ?1 ORDER BY run.seq",
        write: "INSERT INTO place (run, item_id)
                SELECT ?2 -> 'runs' ->> (?1 ->> 'run'), ?1 ->> 'item'",
    },
    Table {
        name: "sign_off",
        read: "SELECT json_object('action', action_entry.id, 'destroyed_by', sign_off.destroyed_by,
                   'entry', revision.id, 'pdf', nullif(hex(pdf), ''), 'pdf_hash', pdf_hash,
                   'run', run.id, 'snapshot', snapshot, 'snapshot_hash', snapshot_hash)
               FROM sign_off
               JOIN run ON run.seq = sign_off.run
               JOIN revision ON revision.seq = sign_off.seq
               LEFT JOIN action_entry ON action_entry.seq = sign_off.action
               WHERE run.assessment = ?1 ORDER BY run.seq",
        write: "INSERT INTO sign_off (run, seq, action, snapshot_hash, snapshot, pdf_hash, pdf,
                    destroyed_by)
                SELECT ?2 -> 'runs' ->> (?1 ->> 'run'),
                    (SELECT seq FROM revision
                     WHERE id = ?1 ->> 'entry' AND assessment = ?2 ->> 'seq'),
                    (SELECT seq FROM action_entry
                     WHERE id = ?1 ->> 'action' AND assessment = ?2 ->> 'seq'),
                    ?1 ->> 'snapshot_hash', ?1 ->> 'snapshot', ?1 ->> 'pdf_hash',
                    unhex(?1 ->> 'pdf'), ?1 ->> 'destroyed_by'",
    },
    Table {
        name: "run",
        read: "SELECT json_object('as_of', run.as_of, 'created', made.id, 'id', run.id, 'number',
                   run.number, 'pack_hash', run.pack_hash, 'pack_id', run.pack_id, 'pack_version',
                   run.pack_version, 'predecessor', before.id, 'state', run.state)
               FROM run
               JOIN revision AS made ON made.seq = run.created_seq
               LEFT JOIN run AS before ON before.seq = run.predecessor
               WHERE run.assessment = ?1 ORDER BY run.seq",
        // A run that was thrown away begins as a draft: it may have been followed by another such.
        write: "INSERT INTO run (seq, id, assessment, number, pack_hash, pack_id, pack_version,
                    as_of, predecessor, created_seq, state)
                SELECT ?2 -> 'runs' ->> (?1 ->> 'id'), ?1 ->> 'id', ?2 ->> 'seq', ?1 ->> 'number', ?1 ->> 'pack_hash',
                    ?1 ->> 'pack_id', ?1 ->> 'pack_version', ?1 ->> 'as_of',
                    ?2 -> 'runs' ->> (?1 ->> 'predecessor'),
                    (SELECT seq FROM revision WHERE id = ?1 ->> 'created' AND assessment = ?2 ->> 'seq'),
                    replace(?1 ->> 'state', 'discarded', 'draft')",
    },
];

/// Copies of documents go along as parts of their own: this reads what the assessment links, and what
/// stands beside each.
pub(super) const EVIDENCE: &str = "SELECT hash, added_at, body FROM evidence_file
    WHERE hash IN (SELECT file_hash FROM evidence_link JOIN run ON run.seq = evidence_link.run
                   WHERE run.assessment = ?1)
    ORDER BY hash";

/// The name under which the row of such a copy stands.
pub(super) const EVIDENCE_ROW: &str = "evidence_file";

/// Tables that belong to the data folder and stay, and the logs and packs, which are parts of their
/// own.
#[cfg(test)]
pub(super) const STAY: [&str; 13] = [
    // What is answered here for somebody else belongs to no assessment.
    "answering",
    // Kept in step by triggers; sums are of one file.
    "tally",
    // What is left to do for a destruction is done by the data folder it was made in.
    "pending_destruction",
    // What is searched is worked out again.
    "search_shelf",
    "search_document",
    // Triggers write these again.
    "answer_digest",
    "action_digest",
    "meta",
    "setting",
    "pack",
    "revision",
    "action_entry",
    "folder_entry",
];
