-- Schema 3: what can be found by words.
--
-- An index that can be made again from the logs and the packs at any time, and is, whenever a body
-- is destroyed. It holds words and where they stand, and no text: `search_word` is contentless.
-- Documents are numbered by shelf, so that a search within one run reads that run alone.

-- A shelf for each run (what was answered in it) and one for each pack (what it asks, the text).
CREATE TABLE search_shelf (
    seq       INTEGER PRIMARY KEY,
    run       INTEGER UNIQUE REFERENCES run (seq),
    pack_hash TEXT UNIQUE,
    CHECK ((run IS NULL) <> (pack_hash IS NULL))
) STRICT;

-- `doc` is the shelf times 2^20, and a count within it. `place` is an item, or a provision's
-- pinpoint; `link` tells pieces of evidence under one item apart, and is else empty.
CREATE TABLE search_document (
    doc   INTEGER PRIMARY KEY,
    shelf INTEGER NOT NULL REFERENCES search_shelf (seq),
    kind  TEXT NOT NULL CHECK (kind IN ('item', 'provision', 'answer', 'evidence')),
    place TEXT NOT NULL,
    link  TEXT NOT NULL
) STRICT;

CREATE UNIQUE INDEX search_document_by_place ON search_document (shelf, kind, place, link);

CREATE VIRTUAL TABLE search_word USING fts5 (
    title, text,
    content = '', contentless_delete = 1,
    tokenize = 'unicode61 remove_diacritics 2'
);
