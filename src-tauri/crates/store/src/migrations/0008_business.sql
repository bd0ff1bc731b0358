-- Schema 8: what counsel asks of the business, what comes back, and what is kept around the answers.
--
-- Requests, notes on them, returns, what became of each proposal, interviews and the matter log are
-- entries of the assessment's log that belong to no run: they are recorded whatever state a run is in.
-- What is being typed in their forms is a draft, one row for each form. What is being answered here for
-- somebody else belongs to no assessment of this folder.

CREATE INDEX revision_around ON revision (assessment, kind, seq)
WHERE kind IN ('request', 'requestNote', 'return', 'proposal', 'interview', 'matter');

-- `form` names the form: `request`, `interview:<id>`, `matter`, `proposal:<return>:<item>`.
CREATE TABLE form_draft (
    assessment INTEGER NOT NULL REFERENCES assessment (seq),
    form       TEXT NOT NULL,
    text       TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    PRIMARY KEY (assessment, form)
) STRICT;

-- A request of somebody else that was opened here: its file as it came, and what is stated so far.
CREATE TABLE answering (
    request            TEXT NOT NULL PRIMARY KEY CHECK (length(request) = 32),
    file               BLOB NOT NULL,
    says               TEXT NOT NULL,
    updated_at         TEXT NOT NULL,
    utc_offset_minutes INTEGER NOT NULL
) STRICT;

INSERT INTO tally (name, count, sum)
SELECT 'form_draft', count(*), proviso_sum('form_draft', assessment, form, text, updated_at) FROM form_draft;

CREATE TRIGGER form_draft_is_counted AFTER INSERT ON form_draft
BEGIN
    UPDATE tally SET count = count + 1, sum = proviso_fold(sum, 'form_draft', NEW.assessment, NEW.form, NEW.text, NEW.updated_at)
    WHERE name = 'form_draft';
END;

CREATE TRIGGER form_draft_is_counted_again AFTER UPDATE ON form_draft
BEGIN
    UPDATE tally SET sum = proviso_fold(
        proviso_fold(sum, 'form_draft', OLD.assessment, OLD.form, OLD.text, OLD.updated_at),
        'form_draft', NEW.assessment, NEW.form, NEW.text, NEW.updated_at)
    WHERE name = 'form_draft';
END;

CREATE TRIGGER form_draft_is_counted_no_more AFTER DELETE ON form_draft
BEGIN
    UPDATE tally SET count = count - 1, sum = proviso_fold(sum, 'form_draft', OLD.assessment, OLD.form, OLD.text, OLD.updated_at)
    WHERE name = 'form_draft';
END;

INSERT INTO tally (name, count, sum)
SELECT 'answering', count(*), proviso_sum('answering', request, file, says, updated_at, utc_offset_minutes) FROM answering;

CREATE TRIGGER answering_is_counted AFTER INSERT ON answering
BEGIN
    UPDATE tally SET count = count + 1, sum = proviso_fold(sum, 'answering', NEW.request, NEW.file, NEW.says, NEW.updated_at, NEW.utc_offset_minutes)
    WHERE name = 'answering';
END;

CREATE TRIGGER answering_is_counted_again AFTER UPDATE ON answering
BEGIN
    UPDATE tally SET sum = proviso_fold(
        proviso_fold(sum, 'answering', OLD.request, OLD.file, OLD.says, OLD.updated_at, OLD.utc_offset_minutes),
        'answering', NEW.request, NEW.file, NEW.says, NEW.updated_at, NEW.utc_offset_minutes)
    WHERE name = 'answering';
END;

CREATE TRIGGER answering_is_counted_no_more AFTER DELETE ON answering
BEGIN
    UPDATE tally SET count = count - 1, sum = proviso_fold(sum, 'answering', OLD.request, OLD.file, OLD.says, OLD.updated_at, OLD.utc_offset_minutes)
    WHERE name = 'answering';
END;

UPDATE meta SET value = '0.1.0' WHERE key = 'needs';
