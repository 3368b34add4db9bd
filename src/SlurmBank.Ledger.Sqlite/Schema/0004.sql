-- Version 4: accounts that draw on others, users' limits, hardware of an account's own. Each statement only adds.

-- Decisions about who draws on whom, in the order in which they were made; each has an entry.
CREATE TABLE draw_link (
    id         INTEGER PRIMARY KEY,
    account_id INTEGER NOT NULL REFERENCES account (id),
    parent_id  INTEGER REFERENCES account (id),
    from_at    INTEGER NOT NULL CHECK (typeof(from_at) = 'integer'),
    CHECK (parent_id IS NOT account_id)
);
CREATE TRIGGER draw_link_in_order BEFORE INSERT ON draw_link WHEN new.id <= (SELECT ifnull(max(id), 0) FROM draw_link)
BEGIN SELECT raise(ABORT, 'decisions are appended'); END;
CREATE TRIGGER draw_link_no_update BEFORE UPDATE ON draw_link BEGIN SELECT raise(ABORT, 'a decision that was in force is never changed'); END;
CREATE TRIGGER draw_link_no_delete BEFORE DELETE ON draw_link BEGIN SELECT raise(ABORT, 'a decision that was in force is never removed'); END;

CREATE TABLE user_limit (
    account_id INTEGER NOT NULL REFERENCES account (id),
    user       TEXT NOT NULL,
    currency   TEXT NOT NULL,
    amount     INTEGER NOT NULL CHECK (typeof(amount) = 'integer' AND amount >= 0),
    PRIMARY KEY (account_id, currency, user)
) WITHOUT ROWID;

-- The partitions that are hardware of the account's own, joined by commas.
ALTER TABLE account_setting ADD COLUMN owned_partitions TEXT NOT NULL DEFAULT '';
