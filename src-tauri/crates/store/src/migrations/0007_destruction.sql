-- Schema 7: what is destroyed on purpose.
--
-- An entry of kind `destruction` says what goes and why. Its body names each entry that loses its
-- text (`gone`; `all` for everything before it in its assessment) and each signed run that loses
-- what was kept with it (`signed`). Writing it is what takes the texts: there is no moment at which
-- one is there without the other, and no later change can lean on an entry that was written for
-- something else. What else those bodies held stands in `kept`, by entry, so that only what was
-- named is lost.

-- The last word on a hold, and on how long to keep an assessment.
CREATE INDEX revision_of_keeping ON revision (assessment, kind, seq)
WHERE kind IN ('hold', 'retain', 'destruction');

-- The logs as they read now: where a body is gone, what a destruction entry kept of it. That entry
-- can have lost its own body to a later one, which then keeps both.
CREATE VIEW kept_revision AS
SELECT seq, id, assessment, run, item_id, kind, prev_hash, second_parent, hash, author, recorded_at,
       utc_offset_minutes, item_hash, body_hash, destroyed_by,
       CASE WHEN body IS NOT NULL THEN body ELSE (
           WITH RECURSIVE gone (body, destroyed_by) AS (
               SELECT entry.body, entry.destroyed_by FROM revision AS entry
               WHERE entry.id = revision.destroyed_by
               UNION ALL
               SELECT entry.body, entry.destroyed_by
               FROM gone JOIN revision AS entry ON entry.id = gone.destroyed_by
               WHERE gone.body IS NULL)
           SELECT json_extract(body, '$.kept."' || revision.id || '"') FROM gone
           WHERE body IS NOT NULL) END AS body
FROM revision;

CREATE VIEW kept_action_entry AS
SELECT seq, id, assessment, run, item_id, kind, prev_hash, second_parent, hash, author, recorded_at,
       utc_offset_minutes, item_hash, body_hash, destroyed_by,
       CASE WHEN body IS NOT NULL THEN body ELSE (
           WITH RECURSIVE gone (body, destroyed_by) AS (
               SELECT entry.body, entry.destroyed_by FROM revision AS entry
               WHERE entry.id = action_entry.destroyed_by
               UNION ALL
               SELECT entry.body, entry.destroyed_by
               FROM gone JOIN revision AS entry ON entry.id = gone.destroyed_by
               WHERE gone.body IS NULL)
           SELECT json_extract(body, '$.kept."' || action_entry.id || '"') FROM gone
           WHERE body IS NOT NULL) END AS body
FROM action_entry;

DROP VIEW answer_says;

CREATE VIEW answer_says AS
SELECT run, item_id, json_object(
           'verdict', json_extract(says, '$.answer.verdict'),
           'choice', json_extract(says, '$.answer.choice'),
           'value', iif(json_extract(says, '$.answer.value') IS NULL, NULL, '')) AS says
FROM (SELECT current_answer.run AS run, current_answer.item_id AS item_id,
             iif(json_extract(entry.body, '$.answerIn') IS NULL, entry.body, named.body) AS says
      FROM current_answer JOIN kept_revision AS entry ON entry.seq = current_answer.seq
      LEFT JOIN kept_revision AS named ON named.id = json_extract(entry.body, '$.answerIn'))
WHERE says IS NOT NULL;

DROP VIEW action_says;

CREATE VIEW action_says AS
SELECT current_action.assessment AS assessment, current_action.item_id AS item_id, json_object(
           'status', json_extract(body, '$.action.status'),
           'due', json_extract(body, '$.action.due'),
           'acceptedUntil', json_extract(body, '$.action.acceptedUntil')) AS says
FROM current_action JOIN kept_action_entry ON kept_action_entry.seq = current_action.seq
WHERE body IS NOT NULL;

-- A body goes only with an entry that names it. -----------------------------------------------------

DROP TRIGGER revision_is_never_changed;

