-- Schema 9: interviews and the matter log are found by words as well.
--
-- They belong to an assessment and to no run, so that a shelf can be that of an assessment. The index holds
-- nothing that is not elsewhere: it is dropped here, and made again when the file is opened.

DROP TABLE search_word;
DROP TABLE search_document;
DROP TABLE search_shelf;

-- A shelf for each run (what was answered in it), one for each pack (what it asks, the text), and one for
-- each assessment (what is kept around its answers).
CREATE TABLE search_shelf (
    seq        INTEGER PRIMARY KEY,
    run        INTEGER UNIQUE REFERENCES run (seq),
    pack_hash  TEXT UNIQUE,
    assessment INTEGER UNIQUE REFERENCES assessment (seq),
    CHECK ((run IS NOT NULL) + (pack_hash IS NOT NULL) + (assessment IS NOT NULL) = 1)
) STRICT;

-- `doc` is the shelf times 2^20, and a count within it. `place` is an item, a provision's pinpoint, or the
-- identifier of an interview or of an entry of the matter log; `link` tells pieces of evidence under one
-- item apart, and is else empty.
CREATE TABLE search_document (
    doc   INTEGER PRIMARY KEY,
    shelf INTEGER NOT NULL REFERENCES search_shelf (seq),
    kind  TEXT NOT NULL
          CHECK (kind IN ('item', 'provision', 'answer', 'evidence', 'interview', 'matter')),
    place TEXT NOT NULL,
    link  TEXT NOT NULL
) STRICT;

CREATE UNIQUE INDEX search_document_by_place ON search_document (shelf, kind, place, link);

CREATE VIRTUAL TABLE search_word USING fts5 (
    title, text,
    content = '', contentless_delete = 1,
    tokenize = 'unicode61 remove_diacritics 2'
);

UPDATE meta SET value = '0.1.0' WHERE key = 'needs';
