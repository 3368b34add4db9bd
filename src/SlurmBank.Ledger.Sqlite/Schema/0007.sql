-- Version 7: holds of a part of an account's work. Each statement only adds, so that a ledger of an earlier version keeps every row as it was.

-- The currency, or the user, that alone is held; empty for all work of the account, as every hold of earlier versions is.
ALTER TABLE hold ADD COLUMN currency TEXT NOT NULL DEFAULT '';
ALTER TABLE hold ADD COLUMN user TEXT NOT NULL DEFAULT '';
