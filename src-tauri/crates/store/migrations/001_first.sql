-- What is not an information set: the journal, the digests, settings, and the index by which people are found.
-- A file of this version can be opened by no older program: there is none.

-- One row for each operation; nothing is ever changed or removed here.
CREATE TABLE op(
    id INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    operator TEXT NOT NULL,
    kind TEXT NOT NULL,
    label TEXT NOT NULL,
    detail TEXT,
    undoes INTEGER,
    inserted INTEGER NOT NULL,
    updated INTEGER NOT NULL,
    deleted INTEGER NOT NULL,
    people INTEGER NOT NULL,
    -- the changes of the operation are those numbered from first_change to last_change
    first_change INTEGER NOT NULL,
    last_change INTEGER NOT NULL,
    hash BLOB NOT NULL
) STRICT;

-- One row for each inserted, updated or deleted row of a set. `before` is what stood there (filled items only, as JSON);
-- what stood there afterwards is the next `before` of the same row, or the row itself.
CREATE TABLE change(
    id INTEGER PRIMARY KEY,
    op INTEGER NOT NULL,
    set_no INTEGER NOT NULL,
    row INTEGER NOT NULL,
    person INTEGER NOT NULL,
    kind TEXT NOT NULL,
    before TEXT
) STRICT;
CREATE INDEX change_of_row ON change(person, set_no, row);

CREATE TRIGGER op_stays_1 BEFORE UPDATE ON op BEGIN SELECT RAISE(ABORT, '操作记录不能修改'); END;
CREATE TRIGGER op_stays_2 BEFORE DELETE ON op BEGIN SELECT RAISE(ABORT, '操作记录不能删除'); END;
CREATE TRIGGER change_stays_1 BEFORE UPDATE ON change BEGIN SELECT RAISE(ABORT, '操作记录不能修改'); END;
CREATE TRIGGER change_stays_2 BEFORE DELETE ON change BEGIN SELECT RAISE(ABORT, '操作记录不能删除'); END;

-- Digest of everything about a person after the operation; person 0 stands for rows that are nobody's.
CREATE TABLE op_person(
    person INTEGER NOT NULL,
    op INTEGER NOT NULL,
    digest BLOB NOT NULL,
    PRIMARY KEY(person, op)
) STRICT, WITHOUT ROWID;

-- The number of the open operation; empty outside one.
CREATE TABLE open_op(id INTEGER NOT NULL) STRICT;

-- Short numbers of the sets in the journal.
CREATE TABLE set_number(number INTEGER PRIMARY KEY, code TEXT NOT NULL UNIQUE) STRICT;

CREATE TABLE setting(name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

-- By what people are found and in which order they stand. Columns current_… with the row a list shows are added
-- from the declarations.
CREATE TABLE roster(
    person INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    pinyin TEXT NOT NULL,
    initials TEXT NOT NULL,
    stroke BLOB NOT NULL,
    unit INTEGER,
    level INTEGER NOT NULL,
    rank INTEGER NOT NULL,
    -- of the text in `fulltext`: whether it is still the same, and the sum over its tokens, which `verify` compares
    text_hash INTEGER NOT NULL,
    text_sum INTEGER NOT NULL
) STRICT;
CREATE INDEX roster_unit ON roster(unit);
CREATE INDEX roster_order ON roster(level, rank, stroke);

-- One row per person. `name` holds the name and its spellings in Latin letters, from each syllable on (zhangsan zs san s);
-- `text` everything else that may be searched. One token per character (the text is split before it comes here), so that a search of one or two
-- characters is answered too. The ascii tokenizer takes every character beyond ASCII as part of a word, however rare.
CREATE VIRTUAL TABLE fulltext USING fts5(
    name, text, content = '', contentless_delete = 1, tokenize = 'ascii'
);
-- an import collects its tokens in memory and merges them once
INSERT INTO fulltext(fulltext, rank) VALUES('hashsize', 33554432);
