-- Version 1. SQLite 3.35 or later; no STRICT tables, so every amount checks its own type.

CREATE TABLE property (
    name  TEXT PRIMARY KEY NOT NULL,
    value TEXT NOT NULL
) WITHOUT ROWID;

-- Texts that stand in many rows (names, states, actors), each once.
CREATE TABLE word (
    id   INTEGER PRIMARY KEY,
    text TEXT NOT NULL UNIQUE
);

CREATE TABLE account (
    id     INTEGER PRIMARY KEY,
    name   TEXT NOT NULL UNIQUE,
    opened INTEGER NOT NULL CHECK (typeof(opened) = 'integer')
);

CREATE TABLE association (
    account_id INTEGER NOT NULL REFERENCES account (id),
    cluster    TEXT NOT NULL,
    parent_id  INTEGER REFERENCES account (id),
    PRIMARY KEY (cluster, account_id)
) WITHOUT ROWID;

CREATE TABLE account_setting (
    account_id     INTEGER PRIMARY KEY REFERENCES account (id),
    credit_limit   INTEGER NOT NULL CHECK (typeof(credit_limit) = 'integer' AND credit_limit >= 0),
    mode           INTEGER,
    kind           INTEGER NOT NULL,
    hold_mechanism TEXT
);

CREATE TABLE allocation (
    id         INTEGER PRIMARY KEY,
    account_id INTEGER NOT NULL REFERENCES account (id),
    currency   TEXT NOT NULL,
    start_at   INTEGER NOT NULL CHECK (typeof(start_at) = 'integer'),
    end_at     INTEGER NOT NULL CHECK (typeof(end_at) = 'integer' AND end_at > start_at),
    kind       TEXT NOT NULL,
    priority   INTEGER NOT NULL CHECK (typeof(priority) = 'integer'),
    clusters   TEXT NOT NULL,
    partitions TEXT NOT NULL,
    qos        TEXT NOT NULL,
    users      TEXT NOT NULL,
    reference  TEXT
);
CREATE INDEX allocation_account ON allocation (account_id);
CREATE INDEX allocation_end ON allocation (end_at);

CREATE TABLE book (
    id            INTEGER PRIMARY KEY,
    kind          INTEGER NOT NULL,
    account_id    INTEGER REFERENCES account (id),
    allocation_id INTEGER REFERENCES allocation (id),
    currency      TEXT NOT NULL,
    balance       INTEGER NOT NULL CHECK (typeof(balance) = 'integer')
);
CREATE UNIQUE INDEX book_identity ON book (ifnull(account_id, 0), kind, ifnull(allocation_id, 0), currency);
-- What is left in allocations: the few rows that expiry looks at.
CREATE INDEX book_left ON book (allocation_id) WHERE kind = 1 AND balance <> 0;

CREATE TABLE entry (
    seq           INTEGER PRIMARY KEY,
    recorded      INTEGER NOT NULL CHECK (typeof(recorded) = 'integer'),
    effective     INTEGER NOT NULL CHECK (typeof(effective) = 'integer'),
    kind          INTEGER NOT NULL,
    actor         INTEGER NOT NULL REFERENCES word (id),
    source        INTEGER NOT NULL REFERENCES word (id),
    engine        INTEGER NOT NULL REFERENCES word (id),
    account_id    INTEGER REFERENCES account (id),
    allocation_id INTEGER REFERENCES allocation (id),
    run_id        INTEGER REFERENCES run (id),
    segment       INTEGER NOT NULL,
    revision      INTEGER NOT NULL,
    linked_seq    INTEGER REFERENCES entry (seq),
    tariff        INTEGER,
    reason        TEXT NOT NULL,
    reference     TEXT,
    body          TEXT NOT NULL,
    hash          BLOB NOT NULL CHECK (length(hash) = 32)
);
CREATE INDEX entry_account ON entry (account_id, seq);
CREATE UNIQUE INDEX entry_run ON entry (run_id, segment, revision) WHERE run_id IS NOT NULL AND kind IN (4, 5);
CREATE UNIQUE INDEX entry_reference ON entry (account_id, kind, reference) WHERE reference IS NOT NULL;

CREATE TABLE posting (
    seq           INTEGER NOT NULL REFERENCES entry (seq),
    n             INTEGER NOT NULL,
    book_id       INTEGER NOT NULL REFERENCES book (id),
    amount        INTEGER NOT NULL CHECK (typeof(amount) = 'integer'),
    balance_after INTEGER NOT NULL CHECK (typeof(balance_after) = 'integer'),
    PRIMARY KEY (seq, n)
) WITHOUT ROWID;

CREATE TABLE draw_class (
    account_id INTEGER NOT NULL REFERENCES account (id),
    currency   TEXT NOT NULL,
    from_at    INTEGER NOT NULL CHECK (typeof(from_at) = 'integer'),
    eligible   TEXT NOT NULL,
    total      INTEGER NOT NULL CHECK (typeof(total) = 'integer'),
    PRIMARY KEY (account_id, currency, from_at, eligible)
) WITHOUT ROWID;

