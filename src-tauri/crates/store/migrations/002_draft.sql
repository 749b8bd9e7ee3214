-- What somebody has typed and not saved yet: no part of any dossier, of no operation, gone when it is saved or given up.
CREATE TABLE draft(
    operator TEXT NOT NULL,
    name TEXT NOT NULL,
    at INTEGER NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY(operator, name)
) STRICT, WITHOUT ROWID;
