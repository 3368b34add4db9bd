-- Version 3: rows of allocations. Each statement only adds.

CREATE TABLE allocation_series (
    id               INTEGER PRIMARY KEY,
    account_id       INTEGER NOT NULL REFERENCES account (id),
    currency         TEXT NOT NULL,
    kind             TEXT NOT NULL,
    priority         INTEGER NOT NULL CHECK (typeof(priority) = 'integer'),
    clusters         TEXT NOT NULL,
    partitions       TEXT NOT NULL,
    qos              TEXT NOT NULL,
    users            TEXT NOT NULL,
    reference        TEXT,
    months           INTEGER NOT NULL CHECK (months IN (1, 3, 12)),
    first_day        TEXT NOT NULL,
    zone             TEXT NOT NULL,
    amount           INTEGER NOT NULL CHECK (typeof(amount) = 'integer' AND amount >= 0),
    periods          INTEGER CHECK (periods IS NULL OR (typeof(periods) = 'integer' AND periods >= 1)),
    split            INTEGER NOT NULL CHECK (split IN (0, 1)),
    carry_over       INTEGER NOT NULL CHECK (carry_over BETWEEN 0 AND 1000000),
    carry_over_limit INTEGER CHECK (carry_over_limit IS NULL OR carry_over_limit BETWEEN 0 AND 1000000),
    advance          INTEGER NOT NULL CHECK (advance BETWEEN 0 AND 1000000),
    grace_days       INTEGER NOT NULL CHECK (grace_days >= 0),
    seq              INTEGER NOT NULL UNIQUE REFERENCES entry (seq),
    stopped          INTEGER
);
CREATE INDEX allocation_series_account ON allocation_series (account_id);

-- The place of an allocation in its series; `carried` and `advanced` are sums of entries, which verification holds them against.
CREATE TABLE allocation_period (
    allocation_id INTEGER PRIMARY KEY REFERENCES allocation (id),
    series_id     INTEGER NOT NULL REFERENCES allocation_series (id),
    number        INTEGER NOT NULL CHECK (typeof(number) = 'integer'),
    share         INTEGER NOT NULL CHECK (typeof(share) = 'integer' AND share >= 0),
    carried       INTEGER NOT NULL CHECK (typeof(carried) = 'integer' AND carried >= 0),
    advanced      INTEGER NOT NULL CHECK (typeof(advanced) = 'integer'),
    revision      INTEGER NOT NULL,
    UNIQUE (series_id, number)
);

CREATE TRIGGER allocation_series_keeps_terms BEFORE UPDATE OF id, account_id, currency, kind, priority, clusters, partitions, qos, users, reference, months, first_day, zone, amount,
    periods, split, carry_over, carry_over_limit, advance, grace_days, seq ON allocation_series
BEGIN SELECT raise(ABORT, 'a series keeps its terms'); END;
CREATE TRIGGER allocation_series_stops_once BEFORE UPDATE OF stopped ON allocation_series WHEN old.stopped IS NOT NULL
BEGIN SELECT raise(ABORT, 'a series is stopped once'); END;
CREATE TRIGGER allocation_series_no_delete BEFORE DELETE ON allocation_series BEGIN SELECT raise(ABORT, 'a series is never removed'); END;
CREATE TRIGGER allocation_period_in_order BEFORE INSERT ON allocation_period
WHEN new.number IS NOT (SELECT 1 + ifnull(max(number), 0) FROM allocation_period WHERE series_id = new.series_id)
    OR EXISTS (SELECT 1 FROM allocation_period WHERE allocation_id = new.allocation_id)
BEGIN SELECT raise(ABORT, 'periods are appended, each with the next number'); END;
CREATE TRIGGER allocation_period_keeps_place BEFORE UPDATE OF allocation_id, series_id, number, share ON allocation_period
BEGIN SELECT raise(ABORT, 'a period keeps its place and share'); END;
CREATE TRIGGER allocation_period_no_delete BEFORE DELETE ON allocation_period BEGIN SELECT raise(ABORT, 'a period is never removed'); END;
