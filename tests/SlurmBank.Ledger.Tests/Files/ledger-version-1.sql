-- A ledger as version 1 of the tables had it, written by the program of that time: two grants, a deposit, a setting, two charges, one over the
-- funds. The test that opens it sets application_id and user_version, which a dump does not have.
CREATE TABLE property (
    name  TEXT PRIMARY KEY NOT NULL,
    value TEXT NOT NULL
) WITHOUT ROWID;
INSERT INTO property VALUES('books-open','1795129200');
CREATE TABLE word (
    id   INTEGER PRIMARY KEY,
    text TEXT NOT NULL UNIQUE
);
INSERT INTO word VALUES(1,'root');
INSERT INTO word VALUES(2,'slurmbank');
INSERT INTO word VALUES(3,'0.1.0');
INSERT INTO word VALUES(4,'lab');
INSERT INTO word VALUES(5,'physics');
INSERT INTO word VALUES(6,'alice');
INSERT INTO word VALUES(7,'cpu');
INSERT INTO word VALUES(8,'normal');
INSERT INTO word VALUES(9,'COMPLETED');
INSERT INTO word VALUES(10,'SU');
INSERT INTO word VALUES(11,'chem');
INSERT INTO word VALUES(12,'bob');
INSERT INTO word VALUES(13,'NODE_FAIL');
CREATE TABLE account (
    id     INTEGER PRIMARY KEY,
    name   TEXT NOT NULL UNIQUE,
    opened INTEGER NOT NULL CHECK (typeof(opened) = 'integer')
);
INSERT INTO account VALUES(1,'industry',1795283772322073);
INSERT INTO account VALUES(2,'science',1795283772322073);
INSERT INTO account VALUES(3,'chem',1795283772322073);
INSERT INTO account VALUES(4,'physics',1795283772322073);
CREATE TABLE association (
    account_id INTEGER NOT NULL REFERENCES account (id),
    cluster    TEXT NOT NULL,
    parent_id  INTEGER REFERENCES account (id),
    PRIMARY KEY (cluster, account_id)
) WITHOUT ROWID;
INSERT INTO association VALUES(1,'lab',NULL);
INSERT INTO association VALUES(2,'lab',NULL);
INSERT INTO association VALUES(3,'lab',2);
INSERT INTO association VALUES(4,'lab',2);
CREATE TABLE account_setting (
    account_id     INTEGER PRIMARY KEY REFERENCES account (id),
    credit_limit   INTEGER NOT NULL CHECK (typeof(credit_limit) = 'integer' AND credit_limit >= 0),
    mode           INTEGER,
    kind           INTEGER NOT NULL,
    hold_mechanism TEXT
);
INSERT INTO account_setting VALUES(3,10800000,NULL,0,NULL);
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
INSERT INTO allocation VALUES(1,4,'SU',1795129200,1822341600,'grant',0,'','','','','AY26');
INSERT INTO allocation VALUES(2,3,'SU',1795129200,9223372036854775807,'grant',0,'','cpu','','',NULL);
CREATE TABLE book (
    id            INTEGER PRIMARY KEY,
    kind          INTEGER NOT NULL,
    account_id    INTEGER REFERENCES account (id),
    allocation_id INTEGER REFERENCES allocation (id),
    currency      TEXT NOT NULL,
    balance       INTEGER NOT NULL CHECK (typeof(balance) = 'integer')
);
INSERT INTO book VALUES(1,0,4,1,'SU',-396000000);
INSERT INTO book VALUES(2,1,4,1,'SU',266400000);
INSERT INTO book VALUES(3,2,4,1,'SU',0);
INSERT INTO book VALUES(4,4,4,NULL,'SU',0);
INSERT INTO book VALUES(5,5,4,NULL,'SU',0);
INSERT INTO book VALUES(6,0,3,2,'SU',-18000000);
INSERT INTO book VALUES(7,1,3,2,'SU',0);
INSERT INTO book VALUES(8,2,3,2,'SU',0);
INSERT INTO book VALUES(9,4,3,NULL,'SU',-25200000);
INSERT INTO book VALUES(10,5,3,NULL,'SU',0);
INSERT INTO book VALUES(11,3,4,NULL,'SU',129600000);
INSERT INTO book VALUES(12,3,3,NULL,'SU',43200000);
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
INSERT INTO entry VALUES(1,1795283772334138,1795129200,24,1,2,3,NULL,NULL,NULL,0,0,NULL,NULL,'',NULL,'',X'64aeb19721695221bcd8e176cef8c41b35a92d493e130bd91258088ba2a8416a');
INSERT INTO entry VALUES(2,1795283772363244,0,23,1,2,3,NULL,NULL,NULL,0,0,NULL,1,'captured from Slurm',NULL,replace('cluster=lab\012text=slurmbank-tariff	1\nversion	1\neffective-from	0\nkind	billing\ncurrency	SU\npriority-flags	\nsuspended	charge\nminimum	0\ntracked-tres	cpu\ntracked-tres	mem\ntracked-tres	energy\ntracked-tres	node\ntracked-tres	billing\ntracked-tres	fs/disk\ntracked-tres	vmem\ntracked-tres	pages\nweights	cpu	CPU=1.0\n\012','\012',char(10)),X'cb04216aef00249503e5d9a0709810fc11c873594ae89ad42b80c998b57f77b8');
INSERT INTO entry VALUES(3,1795283773006809,1795129200,1,1,2,3,4,1,NULL,0,0,NULL,NULL,'award','AY26',replace('amount=360000000\ncurrency=SU\nstart=1795129200\nend=1822341600\nkind=grant\npriority=0\nclusters=\npartitions=\nqos=\nusers=\n','\n',char(10)),X'd0d3cf2ba3e35bd23b86447a68c0adc62b81eb2d8bb4bbfd6164c3d69634d975');
INSERT INTO entry VALUES(4,1795283773665323,1795129200,1,1,2,3,3,2,NULL,0,0,NULL,NULL,'',NULL,replace('amount=18000000\ncurrency=SU\nstart=1795129200\nend=9223372036854775807\nkind=grant\npriority=0\nclusters=\npartitions=cpu\nqos=\nusers=\n','\n',char(10)),X'155a639a3f3c0e59bcc8a19b9a66a56e8ad7ed40ce135c13cef5ba984b105b20');
INSERT INTO entry VALUES(5,1795283774271948,1795129200,2,1,2,3,4,1,NULL,0,0,NULL,NULL,'','D1',replace('allocation=1\namount=36000000\n','\n',char(10)),X'edc14966372bb1ca76d352c103e8ba7ad18dc9870cfe5c30c18d791be30a5e87');
INSERT INTO entry VALUES(6,1795283775079935,1795283775,20,1,2,3,3,NULL,NULL,0,0,NULL,NULL,'bridge',NULL,replace('credit_limit=10800000\nmode=\nkind=Funded\nhold_mechanism=\n','\n',char(10)),X'4daf729da5699afb06dfef44d4632810a64c81f67fcf914dbfaeaaf6c4852784');
INSERT INTO entry VALUES(7,1795283776424065,1795279771,4,1,2,3,4,NULL,1,0,0,NULL,1,'',NULL,'',X'3d7317affbd04c2408b187b269628b1c5f8a3c345017f7a935a2a21df6fefac5');
INSERT INTO entry VALUES(8,1795283776431266,1795280771,4,1,2,3,3,NULL,2,0,0,NULL,1,'',NULL,'',X'c5ea1a7f448e829cd4201e091a4a171fe7dd0b17d250479c93a8983831445031');
CREATE TABLE posting (
    seq           INTEGER NOT NULL REFERENCES entry (seq),
    n             INTEGER NOT NULL,
    book_id       INTEGER NOT NULL REFERENCES book (id),
    amount        INTEGER NOT NULL CHECK (typeof(amount) = 'integer'),
    balance_after INTEGER NOT NULL CHECK (typeof(balance_after) = 'integer'),
    PRIMARY KEY (seq, n)
) WITHOUT ROWID;
INSERT INTO posting VALUES(3,0,1,-360000000,-360000000);
INSERT INTO posting VALUES(3,1,2,360000000,360000000);
INSERT INTO posting VALUES(4,0,6,-18000000,-18000000);
INSERT INTO posting VALUES(4,1,7,18000000,18000000);
INSERT INTO posting VALUES(5,0,1,-36000000,-396000000);
INSERT INTO posting VALUES(5,1,2,36000000,396000000);
INSERT INTO posting VALUES(7,0,11,129600000,129600000);
INSERT INTO posting VALUES(7,1,2,-129600000,266400000);
INSERT INTO posting VALUES(8,0,12,43200000,43200000);
INSERT INTO posting VALUES(8,1,7,-18000000,0);
INSERT INTO posting VALUES(8,2,9,-25200000,-25200000);
CREATE TABLE draw_class (
    account_id INTEGER NOT NULL REFERENCES account (id),
    currency   TEXT NOT NULL,
    from_at    INTEGER NOT NULL CHECK (typeof(from_at) = 'integer'),
    eligible   TEXT NOT NULL,
    total      INTEGER NOT NULL CHECK (typeof(total) = 'integer'),
    PRIMARY KEY (account_id, currency, from_at, eligible)
) WITHOUT ROWID;
INSERT INTO draw_class VALUES(3,'SU',1795129200,'2',43200000);
INSERT INTO draw_class VALUES(4,'SU',1795129200,'1',129600000);
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
INSERT INTO run VALUES(1,4,11,1795279766,4,'11',5,6,7,8,9,1795279771,1795283371,0,'billing=36,cpu=36,mem=36G,node=1',10,1,1795279771,129600000,0,0,7);
INSERT INTO run VALUES(2,4,12,1795280766,3,'12',11,12,7,8,13,1795280771,1795283171,0,'billing=18,cpu=18,mem=18G,node=1',10,1,1795280771,43200000,0,0,8);
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
INSERT INTO watermark VALUES('lab','dbd-queue-empty',1795283776);
INSERT INTO watermark VALUES('lab','last-sync',1795283776);
INSERT INTO watermark VALUES('lab','runs',1795283776);
CREATE TABLE tariff (
    version        INTEGER PRIMARY KEY,
    effective_from INTEGER NOT NULL CHECK (typeof(effective_from) = 'integer'),
    cluster        TEXT NOT NULL,
    text           TEXT NOT NULL
);
INSERT INTO tariff VALUES(1,0,'lab',replace('slurmbank-tariff	1\nversion	1\neffective-from	0\nkind	billing\ncurrency	SU\npriority-flags	\nsuspended	charge\nminimum	0\ntracked-tres	cpu\ntracked-tres	mem\ntracked-tres	energy\ntracked-tres	node\ntracked-tres	billing\ntracked-tres	fs/disk\ntracked-tres	vmem\ntracked-tres	pages\nweights	cpu	CPU=1.0\n','\n',char(10)));
CREATE INDEX allocation_account ON allocation (account_id);
CREATE INDEX allocation_end ON allocation (end_at);
CREATE UNIQUE INDEX book_identity ON book (ifnull(account_id, 0), kind, ifnull(allocation_id, 0), currency);
CREATE INDEX book_left ON book (allocation_id) WHERE kind = 1 AND balance <> 0;
CREATE INDEX entry_account ON entry (account_id, seq);
CREATE UNIQUE INDEX entry_run ON entry (run_id, segment, revision) WHERE run_id IS NOT NULL AND kind IN (4, 5);
CREATE UNIQUE INDEX entry_reference ON entry (account_id, kind, reference) WHERE reference IS NOT NULL;
CREATE UNIQUE INDEX run_identity ON run (job_id_raw, submit, cluster);
CREATE INDEX run_account_end ON run (account_id, end_at);
CREATE INDEX run_job ON run (job_id);
CREATE UNIQUE INDEX lien_open ON lien (job_id_raw, submit, cluster) WHERE state = 0;
CREATE INDEX lien_account ON lien (account_id, state);
CREATE TRIGGER lien_ends_once BEFORE UPDATE ON lien WHEN old.state <> 0
BEGIN SELECT raise(ABORT, 'a lien ends once'); END;
CREATE INDEX hold_in_force ON hold (cluster, account_id) WHERE lifted IS NULL;
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
