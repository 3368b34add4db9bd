-- Version 2: movements. Each statement only adds, so that a ledger of version 1 keeps every row as it was.

-- The second account of a transfer. The books of the postings, which the hash covers, say the same.
ALTER TABLE entry ADD COLUMN other_account_id INTEGER REFERENCES account (id);
CREATE INDEX entry_other_account ON entry (other_account_id, seq) WHERE other_account_id IS NOT NULL;

-- What else is about a run: refunds and their reversals. Charges and adjustments have entry_run.
CREATE INDEX entry_of_run ON entry (run_id, seq) WHERE run_id IS NOT NULL AND kind NOT IN (4, 5);

-- A reference is unique per account and kind; of an entry about a run, per run and kind.
DROP INDEX entry_reference;
CREATE UNIQUE INDEX entry_reference ON entry (account_id, kind, reference) WHERE reference IS NOT NULL AND run_id IS NULL;
CREATE UNIQUE INDEX entry_run_reference ON entry (run_id, kind, reference) WHERE reference IS NOT NULL AND run_id IS NOT NULL;

-- An entry is reversed once.
CREATE UNIQUE INDEX entry_reversal ON entry (linked_seq) WHERE kind = 12;

-- What was decided to be refunded of a run; `refunded` is the part of it that the price reaches.
ALTER TABLE run ADD COLUMN refund_granted INTEGER NOT NULL DEFAULT 0 CHECK (typeof(refund_granted) = 'integer' AND refund_granted >= 0);
ALTER TABLE run ADD COLUMN refund_whole INTEGER NOT NULL DEFAULT 0 CHECK (refund_whole IN (0, 1));

-- The terms of an allocation after each change; the newest are in force, and allocation keeps what was granted.
CREATE TABLE allocation_terms (
    allocation_id INTEGER NOT NULL REFERENCES allocation (id),
    revision      INTEGER NOT NULL,
    start_at      INTEGER NOT NULL CHECK (typeof(start_at) = 'integer'),
    end_at        INTEGER NOT NULL CHECK (typeof(end_at) = 'integer'),
    priority      INTEGER NOT NULL CHECK (typeof(priority) = 'integer'),
    clusters      TEXT NOT NULL,
    partitions    TEXT NOT NULL,
    qos           TEXT NOT NULL,
    users         TEXT NOT NULL,
    PRIMARY KEY (allocation_id, revision)
) WITHOUT ROWID;
CREATE TRIGGER allocation_terms_in_order BEFORE INSERT ON allocation_terms
WHEN new.revision IS NOT (SELECT 1 + ifnull(max(revision), 0) FROM allocation_terms WHERE allocation_id = new.allocation_id)
BEGIN SELECT raise(ABORT, 'terms are appended, each with the next number'); END;
CREATE TRIGGER allocation_terms_no_update BEFORE UPDATE ON allocation_terms BEGIN SELECT raise(ABORT, 'terms that were in force are never changed'); END;
CREATE TRIGGER allocation_terms_no_delete BEFORE DELETE ON allocation_terms BEGIN SELECT raise(ABORT, 'terms that were in force are never removed'); END;

CREATE VIEW allocation_now AS
SELECT a.id AS id, a.account_id AS account_id, a.currency AS currency, ifnull(t.start_at, a.start_at) AS start_at, ifnull(t.end_at, a.end_at) AS end_at,
       a.kind AS kind, ifnull(t.priority, a.priority) AS priority, ifnull(t.clusters, a.clusters) AS clusters,
       ifnull(t.partitions, a.partitions) AS partitions, ifnull(t.qos, a.qos) AS qos, ifnull(t.users, a.users) AS users, a.reference AS reference
FROM allocation AS a
LEFT JOIN allocation_terms AS t
    ON t.allocation_id = a.id AND t.revision = (SELECT max(revision) FROM allocation_terms WHERE allocation_id = a.id);