CREATE TRIGGER revision_is_never_changed BEFORE UPDATE ON revision
WHEN NOT (
    NEW.body IS NULL AND OLD.body IS NOT NULL
    AND EXISTS (SELECT 1 FROM revision AS entry
                WHERE entry.id = NEW.destroyed_by AND entry.kind = 'destruction'
                  AND entry.assessment = OLD.assessment AND entry.seq > OLD.seq
                  AND (json_extract(entry.body, '$.all')
                       OR EXISTS (SELECT 1 FROM json_each(entry.body, '$.gone')
                                  WHERE value = OLD.id)))
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

DROP TRIGGER action_entry_is_never_changed;

CREATE TRIGGER action_entry_is_never_changed BEFORE UPDATE ON action_entry
WHEN NOT (
    NEW.body IS NULL AND OLD.body IS NOT NULL
    AND EXISTS (SELECT 1 FROM revision AS entry
                WHERE entry.id = NEW.destroyed_by AND entry.kind = 'destruction'
                  AND entry.assessment = OLD.assessment
                  AND (json_extract(entry.body, '$.all')
                       OR EXISTS (SELECT 1 FROM json_each(entry.body, '$.gone')
                                  WHERE value = OLD.id)))
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

-- No destruction reaches into the log of the data folder: it holds no text of an assessment.
DROP TRIGGER folder_entry_is_never_changed;

CREATE TRIGGER folder_entry_is_never_changed BEFORE UPDATE ON folder_entry
BEGIN
    SELECT RAISE (ABORT, 'a folder entry never changes');
END;

DROP TRIGGER sign_off_is_never_changed;

CREATE TRIGGER sign_off_is_never_changed BEFORE UPDATE ON sign_off
WHEN NOT (
    NEW.snapshot IS NULL AND NEW.pdf IS NULL AND OLD.snapshot IS NOT NULL
    AND EXISTS (SELECT 1 FROM revision AS entry
                JOIN run ON run.assessment = entry.assessment
                WHERE entry.id = NEW.destroyed_by AND entry.kind = 'destruction'
                  AND run.seq = OLD.run AND entry.seq > OLD.seq
                  AND (json_extract(entry.body, '$.all')
                       OR EXISTS (SELECT 1 FROM json_each(entry.body, '$.signed')
                                  WHERE value = run.id)))
    AND (NEW.run, NEW.seq, NEW.snapshot_hash, NEW.pdf_hash)
        IS (OLD.run, OLD.seq, OLD.snapshot_hash, OLD.pdf_hash)
    AND NEW.action IS OLD.action)
BEGIN
    SELECT RAISE (ABORT, 'what was signed never changes; it goes only with a destruction entry');
END;

CREATE TRIGGER destruction_takes_what_it_names AFTER INSERT ON revision
WHEN NEW.kind = 'destruction' AND NEW.body IS NOT NULL
BEGIN
    UPDATE revision SET body = NULL, destroyed_by = NEW.id
    WHERE assessment = NEW.assessment AND seq < NEW.seq AND body IS NOT NULL
      AND (json_extract(NEW.body, '$.all')
           OR id IN (SELECT value FROM json_each(NEW.body, '$.gone')));
    UPDATE action_entry SET body = NULL, destroyed_by = NEW.id
    WHERE assessment = NEW.assessment AND body IS NOT NULL
      AND (json_extract(NEW.body, '$.all')
           OR id IN (SELECT value FROM json_each(NEW.body, '$.gone')));
    UPDATE sign_off SET snapshot = NULL, pdf = NULL, destroyed_by = NEW.id
    WHERE snapshot IS NOT NULL AND seq < NEW.seq
      AND run IN (SELECT seq FROM run WHERE assessment = NEW.assessment)
      AND (json_extract(NEW.body, '$.all')
           OR run IN (SELECT run.seq FROM json_each(NEW.body, '$.signed') AS named
                      JOIN run ON run.id = named.value));
END;

-- A copy of a document goes only when no link points at it, and a link lets go of its copy only once
-- its own text was destroyed.
CREATE TRIGGER evidence_file_is_kept BEFORE DELETE ON evidence_file
WHEN EXISTS (SELECT 1 FROM evidence_link WHERE file_hash = OLD.hash)
BEGIN
    SELECT RAISE (ABORT, 'a copy of evidence is kept while it is linked');
END;

CREATE TRIGGER evidence_link_keeps_its_copy BEFORE UPDATE OF file_hash ON evidence_link
WHEN OLD.file_hash IS NOT NULL AND NEW.file_hash IS NULL
 AND NOT EXISTS (SELECT 1 FROM revision WHERE seq = OLD.seq AND body IS NULL)
BEGIN
    SELECT RAISE (ABORT, 'a link keeps its copy; it goes only with a destruction entry');
END;

-- Holds ---------------------------------------------------------------------------------------------

CREATE VIEW held AS
SELECT seq AS assessment FROM assessment
WHERE (SELECT json_extract(body, '$.hold.set') FROM revision
       WHERE revision.assessment = assessment.seq AND revision.kind = 'hold'
         AND revision.kind IN ('hold', 'retain', 'destruction')
       ORDER BY revision.seq DESC LIMIT 1);

-- What was taken out under a hold says who answers for that, and why; a whole assessment never is.
CREATE TRIGGER destruction_respects_a_hold BEFORE INSERT ON revision
WHEN NEW.kind = 'destruction' AND NEW.assessment IN (SELECT assessment FROM held)
 AND (coalesce(json_extract(NEW.body, '$.all'), 0)
      OR coalesce(trim(json_extract(NEW.body, '$.destruction.override')), '') = '')
BEGIN
    SELECT RAISE (ABORT, 'the assessment is on hold');
END;

CREATE TRIGGER assessment_on_hold_stays BEFORE UPDATE OF state ON assessment
WHEN NEW.state IN ('deleted', 'destroyed') AND OLD.state <> NEW.state
 AND NEW.seq IN (SELECT assessment FROM held)
BEGIN
    SELECT RAISE (ABORT, 'the assessment is on hold');
END;

-- What is still to be done for a destruction: the file made anew without it, and each backup. A row
-- goes when both are done; it is read again whenever the data folder is opened.
CREATE TABLE pending_destruction (
    entry TEXT NOT NULL PRIMARY KEY CHECK (length(entry) = 32),
    says  TEXT NOT NULL
) STRICT;

UPDATE meta SET value = '0.1.0' WHERE key = 'needs';
