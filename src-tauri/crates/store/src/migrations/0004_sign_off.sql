-- Schema 4: what was signed.
--
-- One row for each signed run: the state as it was signed, its PDF, and how far the log of actions
-- had come. The entry of kind `runState` that `seq` points at has both hashes in its body, so that
-- the chain covers them. Both texts go only with a destruction entry, and the hashes stay.

UPDATE meta SET value = '0.1.0' WHERE key = 'needs';

CREATE TABLE sign_off (
    run           INTEGER PRIMARY KEY REFERENCES run (seq),
    seq           INTEGER NOT NULL REFERENCES revision (seq),
    action        INTEGER REFERENCES action_entry (seq),
    snapshot_hash TEXT NOT NULL CHECK (length(snapshot_hash) = 64),
    snapshot      TEXT,
    pdf_hash      TEXT NOT NULL CHECK (length(pdf_hash) = 64),
    pdf           BLOB,
    destroyed_by  TEXT,
    CHECK ((snapshot IS NULL) = (destroyed_by IS NOT NULL)),
    CHECK ((pdf IS NULL) = (destroyed_by IS NOT NULL))
) STRICT;

CREATE TRIGGER sign_off_is_of_a_draft BEFORE INSERT ON sign_off
WHEN EXISTS (SELECT 1 FROM closed_run WHERE seq = NEW.run)
  OR EXISTS (SELECT 1 FROM sign_off WHERE run = NEW.run)
BEGIN
    SELECT RAISE (ABORT, 'the run is signed, thrown away or followed by another');
END;

CREATE TRIGGER sign_off_is_never_changed BEFORE UPDATE ON sign_off
WHEN NOT (
    NEW.snapshot IS NULL AND NEW.pdf IS NULL AND OLD.snapshot IS NOT NULL
    AND EXISTS (SELECT 1 FROM revision AS entry
                JOIN run ON run.assessment = entry.assessment
                WHERE entry.id = NEW.destroyed_by AND entry.kind = 'destruction' AND run.seq = OLD.run)
    AND (NEW.run, NEW.seq, NEW.snapshot_hash, NEW.pdf_hash)
        IS (OLD.run, OLD.seq, OLD.snapshot_hash, OLD.pdf_hash)
    AND NEW.action IS OLD.action)
BEGIN
    SELECT RAISE (ABORT, 'what was signed never changes; it goes only with a destruction entry');
END;

CREATE TRIGGER sign_off_is_kept BEFORE DELETE ON sign_off
BEGIN
    SELECT RAISE (ABORT, 'what was signed is never deleted');
END;
