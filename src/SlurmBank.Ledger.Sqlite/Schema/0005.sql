-- Version 5: notices. Each statement only adds, so that a ledger of an earlier version keeps every row as it was.

-- What is told of an account: percentages of use and days before an end; NULL for the site's.
ALTER TABLE account_setting ADD COLUMN notice_percents TEXT;
ALTER TABLE account_setting ADD COLUMN notice_days TEXT;

CREATE TABLE notice (
    id            INTEGER PRIMARY KEY,
    account_id    INTEGER NOT NULL REFERENCES account (id),
    currency      TEXT NOT NULL,
    allocation_id INTEGER REFERENCES allocation (id),
    kind          INTEGER NOT NULL,
    threshold     INTEGER NOT NULL CHECK (typeof(threshold) = 'integer'),
    granted       INTEGER NOT NULL CHECK (typeof(granted) = 'integer'),
    charged       INTEGER NOT NULL CHECK (typeof(charged) = 'integer'),
    end_at        INTEGER,
    crossed       INTEGER NOT NULL CHECK (typeof(crossed) = 'integer'),
    state         INTEGER NOT NULL CHECK (state IN (0, 1, 2))
);
CREATE INDEX notice_account ON notice (account_id, id);
CREATE INDEX notice_pending ON notice (id) WHERE state = 0;
CREATE UNIQUE INDEX notice_end ON notice (allocation_id, end_at, threshold) WHERE kind = 2;
CREATE TRIGGER notice_once BEFORE INSERT ON notice WHEN EXISTS (SELECT 1 FROM notice WHERE id = new.id)
BEGIN SELECT raise(ABORT, 'a crossed threshold is recorded once'); END;
CREATE TRIGGER notice_keeps BEFORE UPDATE OF id, account_id, currency, allocation_id, kind, threshold, granted, charged, end_at, crossed ON notice
BEGIN SELECT raise(ABORT, 'a crossed threshold stays as it was recorded'); END;
CREATE TRIGGER notice_ends_once BEFORE UPDATE ON notice WHEN old.state <> 0
BEGIN SELECT raise(ABORT, 'a notice is sent once'); END;
CREATE TRIGGER notice_no_delete BEFORE DELETE ON notice BEGIN SELECT raise(ABORT, 'a crossed threshold is never removed'); END;

CREATE TABLE notice_event (
    notice_id  INTEGER NOT NULL REFERENCES notice (id),
    n          INTEGER NOT NULL CHECK (typeof(n) = 'integer'),
    step       INTEGER NOT NULL,
    recorded   INTEGER NOT NULL CHECK (typeof(recorded) = 'integer'),
    actor      TEXT NOT NULL,
    recipients TEXT NOT NULL,
    detail     TEXT NOT NULL,
    PRIMARY KEY (notice_id, n)
) WITHOUT ROWID;
CREATE TRIGGER notice_event_in_order BEFORE INSERT ON notice_event
WHEN new.n IS NOT (SELECT 1 + ifnull(max(n), 0) FROM notice_event WHERE notice_id = new.notice_id)
BEGIN SELECT raise(ABORT, 'steps are appended, each with the next number'); END;
CREATE TRIGGER notice_event_no_update BEFORE UPDATE ON notice_event BEGIN SELECT raise(ABORT, 'what was sent or tried is never changed'); END;
CREATE TRIGGER notice_event_no_delete BEFORE DELETE ON notice_event BEGIN SELECT raise(ABORT, 'what was sent or tried is never removed'); END;

-- What the last look saw; it can be computed again.
CREATE TABLE notice_mark (
    account_id INTEGER NOT NULL REFERENCES account (id),
    currency   TEXT NOT NULL,
    seen       TEXT NOT NULL,
    crossed    TEXT NOT NULL,
    PRIMARY KEY (account_id, currency)
) WITHOUT ROWID;