CREATE TABLE run (
    id           INTEGER PRIMARY KEY,
    cluster      INTEGER NOT NULL REFERENCES word (id),
    job_id_raw   INTEGER NOT NULL CHECK (typeof(job_id_raw) = 'integer'),
    submit       INTEGER NOT NULL CHECK (typeof(submit) = 'integer'),
    account_id   INTEGER NOT NULL REFERENCES account (id),
    job_id       TEXT NOT NULL,
    account      INTEGER NOT NULL REFERENCES word (id),
    user         INTEGER NOT NULL REFERENCES word (id),
    partition    INTEGER NOT NULL REFERENCES word (id),
    qos          INTEGER NOT NULL REFERENCES word (id),
    state        INTEGER NOT NULL REFERENCES word (id),
    start_at     INTEGER NOT NULL CHECK (typeof(start_at) = 'integer'),
    end_at       INTEGER NOT NULL CHECK (typeof(end_at) = 'integer'),
    suspended    INTEGER NOT NULL CHECK (typeof(suspended) = 'integer'),
    alloc_tres   TEXT NOT NULL,
    currency     INTEGER NOT NULL REFERENCES word (id),
    tariff       INTEGER NOT NULL,
    charged_from INTEGER NOT NULL CHECK (typeof(charged_from) = 'integer'),
    price        INTEGER NOT NULL CHECK (typeof(price) = 'integer' AND price >= 0),
    refunded     INTEGER NOT NULL CHECK (typeof(refunded) = 'integer' AND refunded BETWEEN 0 AND price),
    revision     INTEGER NOT NULL,
    first_seq    INTEGER NOT NULL
);
CREATE UNIQUE INDEX run_identity ON run (job_id_raw, submit, cluster);
CREATE INDEX run_account_end ON run (account_id, end_at);
CREATE INDEX run_job ON run (job_id);

CREATE TABLE lien (
    id         INTEGER PRIMARY KEY,
    cluster    TEXT NOT NULL,
    job_id_raw INTEGER NOT NULL,
    submit     INTEGER NOT NULL,
    account_id INTEGER NOT NULL REFERENCES account (id),
    currency   TEXT NOT NULL,
    job_id     TEXT NOT NULL,
    user       TEXT NOT NULL,
    partition  TEXT NOT NULL,
    kind       INTEGER NOT NULL,
    phase      INTEGER NOT NULL,
    amount     INTEGER NOT NULL CHECK (typeof(amount) = 'integer' AND amount >= 0),
    remaining  INTEGER NOT NULL CHECK (typeof(remaining) = 'integer' AND remaining >= 0),
    tasks      INTEGER NOT NULL,
    state      INTEGER NOT NULL,
    opened     INTEGER NOT NULL,
    last_seen  INTEGER NOT NULL,
    ended      INTEGER,
    run_id     INTEGER REFERENCES run (id),
    note       TEXT NOT NULL,
    CHECK ((state = 0) = (ended IS NULL)),
    CHECK (state = 0 OR remaining = 0)
);
CREATE UNIQUE INDEX lien_open ON lien (job_id_raw, submit, cluster) WHERE state = 0;
CREATE INDEX lien_account ON lien (account_id, state);
CREATE TRIGGER lien_ends_once BEFORE UPDATE ON lien WHEN old.state <> 0
BEGIN SELECT raise(ABORT, 'a lien ends once'); END;

CREATE TABLE pending (
    account_id INTEGER NOT NULL REFERENCES account (id),
    currency   TEXT NOT NULL,
    running    INTEGER NOT NULL CHECK (typeof(running) = 'integer' AND running >= 0),
    queued     INTEGER NOT NULL CHECK (typeof(queued) = 'integer' AND queued >= 0),
    gated      INTEGER NOT NULL CHECK (typeof(gated) = 'integer' AND gated >= 0),
    PRIMARY KEY (account_id, currency)
) WITHOUT ROWID;

CREATE TABLE parked (
    cluster    TEXT NOT NULL,
    job_id_raw INTEGER NOT NULL,
    submit     INTEGER NOT NULL,
    account    TEXT NOT NULL,
    code       TEXT NOT NULL,
    reason     TEXT NOT NULL,
    facts      TEXT NOT NULL,
    first_seen INTEGER NOT NULL,
    last_tried INTEGER NOT NULL,
    tries      INTEGER NOT NULL,
    start_at   INTEGER NOT NULL,
    PRIMARY KEY (cluster, job_id_raw, submit)
) WITHOUT ROWID;

