-- Version 6: what a book had at any entry, and the QOS of a lien's job. Each statement only adds, so that a ledger of an earlier version keeps every row as it was.

-- The postings of a book in their order: its balance at any entry is one look, however long ago it was last moved.
CREATE INDEX posting_book ON posting (book_id, seq);

-- The QOS of the job; empty where it is not known. The next sync fills it in for jobs that wait or run.
ALTER TABLE lien ADD COLUMN qos TEXT NOT NULL DEFAULT '';
