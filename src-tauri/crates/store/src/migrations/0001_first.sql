-- Schema 1: what the first version writes, with room for what later versions will add.
--
-- Three append-only logs carry everything that counsel decides: `revision` and `action_entry` (one
-- chain for each assessment) and `folder_entry` (the chain of the data folder, which records the
-- heads of the others). Text that counsel wrote stands in their bodies and nowhere else, drafts
-- apart, so that destroying a body destroys the text. All other tables point into the logs.
--
-- Identifiers are 128 random bits as 32 hexadecimal digits; they are what hashes cover and what
-- leaves the file. Within it, rows refer to each other by `seq`, and the logs keep their hashes
-- (SHA-256) as 32 bytes, because there is a row for every change ever made. Moments are UTC, as
-- 2026-11-21T19:03:22.481Z, with the local clock's distance from it in minutes.
--
-- Every BEFORE INSERT trigger looks for a row that INSERT OR REPLACE would push out: SQLite runs
-- no DELETE trigger for those unless the connection asks for it, and another program would not.

CREATE TABLE meta (
    key   TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- The oldest version of Proviso that can read this schema; an older one names it when it refuses.
INSERT INTO meta (key, value) VALUES ('needs', '0.1.0');

CREATE TABLE setting (
    key   TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Packs -----------------------------------------------------------------------------------------

CREATE TABLE pack (
    hash               TEXT NOT NULL PRIMARY KEY CHECK (length(hash) = 64),
    pack_id            TEXT NOT NULL,
    version            TEXT NOT NULL,
    name               TEXT NOT NULL,
    law_date           TEXT NOT NULL,
    installed_at       TEXT NOT NULL,
    utc_offset_minutes INTEGER NOT NULL,
    body               BLOB NOT NULL
) STRICT;

CREATE INDEX pack_by_version ON pack (pack_id, version);

CREATE TRIGGER pack_is_immutable BEFORE UPDATE ON pack
BEGIN
    SELECT RAISE (ABORT, 'a pack never changes');
END;

CREATE TRIGGER pack_is_not_replaced BEFORE INSERT ON pack
WHEN EXISTS (SELECT 1 FROM pack WHERE hash = NEW.hash)
BEGIN
    SELECT RAISE (ABORT, 'this pack is installed already');
END;

CREATE TRIGGER pack_is_kept BEFORE DELETE ON pack
WHEN EXISTS (SELECT 1 FROM run WHERE pack_hash = OLD.hash)
BEGIN
    SELECT RAISE (ABORT, 'a pack that a run used is kept');
END;

-- Assessments and runs --------------------------------------------------------------------------

-- `details_seq` points at the last revision of kind `assessment`, which holds the details.
CREATE TABLE assessment (
    seq         INTEGER PRIMARY KEY,
    id          TEXT NOT NULL UNIQUE CHECK (length(id) = 32),
    state       TEXT NOT NULL CHECK (state IN ('open', 'archived', 'deleted', 'destroyed')),
    created_seq INTEGER NOT NULL REFERENCES revision (seq),
    details_seq INTEGER NOT NULL REFERENCES revision (seq)
) STRICT;

CREATE TRIGGER assessment_is_not_replaced BEFORE INSERT ON assessment
WHEN EXISTS (SELECT 1 FROM assessment WHERE seq = NEW.seq OR id = NEW.id)
BEGIN
    SELECT RAISE (ABORT, 'this assessment exists already');
END;

CREATE TRIGGER assessment_keeps_its_identity BEFORE UPDATE ON assessment
WHEN (NEW.seq, NEW.id, NEW.created_seq) IS NOT (OLD.seq, OLD.id, OLD.created_seq)
BEGIN
    SELECT RAISE (ABORT, 'an assessment keeps its identity');
END;

CREATE TRIGGER assessment_is_kept BEFORE DELETE ON assessment
BEGIN
    SELECT RAISE (ABORT, 'an assessment is never deleted from its table');
END;

-- `discarded` is a follow-on run that was thrown away: its revisions stay, it follows nothing.
CREATE TABLE run (
    seq          INTEGER PRIMARY KEY,
    id           TEXT NOT NULL UNIQUE CHECK (length(id) = 32),
    assessment   INTEGER NOT NULL REFERENCES assessment (seq),
    number       INTEGER NOT NULL CHECK (number >= 1),
    pack_hash    TEXT NOT NULL REFERENCES pack (hash),
    pack_id      TEXT NOT NULL,
    pack_version TEXT NOT NULL,
    as_of        TEXT NOT NULL,
    predecessor  INTEGER REFERENCES run (seq),
    state        TEXT NOT NULL DEFAULT 'draft' CHECK (state IN ('draft', 'signed', 'discarded')),
    created_seq  INTEGER NOT NULL REFERENCES revision (seq),
    CHECK (predecessor <> seq)
) STRICT;

CREATE UNIQUE INDEX run_number ON run (assessment, number) WHERE state <> 'discarded';
CREATE UNIQUE INDEX run_has_one_successor ON run (predecessor) WHERE state <> 'discarded';

-- A run that takes no more answers: signed, thrown away, or followed by another.
CREATE VIEW closed_run AS
SELECT seq FROM run WHERE state <> 'draft'
UNION ALL
SELECT predecessor FROM run WHERE predecessor IS NOT NULL AND state <> 'discarded';

CREATE TRIGGER run_is_not_replaced BEFORE INSERT ON run
WHEN EXISTS (SELECT 1 FROM run WHERE seq = NEW.seq OR id = NEW.id)
  OR EXISTS (SELECT 1 FROM run
             WHERE assessment = NEW.assessment AND number = NEW.number AND state <> 'discarded')
BEGIN
    SELECT RAISE (ABORT, 'this run exists already');
END;

CREATE TRIGGER run_has_one_open_successor BEFORE INSERT ON run
WHEN EXISTS (SELECT 1 FROM run WHERE predecessor = NEW.predecessor AND state <> 'discarded')
BEGIN
    SELECT RAISE (ABORT, 'the run has a successor already');
END;

CREATE TRIGGER run_follows_its_own BEFORE INSERT ON run
WHEN NEW.predecessor IS NOT NULL AND NOT EXISTS (
    SELECT 1 FROM run
    WHERE seq = NEW.predecessor AND assessment = NEW.assessment AND state <> 'discarded')
BEGIN
    SELECT RAISE (ABORT, 'a run follows a run of its own assessment');
END;

CREATE TRIGGER run_changes_only_its_state BEFORE UPDATE ON run
WHEN OLD.state <> 'draft'
  OR EXISTS (SELECT 1 FROM run WHERE predecessor = OLD.seq AND state <> 'discarded')
  OR (NEW.seq, NEW.id, NEW.assessment, NEW.number, NEW.pack_hash, NEW.pack_id, NEW.pack_version,
      NEW.as_of, NEW.created_seq)
     IS NOT (OLD.seq, OLD.id, OLD.assessment, OLD.number, OLD.pack_hash, OLD.pack_id, OLD.pack_version,
         OLD.as_of, OLD.created_seq)
  OR NEW.predecessor IS NOT OLD.predecessor
BEGIN
    SELECT RAISE (ABORT, 'a run is closed, or only its state can change');
END;

CREATE TRIGGER run_is_kept BEFORE DELETE ON run
BEGIN
    SELECT RAISE (ABORT, 'a run is never deleted');
END;

-- The log of revisions --------------------------------------------------------------------------

-- `hash` covers every column but `seq`, `body` and `destroyed_by`, with the identifiers of the
-- assessment and the run in place of their `seq`. A NULL body says that it was destroyed on
-- purpose, by the entry of kind `destruction` that `destroyed_by` names.
CREATE TABLE revision (
    seq                INTEGER PRIMARY KEY,
    id                 TEXT NOT NULL UNIQUE CHECK (length(id) = 32),
    assessment         INTEGER NOT NULL REFERENCES assessment (seq) DEFERRABLE INITIALLY DEFERRED,
    run                INTEGER REFERENCES run (seq) DEFERRABLE INITIALLY DEFERRED,
    item_id            TEXT,
    kind               TEXT NOT NULL CHECK (kind <> ''),
    prev_hash          BLOB,
    second_parent      BLOB,
    hash               BLOB NOT NULL UNIQUE CHECK (length(hash) = 32),
    author             TEXT NOT NULL,
    recorded_at        TEXT NOT NULL,
    utc_offset_minutes INTEGER NOT NULL,
    item_hash          BLOB,
    body_hash          BLOB NOT NULL CHECK (length(body_hash) = 32),
    body               TEXT,
    destroyed_by       TEXT,
    CHECK ((body IS NULL) = (destroyed_by IS NOT NULL))
) STRICT;

CREATE INDEX revision_by_assessment ON revision (assessment);
CREATE INDEX revision_by_item ON revision (run, item_id);

CREATE TRIGGER revision_is_not_replaced BEFORE INSERT ON revision
WHEN EXISTS (SELECT 1 FROM revision WHERE seq = NEW.seq OR id = NEW.id OR hash = NEW.hash)
BEGIN
    SELECT RAISE (ABORT, 'this revision exists already');
END;

CREATE TRIGGER revision_follows BEFORE INSERT ON revision
WHEN CASE WHEN NEW.prev_hash IS NULL
     THEN EXISTS (SELECT 1 FROM revision WHERE assessment = NEW.assessment)
     ELSE NOT EXISTS (SELECT 1 FROM revision
                      WHERE hash = NEW.prev_hash AND assessment = NEW.assessment)
     END
  OR (NEW.second_parent IS NOT NULL AND NOT EXISTS (
      SELECT 1 FROM revision WHERE hash = NEW.second_parent AND assessment = NEW.assessment))
BEGIN
    SELECT RAISE (ABORT, 'a revision follows one of its own assessment');
END;

CREATE TRIGGER revision_of_an_open_run BEFORE INSERT ON revision
WHEN EXISTS (SELECT 1 FROM closed_run WHERE seq = NEW.run)
BEGIN
    SELECT RAISE (ABORT, 'the run is signed, thrown away or followed by another');
END;

CREATE TRIGGER revision_is_never_changed BEFORE UPDATE ON revision
WHEN NOT (
    NEW.body IS NULL AND OLD.body IS NOT NULL
    AND EXISTS (SELECT 1 FROM revision AS entry
                WHERE entry.id = NEW.destroyed_by AND entry.kind = 'destruction'
                  AND entry.assessment = OLD.assessment)
    AND (NEW.seq, NEW.id, NEW.assessment, NEW.kind, NEW.hash, NEW.author, NEW.recorded_at,
         NEW.utc_offset_minutes, NEW.body_hash)
        IS (OLD.seq, OLD.id, OLD.assessment, OLD.kind, OLD.hash, OLD.author, OLD.recorded_at,
           OLD.utc_offset_minutes, OLD.body_hash)
    AND NEW.run IS OLD.run AND NEW.item_id IS OLD.item_id
    AND NEW.prev_hash IS OLD.prev_hash AND NEW.second_parent IS OLD.second_parent
    AND NEW.item_hash IS OLD.item_hash)
BEGIN
    SELECT RAISE (ABORT, 'a revision never changes; its body goes only with a destruction entry');
END;

CREATE TRIGGER revision_is_kept BEFORE DELETE ON revision
BEGIN
    SELECT RAISE (ABORT, 'a revision is never deleted');
END;

-- The log of actions ----------------------------------------------------------------------------

-- As `revision`, one chain for each assessment; it goes on after a run is signed.
CREATE TABLE action_entry (
    seq                INTEGER PRIMARY KEY,
    id                 TEXT NOT NULL UNIQUE CHECK (length(id) = 32),
    assessment         INTEGER NOT NULL REFERENCES assessment (seq),
    run                INTEGER REFERENCES run (seq),
    item_id            TEXT,
    kind               TEXT NOT NULL CHECK (kind <> ''),
    prev_hash          BLOB,
    second_parent      BLOB,
    hash               BLOB NOT NULL UNIQUE CHECK (length(hash) = 32),
    author             TEXT NOT NULL,
    recorded_at        TEXT NOT NULL,
    utc_offset_minutes INTEGER NOT NULL,
    item_hash          BLOB,
    body_hash          BLOB NOT NULL CHECK (length(body_hash) = 32),
    body               TEXT,
    destroyed_by       TEXT,
    CHECK ((body IS NULL) = (destroyed_by IS NOT NULL))
) STRICT;

CREATE INDEX action_entry_by_item ON action_entry (assessment, item_id);
CREATE INDEX action_entry_by_assessment ON action_entry (assessment);

CREATE TRIGGER action_entry_is_not_replaced BEFORE INSERT ON action_entry
WHEN EXISTS (SELECT 1 FROM action_entry WHERE seq = NEW.seq OR id = NEW.id OR hash = NEW.hash)
BEGIN
    SELECT RAISE (ABORT, 'this action entry exists already');
END;

CREATE TRIGGER action_entry_follows BEFORE INSERT ON action_entry
WHEN CASE WHEN NEW.prev_hash IS NULL
     THEN EXISTS (SELECT 1 FROM action_entry WHERE assessment = NEW.assessment)
     ELSE NOT EXISTS (SELECT 1 FROM action_entry
                      WHERE hash = NEW.prev_hash AND assessment = NEW.assessment)
     END
  OR (NEW.second_parent IS NOT NULL AND NOT EXISTS (
      SELECT 1 FROM action_entry WHERE hash = NEW.second_parent AND assessment = NEW.assessment))
BEGIN
    SELECT RAISE (ABORT, 'an action entry follows one of its own assessment');
END;

CREATE TRIGGER action_entry_is_never_changed BEFORE UPDATE ON action_entry
WHEN NOT (
    NEW.body IS NULL AND OLD.body IS NOT NULL
    AND EXISTS (SELECT 1 FROM revision AS entry
                WHERE entry.id = NEW.destroyed_by AND entry.kind = 'destruction'
                  AND entry.assessment = OLD.assessment)
    AND (NEW.seq, NEW.id, NEW.assessment, NEW.kind, NEW.hash, NEW.author, NEW.recorded_at,
         NEW.utc_offset_minutes, NEW.body_hash)
        IS (OLD.seq, OLD.id, OLD.assessment, OLD.kind, OLD.hash, OLD.author, OLD.recorded_at,
           OLD.utc_offset_minutes, OLD.body_hash)
    AND NEW.run IS OLD.run AND NEW.item_id IS OLD.item_id
    AND NEW.prev_hash IS OLD.prev_hash AND NEW.second_parent IS OLD.second_parent
    AND NEW.item_hash IS OLD.item_hash)
BEGIN
    SELECT RAISE (ABORT, 'an action entry never changes; its body goes only with a destruction entry');
END;

CREATE TRIGGER action_entry_is_kept BEFORE DELETE ON action_entry
BEGIN
    SELECT RAISE (ABORT, 'an action entry is never deleted');
END;

-- The log of the data folder --------------------------------------------------------------------

-- Kind `head` records where a log of an assessment stood after a change; other kinds (pack,
-- export, import, …) carry a body.
CREATE TABLE folder_entry (
    seq                INTEGER PRIMARY KEY,
    id                 TEXT NOT NULL UNIQUE CHECK (length(id) = 32),
    kind               TEXT NOT NULL CHECK (kind <> ''),
    assessment         INTEGER REFERENCES assessment (seq),
    log                TEXT CHECK (log IN ('revision', 'action')),
    head               BLOB,
    prev_hash          BLOB,
    hash               BLOB NOT NULL CHECK (length(hash) = 32),
    author             TEXT NOT NULL,
    recorded_at        TEXT NOT NULL,
    utc_offset_minutes INTEGER NOT NULL,
    body_hash          BLOB,
    body               TEXT,
    destroyed_by       TEXT,
    CHECK ((kind = 'head') = (head IS NOT NULL AND log IS NOT NULL AND assessment IS NOT NULL)),
    CHECK (CASE WHEN body_hash IS NULL THEN body IS NULL AND destroyed_by IS NULL
           ELSE (body IS NULL) = (destroyed_by IS NOT NULL) END)
) STRICT;

CREATE TRIGGER folder_entry_is_not_replaced BEFORE INSERT ON folder_entry
WHEN EXISTS (SELECT 1 FROM folder_entry WHERE seq = NEW.seq OR id = NEW.id)
BEGIN
    SELECT RAISE (ABORT, 'this folder entry exists already');
END;

CREATE TRIGGER folder_entry_follows BEFORE INSERT ON folder_entry
WHEN NEW.prev_hash IS NOT (SELECT hash FROM folder_entry ORDER BY seq DESC LIMIT 1)
BEGIN
    SELECT RAISE (ABORT, 'a folder entry follows the last one');
END;

CREATE TRIGGER folder_entry_is_never_changed BEFORE UPDATE ON folder_entry
WHEN NOT (
    NEW.body IS NULL AND OLD.body IS NOT NULL
    AND EXISTS (SELECT 1 FROM revision AS entry
                WHERE entry.id = NEW.destroyed_by AND entry.kind = 'destruction'
                  AND entry.assessment = OLD.assessment)
    AND (NEW.seq, NEW.id, NEW.kind, NEW.hash, NEW.author, NEW.recorded_at, NEW.utc_offset_minutes,
         NEW.body_hash)
        IS (OLD.seq, OLD.id, OLD.kind, OLD.hash, OLD.author, OLD.recorded_at, OLD.utc_offset_minutes,
           OLD.body_hash)
    AND NEW.assessment IS OLD.assessment AND NEW.log IS OLD.log AND NEW.head IS OLD.head
    AND NEW.prev_hash IS OLD.prev_hash)
BEGIN
    SELECT RAISE (ABORT, 'a folder entry never changes; its body goes only with a destruction entry');
END;

CREATE TRIGGER folder_entry_is_kept BEFORE DELETE ON folder_entry
BEGIN
    SELECT RAISE (ABORT, 'a folder entry is never deleted');
END;

-- What holds now: indexes into the logs, each of which can be computed again from them ------------

CREATE TABLE current_answer (
    run      INTEGER NOT NULL REFERENCES run (seq),
    item_id  TEXT NOT NULL,
    seq      INTEGER NOT NULL REFERENCES revision (seq),
    answered INTEGER NOT NULL CHECK (answered IN (0, 1)),
    PRIMARY KEY (run, item_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE current_profile (
    run INTEGER PRIMARY KEY REFERENCES run (seq),
    seq INTEGER NOT NULL REFERENCES revision (seq)
) STRICT;

CREATE TABLE current_action (
    assessment INTEGER NOT NULL REFERENCES assessment (seq),
    item_id    TEXT NOT NULL,
    seq        INTEGER NOT NULL REFERENCES action_entry (seq),
    PRIMARY KEY (assessment, item_id)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER current_answer_of_an_open_run BEFORE INSERT ON current_answer
WHEN EXISTS (SELECT 1 FROM closed_run WHERE seq = NEW.run)
BEGIN
    SELECT RAISE (ABORT, 'the run is signed, thrown away or followed by another');
END;

CREATE TRIGGER current_answer_moves_in_an_open_run BEFORE UPDATE ON current_answer
WHEN EXISTS (SELECT 1 FROM closed_run WHERE seq IN (OLD.run, NEW.run))
BEGIN
    SELECT RAISE (ABORT, 'the run is signed, thrown away or followed by another');
END;

CREATE TRIGGER current_answer_goes_in_an_open_run BEFORE DELETE ON current_answer
WHEN EXISTS (SELECT 1 FROM closed_run WHERE seq = OLD.run)
BEGIN
    SELECT RAISE (ABORT, 'the run is signed, thrown away or followed by another');
END;

CREATE TRIGGER current_profile_of_an_open_run BEFORE INSERT ON current_profile
WHEN EXISTS (SELECT 1 FROM closed_run WHERE seq = NEW.run)
BEGIN
    SELECT RAISE (ABORT, 'the run is signed, thrown away or followed by another');
END;

CREATE TRIGGER current_profile_moves_in_an_open_run BEFORE UPDATE ON current_profile
WHEN EXISTS (SELECT 1 FROM closed_run WHERE seq IN (OLD.run, NEW.run))
BEGIN
    SELECT RAISE (ABORT, 'the run is signed, thrown away or followed by another');
END;

CREATE TRIGGER current_profile_goes_in_an_open_run BEFORE DELETE ON current_profile
WHEN EXISTS (SELECT 1 FROM closed_run WHERE seq = OLD.run)
BEGIN
    SELECT RAISE (ABORT, 'the run is signed, thrown away or followed by another');
END;

-- Evidence --------------------------------------------------------------------------------------

-- A copy of a document, once however often it is linked.
CREATE TABLE evidence_file (
    hash     TEXT NOT NULL PRIMARY KEY CHECK (length(hash) = 64),
    size     INTEGER NOT NULL CHECK (size >= 0),
    added_at TEXT NOT NULL,
    body     BLOB NOT NULL
) STRICT;

CREATE TRIGGER evidence_file_is_immutable BEFORE UPDATE ON evidence_file
BEGIN
    SELECT RAISE (ABORT, 'a copy of evidence never changes');
END;

CREATE TRIGGER evidence_file_is_not_replaced BEFORE INSERT ON evidence_file
WHEN EXISTS (SELECT 1 FROM evidence_file WHERE hash = NEW.hash)
BEGIN
    SELECT RAISE (ABORT, 'this copy of evidence is kept already');
END;

-- One reference under one answer. Its title, place, dates and the file's original name stand in the
-- revision of kind `evidence` that `seq` points at; `linked` is 0 once it was unlinked.
CREATE TABLE evidence_link (
    id        TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 32),
    run       INTEGER NOT NULL REFERENCES run (seq),
    item_id   TEXT NOT NULL,
    seq       INTEGER NOT NULL REFERENCES revision (seq),
    file_hash TEXT REFERENCES evidence_file (hash),
    linked    INTEGER NOT NULL CHECK (linked IN (0, 1))
) STRICT;

CREATE INDEX evidence_link_by_item ON evidence_link (run, item_id);
CREATE INDEX evidence_link_by_file ON evidence_link (file_hash);

CREATE TRIGGER evidence_link_of_an_open_run BEFORE INSERT ON evidence_link
WHEN EXISTS (SELECT 1 FROM closed_run WHERE seq = NEW.run)
  OR EXISTS (SELECT 1 FROM evidence_link WHERE id = NEW.id)
BEGIN
    SELECT RAISE (ABORT, 'the run is closed, or this evidence is linked already');
END;

-- In a closed run a link changes only to let its copy go, once its own text was destroyed.
CREATE TRIGGER evidence_link_moves_in_an_open_run BEFORE UPDATE ON evidence_link
WHEN EXISTS (SELECT 1 FROM closed_run WHERE seq IN (OLD.run, NEW.run))
 AND NOT (NEW.file_hash IS NULL
    AND (NEW.id, NEW.run, NEW.item_id, NEW.seq, NEW.linked)
        IS (OLD.id, OLD.run, OLD.item_id, OLD.seq, OLD.linked)
    AND EXISTS (SELECT 1 FROM revision WHERE seq = OLD.seq AND body IS NULL))
BEGIN
    SELECT RAISE (ABORT, 'the run is signed, thrown away or followed by another');
END;

CREATE TRIGGER evidence_link_is_kept BEFORE DELETE ON evidence_link
BEGIN
    SELECT RAISE (ABORT, 'a link to evidence is never deleted; it is unlinked');
END;

-- What is being typed, and where counsel left ----------------------------------------------------

-- One row for each field, replaced in place. An answer's draft belongs to its run, an action's to
-- its assessment.
CREATE TABLE draft (
    scope      TEXT NOT NULL CHECK (scope IN ('answer', 'action')),
    assessment INTEGER NOT NULL REFERENCES assessment (seq),
    run        INTEGER REFERENCES run (seq),
    item_id    TEXT NOT NULL,
    field      TEXT NOT NULL,
    text       TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    CHECK ((scope = 'answer') = (run IS NOT NULL))
) STRICT;

CREATE UNIQUE INDEX draft_of_an_answer ON draft (run, item_id, field) WHERE scope = 'answer';
CREATE UNIQUE INDEX draft_of_an_action ON draft (assessment, item_id, field) WHERE scope = 'action';

CREATE TRIGGER draft_of_an_open_run BEFORE INSERT ON draft
WHEN EXISTS (SELECT 1 FROM closed_run WHERE seq = NEW.run)
BEGIN
    SELECT RAISE (ABORT, 'the run is signed, thrown away or followed by another');
END;

CREATE TABLE place (
    run     INTEGER PRIMARY KEY REFERENCES run (seq),
    item_id TEXT NOT NULL
) STRICT;