CREATE TABLE hold (
    id         INTEGER PRIMARY KEY,
    account_id INTEGER NOT NULL REFERENCES account (id),
    cluster    TEXT NOT NULL,
    owner      INTEGER NOT NULL,
    actor      TEXT NOT NULL,
    reason     TEXT NOT NULL,
    mechanism  TEXT NOT NULL,
    placed     INTEGER NOT NULL,
    until_at   INTEGER,
    lifted     INTEGER,
    lifted_by  TEXT
);
CREATE INDEX hold_in_force ON hold (cluster, account_id) WHERE lifted IS NULL;

CREATE TABLE placed_limit (
    account_id  INTEGER NOT NULL REFERENCES account (id),
    cluster     TEXT NOT NULL,
    target      TEXT NOT NULL,
    limit_name  TEXT NOT NULL,
    replaced    TEXT NOT NULL,
    value       TEXT NOT NULL,
    PRIMARY KEY (cluster, target, limit_name)
) WITHOUT ROWID;

CREATE TABLE watermark (
    cluster TEXT NOT NULL,
    name    TEXT NOT NULL,
    value   INTEGER NOT NULL CHECK (typeof(value) = 'integer'),
    PRIMARY KEY (cluster, name)
) WITHOUT ROWID;

CREATE TABLE tariff (
    version        INTEGER PRIMARY KEY,
    effective_from INTEGER NOT NULL CHECK (typeof(effective_from) = 'integer'),
    cluster        TEXT NOT NULL,
    text           TEXT NOT NULL
);

-- What is posted stays, whoever asks. INSERT OR REPLACE fires no DELETE trigger, so what it would replace is refused on INSERT.
CREATE TRIGGER entry_in_order BEFORE INSERT ON entry WHEN new.seq IS NOT (SELECT ifnull(max(seq), 0) + 1 FROM entry)
BEGIN SELECT raise(ABORT, 'entries are appended, each with the next number'); END;
CREATE TRIGGER entry_no_update BEFORE UPDATE ON entry BEGIN SELECT raise(ABORT, 'posted entries are never changed'); END;
CREATE TRIGGER entry_no_delete BEFORE DELETE ON entry BEGIN SELECT raise(ABORT, 'posted entries are never removed'); END;
CREATE TRIGGER posting_in_order BEFORE INSERT ON posting
WHEN new.seq IS NOT (SELECT max(seq) FROM entry) OR EXISTS (SELECT 1 FROM posting WHERE seq = new.seq AND n = new.n)
BEGIN SELECT raise(ABORT, 'amounts are posted with their entry'); END;
CREATE TRIGGER posting_no_update BEFORE UPDATE ON posting BEGIN SELECT raise(ABORT, 'posted amounts are never changed'); END;
CREATE TRIGGER posting_no_delete BEFORE DELETE ON posting BEGIN SELECT raise(ABORT, 'posted amounts are never removed'); END;
CREATE TRIGGER tariff_once BEFORE INSERT ON tariff WHEN EXISTS (SELECT 1 FROM tariff WHERE version = new.version)
BEGIN SELECT raise(ABORT, 'a tariff version is never changed'); END;
CREATE TRIGGER tariff_no_update BEFORE UPDATE ON tariff BEGIN SELECT raise(ABORT, 'a tariff version is never changed'); END;
CREATE TRIGGER tariff_no_delete BEFORE DELETE ON tariff BEGIN SELECT raise(ABORT, 'a tariff version is never removed'); END;
CREATE TRIGGER run_keeps_identity BEFORE UPDATE OF id, cluster, job_id_raw, submit, first_seq, tariff, currency ON run
WHEN (new.id, new.cluster, new.job_id_raw, new.submit, new.first_seq, new.tariff, new.currency)
    IS NOT (old.id, old.cluster, old.job_id_raw, old.submit, old.first_seq, old.tariff, old.currency)
BEGIN SELECT raise(ABORT, 'a settled run keeps its identity'); END;
CREATE TRIGGER run_no_delete BEFORE DELETE ON run BEGIN SELECT raise(ABORT, 'a settled run is never removed'); END;
CREATE TRIGGER account_no_update BEFORE UPDATE ON account BEGIN SELECT raise(ABORT, 'an account keeps its number and name for ever'); END;
CREATE TRIGGER account_no_delete BEFORE DELETE ON account BEGIN SELECT raise(ABORT, 'an account keeps its number for ever'); END;
CREATE TRIGGER allocation_no_update BEFORE UPDATE ON allocation BEGIN SELECT raise(ABORT, 'an allocation is never changed'); END;
CREATE TRIGGER allocation_no_delete BEFORE DELETE ON allocation BEGIN SELECT raise(ABORT, 'an allocation is never removed'); END;
CREATE TRIGGER book_keeps_identity BEFORE UPDATE OF id, kind, account_id, allocation_id, currency ON book
BEGIN SELECT raise(ABORT, 'a book is for one thing for ever'); END;
CREATE TRIGGER book_no_delete BEFORE DELETE ON book BEGIN SELECT raise(ABORT, 'a book is never removed'); END;
