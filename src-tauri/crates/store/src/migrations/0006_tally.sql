-- Schema 6: what no log covers, so that a row that was changed or removed is missed.
--
-- One row for each table whose rows stand in no log: how many there are, and the sum of their hashes
-- (store/src/tally.rs). For the data folder's log it is how many entries there are and the hash of the
-- last, which no other entry names. The triggers call functions that Proviso brings along.

CREATE TABLE tally (
    name  TEXT NOT NULL PRIMARY KEY,
    count INTEGER NOT NULL CHECK (count >= 0),
    sum   BLOB NOT NULL CHECK (length(sum) = 32)
) STRICT, WITHOUT ROWID;

INSERT INTO tally (name, count, sum)
SELECT 'setting', count(*), proviso_sum('setting', key, value) FROM setting;

CREATE TRIGGER setting_is_counted AFTER INSERT ON setting
BEGIN
    UPDATE tally SET count = count + 1, sum = proviso_fold(sum, 'setting', NEW.key, NEW.value)
    WHERE name = 'setting';
END;

CREATE TRIGGER setting_is_counted_again AFTER UPDATE ON setting
BEGIN
    UPDATE tally SET sum = proviso_fold(
        proviso_fold(sum, 'setting', OLD.key, OLD.value),
        'setting', NEW.key, NEW.value)
    WHERE name = 'setting';
END;

CREATE TRIGGER setting_is_counted_no_more AFTER DELETE ON setting
BEGIN
    UPDATE tally SET count = count - 1, sum = proviso_fold(sum, 'setting', OLD.key, OLD.value)
    WHERE name = 'setting';
END;

INSERT INTO tally (name, count, sum)
SELECT 'draft', count(*), proviso_sum('draft', scope, assessment, run, item_id, field, text, updated_at) FROM draft;

CREATE TRIGGER draft_is_counted AFTER INSERT ON draft
BEGIN
    UPDATE tally SET count = count + 1, sum = proviso_fold(sum, 'draft', NEW.scope, NEW.assessment, NEW.run, NEW.item_id, NEW.field, NEW.text, NEW.updated_at)
    WHERE name = 'draft';
END;

CREATE TRIGGER draft_is_counted_again AFTER UPDATE ON draft
BEGIN
    UPDATE tally SET sum = proviso_fold(
        proviso_fold(sum, 'draft', OLD.scope, OLD.assessment, OLD.run, OLD.item_id, OLD.field, OLD.text, OLD.updated_at),
        'draft', NEW.scope, NEW.assessment, NEW.run, NEW.item_id, NEW.field, NEW.text, NEW.updated_at)
    WHERE name = 'draft';
END;

CREATE TRIGGER draft_is_counted_no_more AFTER DELETE ON draft
BEGIN
    UPDATE tally SET count = count - 1, sum = proviso_fold(sum, 'draft', OLD.scope, OLD.assessment, OLD.run, OLD.item_id, OLD.field, OLD.text, OLD.updated_at)
    WHERE name = 'draft';
END;

INSERT INTO tally (name, count, sum)
SELECT 'place', count(*), proviso_sum('place', run, item_id) FROM place;

CREATE TRIGGER place_is_counted AFTER INSERT ON place
BEGIN
    UPDATE tally SET count = count + 1, sum = proviso_fold(sum, 'place', NEW.run, NEW.item_id)
    WHERE name = 'place';
END;

CREATE TRIGGER place_is_counted_again AFTER UPDATE ON place
BEGIN
    UPDATE tally SET sum = proviso_fold(
        proviso_fold(sum, 'place', OLD.run, OLD.item_id),
        'place', NEW.run, NEW.item_id)
    WHERE name = 'place';
END;

CREATE TRIGGER place_is_counted_no_more AFTER DELETE ON place
BEGIN
    UPDATE tally SET count = count - 1, sum = proviso_fold(sum, 'place', OLD.run, OLD.item_id)
    WHERE name = 'place';
END;

INSERT INTO tally (name, count, sum)
SELECT 'evidence_file', count(*), proviso_sum('evidence_file', hash, size, added_at) FROM evidence_file;

CREATE TRIGGER evidence_file_is_counted AFTER INSERT ON evidence_file
BEGIN
    UPDATE tally SET count = count + 1, sum = proviso_fold(sum, 'evidence_file', NEW.hash, NEW.size, NEW.added_at)
    WHERE name = 'evidence_file';
END;

CREATE TRIGGER evidence_file_is_counted_again AFTER UPDATE ON evidence_file
BEGIN
    UPDATE tally SET sum = proviso_fold(
        proviso_fold(sum, 'evidence_file', OLD.hash, OLD.size, OLD.added_at),
        'evidence_file', NEW.hash, NEW.size, NEW.added_at)
    WHERE name = 'evidence_file';
END;

CREATE TRIGGER evidence_file_is_counted_no_more AFTER DELETE ON evidence_file
BEGIN
    UPDATE tally SET count = count - 1, sum = proviso_fold(sum, 'evidence_file', OLD.hash, OLD.size, OLD.added_at)
    WHERE name = 'evidence_file';
END;

INSERT INTO tally (name, count, sum)
SELECT 'folder_entry', count(*), coalesce(
    (SELECT hash FROM folder_entry ORDER BY seq DESC LIMIT 1), zeroblob(32))
FROM folder_entry;

CREATE TRIGGER folder_entry_is_counted AFTER INSERT ON folder_entry
BEGIN
    UPDATE tally SET count = count + 1, sum = NEW.hash WHERE name = 'folder_entry';
END;
