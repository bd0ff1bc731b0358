-- Schema 5: an answer that another entry holds already, word for word, is not written again.
--
-- The body of such an entry (format 2) names the entry that holds the text in `answerIn`; what a
-- digest says of it is read there, and goes with it when it is destroyed.

DROP VIEW answer_says;

CREATE VIEW answer_says AS
SELECT run, item_id, json_object(
           'verdict', json_extract(says, '$.answer.verdict'),
           'choice', json_extract(says, '$.answer.choice'),
           'value', iif(json_extract(says, '$.answer.value') IS NULL, NULL, '')) AS says
FROM (SELECT current_answer.run AS run, current_answer.item_id AS item_id,
             iif(json_extract(entry.body, '$.answerIn') IS NULL, entry.body, named.body) AS says
      FROM current_answer JOIN revision AS entry ON entry.seq = current_answer.seq
      LEFT JOIN revision AS named ON named.id = json_extract(entry.body, '$.answerIn'))
WHERE says IS NOT NULL;

-- A patch in which something is null removes it; so each item goes with its text, in every run.

DROP TRIGGER answer_digest_forgets;

CREATE TRIGGER answer_digest_forgets AFTER UPDATE OF body ON revision
WHEN NEW.body IS NULL AND NEW.item_id IS NOT NULL
BEGIN
    UPDATE answer_digest SET says = json_patch(says, (
        SELECT json_group_object(current_answer.item_id, json((
                   SELECT says FROM answer_says
                   WHERE answer_says.run = answer_digest.run
                     AND answer_says.item_id = current_answer.item_id)))
        FROM current_answer JOIN revision AS entry ON entry.seq = current_answer.seq
        WHERE current_answer.run = answer_digest.run
          AND (entry.seq = NEW.seq OR json_extract(entry.body, '$.answerIn') = NEW.id)))
    WHERE run IN (
        SELECT current_answer.run
        FROM run JOIN current_answer ON current_answer.run = run.seq
        JOIN revision AS entry ON entry.seq = current_answer.seq
        WHERE run.assessment = NEW.assessment
          AND (entry.seq = NEW.seq OR json_extract(entry.body, '$.answerIn') = NEW.id));
END;

UPDATE meta SET value = '0.1.0' WHERE key = 'needs';
