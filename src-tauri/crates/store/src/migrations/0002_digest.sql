-- Schema 2: what a list of many runs reads of each, in one row instead of one for each answer.
--
-- Measured: reading the bodies of 120 answers in each of 1,000 runs takes ten times as long as the
-- whole list may. A digest holds, by item, what coverage, scope and open questions are worked out
-- from: verdict, option, and whether a value was given; of an action status and dates. No text that
-- counsel wrote is in it. Triggers keep it in step with the indexes whoever writes them, and let go
-- of what was destroyed; `proviso verify` works it out again.

CREATE TABLE answer_digest (
    run  INTEGER PRIMARY KEY REFERENCES run (seq),
    says TEXT NOT NULL
) STRICT;

CREATE TABLE action_digest (
    assessment INTEGER PRIMARY KEY REFERENCES assessment (seq),
    says       TEXT NOT NULL
) STRICT;

CREATE VIEW answer_says AS
SELECT current_answer.run AS run, current_answer.item_id AS item_id, json_object(
           'verdict', json_extract(body, '$.answer.verdict'),
           'choice', json_extract(body, '$.answer.choice'),
           'value', iif(json_extract(body, '$.answer.value') IS NULL, NULL, '')) AS says
FROM current_answer JOIN revision ON revision.seq = current_answer.seq
WHERE body IS NOT NULL;

CREATE VIEW action_says AS
SELECT current_action.assessment AS assessment, current_action.item_id AS item_id, json_object(
           'status', json_extract(body, '$.action.status'),
           'due', json_extract(body, '$.action.due'),
           'acceptedUntil', json_extract(body, '$.action.acceptedUntil')) AS says
FROM current_action JOIN action_entry ON action_entry.seq = current_action.seq
WHERE body IS NOT NULL;

-- A patch in which something is null removes it; so an item goes with its body.

CREATE TRIGGER answer_digest_gains AFTER INSERT ON current_answer
BEGIN
    INSERT INTO answer_digest (run, says)
    VALUES (NEW.run, json_object(NEW.item_id, json((
        SELECT says FROM answer_says WHERE run = NEW.run AND item_id = NEW.item_id))))
    ON CONFLICT (run) DO UPDATE SET says = json_patch(says, excluded.says);
END;

CREATE TRIGGER answer_digest_follows AFTER UPDATE ON current_answer
BEGIN
    UPDATE answer_digest SET says = json_patch(says, json_object(NEW.item_id, json((
        SELECT says FROM answer_says WHERE run = NEW.run AND item_id = NEW.item_id))))
    WHERE run = NEW.run;
END;

CREATE TRIGGER answer_digest_loses AFTER DELETE ON current_answer
BEGIN
    UPDATE answer_digest SET says = json_patch(says, json_object(OLD.item_id, NULL))
    WHERE run = OLD.run;
END;

CREATE TRIGGER answer_digest_forgets AFTER UPDATE OF body ON revision
WHEN NEW.body IS NULL AND NEW.item_id IS NOT NULL
BEGIN
    UPDATE answer_digest SET says = json_patch(says, json_object(NEW.item_id, json((
        SELECT says FROM answer_says WHERE run = NEW.run AND item_id = NEW.item_id))))
    WHERE run = NEW.run;
END;

CREATE TRIGGER action_digest_gains AFTER INSERT ON current_action
BEGIN
    INSERT INTO action_digest (assessment, says)
    VALUES (NEW.assessment, json_object(NEW.item_id, json((
        SELECT says FROM action_says
        WHERE assessment = NEW.assessment AND item_id = NEW.item_id))))
    ON CONFLICT (assessment) DO UPDATE SET says = json_patch(says, excluded.says);
END;

CREATE TRIGGER action_digest_follows AFTER UPDATE ON current_action
BEGIN
    UPDATE action_digest SET says = json_patch(says, json_object(NEW.item_id, json((
        SELECT says FROM action_says
        WHERE assessment = NEW.assessment AND item_id = NEW.item_id))))
    WHERE assessment = NEW.assessment;
END;

CREATE TRIGGER action_digest_loses AFTER DELETE ON current_action
BEGIN
    UPDATE action_digest SET says = json_patch(says, json_object(OLD.item_id, NULL))
    WHERE assessment = OLD.assessment;
END;

CREATE TRIGGER action_digest_forgets AFTER UPDATE OF body ON action_entry
WHEN NEW.body IS NULL AND NEW.item_id IS NOT NULL
BEGIN
    UPDATE action_digest SET says = json_patch(says, json_object(NEW.item_id, json((
        SELECT says FROM action_says
        WHERE assessment = NEW.assessment AND item_id = NEW.item_id))))
    WHERE assessment = NEW.assessment;
END;

INSERT INTO answer_digest (run, says)
SELECT run, json_patch('{}', json_group_object(item_id, json(says))) FROM answer_says GROUP BY run;

INSERT INTO action_digest (assessment, says)
SELECT assessment, json_patch('{}', json_group_object(item_id, json(says)))
FROM action_says GROUP BY assessment;
