/*
 * slurmbank_snapshot.h - the gate snapshot: the file by which balances reach slurmctld. Its layout, and a reader that trusts nothing.
 *
 * The bank writes the file beside its place and renames it, so that whoever opens it has a whole one; a reader that keeps a mapping keeps the
 * file that it mapped. It is made of plain records at fixed offsets: nothing is parsed to find an account, which takes two binary searches.
 *
 * Layout. Little-endian; offsets count from the start of the file; every section begins at a multiple of 8.
 *   header     224 bytes: sb_snap_header
 *   clusters   sb_snap_cluster each, sorted by name
 *   accounts   sb_snap_account each, sorted by cluster (its index), then name
 *   members    sb_snap_member each, sorted by cluster, then user, then account
 *   liens      sb_snap_lien each, sorted by key: the gate's liens that the figures already count, or that have ended
 *   funds      sb_snap_fund each, sorted by account: what is left for work of a kind, of accounts whose allocations are not for all work
 *   limits     sb_snap_limit each, sorted by account, then user: what users may be charged inside accounts
 *   texts      bytes; names, tariffs and facts, each followed by a zero; a text reference is offset in this section and length
 * Names are compared as bytes (memcmp, the shorter first). Account names are in lower case. Amounts are units (slurmbank.h), instants UTC
 * seconds since 1970.
 *
 * The checksum covers everything behind it. It finds accidents, not forgery: the file must not be writable by others.
 *
 * sb_snap_open() checks all of it once, every offset against the length; after that the look-ups touch only what was checked. A file that is
 * mapped must not be shortened by its writer, and the bank never does. To be safe on a file system where others can, read it into memory.
 */
#ifndef SLURMBANK_SNAPSHOT_H
#define SLURMBANK_SNAPSHOT_H

#include <stdint.h>
#include <stddef.h>
#include <string.h>

#define SB_SNAP_MAGIC "SLRMBANK"
#define SB_SNAP_FORMAT 2u
#define SB_SNAP_LARGEST (UINT64_C(1) << 31)
#define SB_SNAP_NONE 0xffffffffu

/* What sb_snap_open() answers. */
enum {
    SB_SNAP_OK = 0,
    SB_SNAP_TRUNCATED = -1, /* shorter than it says, or than a header */
    SB_SNAP_MAGIC_WRONG = -2, /* not a gate snapshot */
    SB_SNAP_VERSION = -3,   /* a form that this reader does not know */
    SB_SNAP_CHECKSUM = -4,  /* damaged */
    SB_SNAP_CORRUPT = -5,   /* the checksum fits, and still an offset, a count or an order is wrong */
    SB_SNAP_TOO_LARGE = -6, /* beyond SB_SNAP_LARGEST */
    SB_SNAP_ALIGNMENT = -7, /* the memory does not begin at a multiple of 8 */
    SB_SNAP_MACHINE = -8    /* a big-endian machine */
};

typedef struct {
    uint32_t offset; /* in the section of texts */
    uint32_t length; /* without the zero that follows */
} sb_snap_text;

typedef struct {
    uint64_t offset;
    uint64_t count; /* records; bytes in the section of texts */
} sb_snap_section;

typedef struct {
    char magic[8];            /*   0 */
    uint32_t format;          /*   8 */
    uint32_t header_size;     /*  12: 224 */
    uint64_t file_size;       /*  16 */
    uint64_t checksum;        /*  24: of the bytes from 32 to the end */
    int64_t created;          /*  32 */
    int64_t ledger_seq;       /*  40: the last entry it counts; grows; together with created it is the generation */
    uint8_t chain_head[32];   /*  48: hash of that entry */
    uint64_t journal_id;      /*  80: the gate's journal that was drained, and how far; 0 and 0 for none */
    uint64_t journal_offset;  /*  88 */
    sb_snap_text currency;    /*  96 */
    sb_snap_text currencies;  /* 104: others that jobs may be charged in, joined by commas; empty for none. What an account has in one of them is a row of
                                 its own, named ACCOUNT,CURRENCY; no user belongs to it */
    sb_snap_section clusters; /* 112 */
    sb_snap_section accounts; /* 128 */
    sb_snap_section members;  /* 144 */
    sb_snap_section liens;    /* 160 */
    sb_snap_section texts;    /* 176 */
    sb_snap_section funds;    /* 192 */
    sb_snap_section limits;   /* 208 */
} sb_snap_header;

typedef struct {
    sb_snap_text name;
    sb_snap_text tariff;      /* its canonical text: sb_load_input.tariff; empty where the ledger has none */
    sb_snap_text facts;       /* the cluster, partitions and nodes: sb_load_input.facts */
    uint64_t inputs;          /* a number that changes whenever tariff or facts do: load them again then */
    uint32_t first_account;   /* the accounts of this cluster: index and count */
    uint32_t account_count;
    uint32_t first_member;
    uint32_t member_count;
    sb_snap_text default_partition; /* empty where it has none */
    uint64_t reserved;
} sb_snap_cluster;

typedef struct {
    sb_snap_text name;
    uint32_t cluster;         /* index */
    uint32_t flags;           /* SB_ACCOUNT_... of slurmbank.h */
    int64_t granted;
    int64_t credit_limit;
    int64_t charged;
    int64_t running;
    int64_t queued;           /* observed liens of waiting jobs: shown as demand, not subtracted */
    int64_t gated;            /* gated liens of waiting jobs: subtracted from available */
    int64_t available;        /* INT64_MAX: unlimited */
    int64_t next_end;         /* when the next of its open allocations ends; INT64_MAX for never */
    uint32_t parent;          /* index of the account that it draws on after its own allocations; SB_SNAP_NONE for none.
                                 available counts what that one has left: see plugins/job_submit/tree.c for what promises do to it */
    uint32_t first_fund;      /* of its funds: index and count; 0 where all its allocations are for all work: available is for all */
    uint32_t fund_count;
    uint32_t reserved;
} sb_snap_account;

/* Lists of names are joined by commas; empty is all. What an account may spend on a job is the sum of the funds that are for it. */
typedef struct {
    uint32_t account;         /* index */
    uint32_t reserved;
    int64_t left;             /* less the jobs that it is promised to; may be below 0; INT64_MAX: nobody pays there (hardware of its own) */
    sb_snap_text partitions;
    sb_snap_text qos;
    sb_snap_text users;
} sb_snap_fund;

typedef struct {
    uint32_t account;         /* index */
    uint32_t reserved;
    sb_snap_text user;
    int64_t limit;
    int64_t available;        /* less what the user was charged, and what the user's running and gated jobs may cost; may be below 0 */
} sb_snap_limit;

#define SB_SNAP_MEMBER_DEFAULT 1u /* the user's default account */

typedef struct {
    sb_snap_text user;
    uint32_t cluster;
    uint32_t account;         /* index in the section of accounts; SB_SNAP_NONE where it is not there */
    sb_snap_text default_qos; /* that jobs get which name none; empty: Slurm's "normal" */
    uint32_t flags;           /* SB_SNAP_MEMBER_... */
    uint32_t uid;             /* SB_SNAP_NONE where it is not known */
} sb_snap_member;

typedef struct {
    uint8_t key[16];          /* as the gate made it */
} sb_snap_lien;

/* An opened snapshot; points into the caller's memory. */
typedef struct {
    const uint8_t *data;
    const sb_snap_header *header;
    const sb_snap_cluster *clusters;
    const sb_snap_account *accounts;
    const sb_snap_member *members;
    const sb_snap_lien *liens;
    const sb_snap_fund *funds;
    const sb_snap_limit *limits;
    const char *texts;
} sb_snap;

#if defined(__STDC_VERSION__) && __STDC_VERSION__ >= 201112L
_Static_assert(sizeof(sb_snap_header) == 224, "header");
_Static_assert(sizeof(sb_snap_fund) == 40 && sizeof(sb_snap_limit) == 32, "funds and limits");
_Static_assert(offsetof(sb_snap_header, clusters) == 112, "header");
_Static_assert(sizeof(sb_snap_cluster) == 64, "cluster");
_Static_assert(sizeof(sb_snap_account) == 96, "account");
_Static_assert(sizeof(sb_snap_member) == 32, "member");
_Static_assert(sizeof(sb_snap_lien) == 16, "lien");
#endif

/* The checksum: words of 8 bytes, little-endian; the last one filled up with zeros. Any change within one word changes it. */
static inline uint64_t sb_snap_checksum(const uint8_t *data, uint64_t length)
{
    uint64_t sum = UINT64_C(0x736c75726d62616e) ^ length;
    uint64_t at = 0;
    while (at < length) {
        uint64_t word = 0;
        uint64_t left = length - at;
        memcpy(&word, data + at, left < 8 ? (size_t)left : 8);
        sum ^= word;
        sum = (sum << 29) | (sum >> 35);
        sum *= UINT64_C(0x9e3779b97f4a7c15);
        at += 8;
    }
    return sum;
}

static inline int sb_snap_section_ok(const sb_snap_section *section, uint64_t record, uint64_t file_size)
{
    return section->offset >= sizeof(sb_snap_header) && section->offset % 8 == 0 && section->offset <= file_size &&
           section->count <= (file_size - section->offset) / record;
}

static inline int sb_snap_text_ok(const sb_snap *snap, sb_snap_text text)
{
    uint64_t end = (uint64_t)text.offset + text.length;
    return end < snap->header->texts.count && snap->texts[end] == '\0';
}

static inline const char *sb_snap_string(const sb_snap *snap, sb_snap_text text)
{
    return snap->texts + text.offset;
}

static inline int sb_snap_compare(const sb_snap *snap, sb_snap_text text, const char *name, size_t length)
{
    size_t common = text.length < length ? text.length : length;
    int order = common ? memcmp(snap->texts + text.offset, name, common) : 0;
    return order ? order : text.length < length ? -1 : text.length > length;
}

static inline int sb_snap_in_order(const sb_snap *snap, sb_snap_text before, sb_snap_text after, int equal_too)
{
    int order = sb_snap_compare(snap, before, snap->texts + after.offset, after.length);
    return order < 0 || (equal_too && order == 0);
}

#define SB_SNAP_DEEPEST 64 /* accounts that draw on one another in a row */

static inline int sb_snap_check_funds(const sb_snap *snap)
{
    const sb_snap_header *h = snap->header;
    uint64_t i, funds = 0;
    for (i = 0; i < h->accounts.count; i++) {
        const sb_snap_account *a = &snap->accounts[i];
        uint32_t up = a->parent;
        int depth = 0;
        for (; up != SB_SNAP_NONE; up = snap->accounts[up].parent)
            if (up >= h->accounts.count || snap->accounts[up].cluster != a->cluster || ++depth > SB_SNAP_DEEPEST)
                return 0;
        if (a->first_fund != funds)
            return 0;
        funds += a->fund_count;
        if (funds > h->funds.count)
            return 0;
    }
    if (funds != h->funds.count)
        return 0;
    for (i = 0; i < h->funds.count; i++) {
        const sb_snap_fund *f = &snap->funds[i];
        if (f->account >= h->accounts.count || i - snap->accounts[f->account].first_fund >= snap->accounts[f->account].fund_count)
            return 0;
        if (!sb_snap_text_ok(snap, f->partitions) || !sb_snap_text_ok(snap, f->qos) || !sb_snap_text_ok(snap, f->users))
            return 0;
    }
    for (i = 0; i < h->limits.count; i++) {
        const sb_snap_limit *l = &snap->limits[i];
        if (l->account >= h->accounts.count || !sb_snap_text_ok(snap, l->user))
            return 0;
        if (i && (snap->limits[i - 1].account > l->account || (snap->limits[i - 1].account == l->account && !sb_snap_in_order(snap, snap->limits[i - 1].user, l->user, 0))))
            return 0;
    }
    return 1;
}

static inline int sb_snap_check_records(const sb_snap *snap)
{
    const sb_snap_header *h = snap->header;
    uint64_t accounts = 0, members = 0, i;
    for (i = 0; i < h->clusters.count; i++) {
        const sb_snap_cluster *c = &snap->clusters[i];
        if (!sb_snap_text_ok(snap, c->name) || !sb_snap_text_ok(snap, c->tariff) || !sb_snap_text_ok(snap, c->facts) || !sb_snap_text_ok(snap, c->default_partition))
            return 0;
        if (i && !sb_snap_in_order(snap, snap->clusters[i - 1].name, c->name, 0))
            return 0;
        if (c->first_account != accounts || c->first_member != members)
            return 0;
        accounts += c->account_count;
        members += c->member_count;
        if (accounts > h->accounts.count || members > h->members.count)
            return 0;
    }
    if (accounts != h->accounts.count || members != h->members.count)
        return 0;
    for (i = 0; i < h->accounts.count; i++) {
        const sb_snap_account *a = &snap->accounts[i];
        if (a->cluster >= h->clusters.count || !sb_snap_text_ok(snap, a->name))
            return 0;
        if (i - snap->clusters[a->cluster].first_account >= snap->clusters[a->cluster].account_count)
            return 0;
        if (i > snap->clusters[a->cluster].first_account && !sb_snap_in_order(snap, snap->accounts[i - 1].name, a->name, 0))
            return 0;
    }
    for (i = 0; i < h->members.count; i++) {
        const sb_snap_member *m = &snap->members[i];
        if (m->cluster >= h->clusters.count || !sb_snap_text_ok(snap, m->user) || !sb_snap_text_ok(snap, m->default_qos))
            return 0;
        if (m->account != SB_SNAP_NONE && (m->account >= h->accounts.count || snap->accounts[m->account].cluster != m->cluster))
            return 0;
        if (i - snap->clusters[m->cluster].first_member >= snap->clusters[m->cluster].member_count)
            return 0;
        if (i > snap->clusters[m->cluster].first_member && !sb_snap_in_order(snap, snap->members[i - 1].user, m->user, 1))
            return 0;
    }
    if (!sb_snap_check_funds(snap))
        return 0;
    for (i = 1; i < h->liens.count; i++)
        if (memcmp(snap->liens[i - 1].key, snap->liens[i].key, 16) >= 0)
            return 0;
    return 1;
}

/*
 * Checks a snapshot that lies in memory, aligned to 8 bytes, and prepares it for the look-ups. Costs about a millisecond a megabyte: do it when
 * the file has changed, not for each job. On an error *snap is cleared.
 */
static inline int sb_snap_open(const void *data, uint64_t length, sb_snap *snap)
{
    const uint16_t one = 1;
    const sb_snap_header *h = (const sb_snap_header *)data;
    memset(snap, 0, sizeof *snap);
    if (*(const uint8_t *)&one != 1)
        return SB_SNAP_MACHINE;
    if (length > SB_SNAP_LARGEST)
        return SB_SNAP_TOO_LARGE;
    if (data == NULL || length < sizeof(sb_snap_header))
        return SB_SNAP_TRUNCATED;
    if ((uintptr_t)data % 8 != 0)
        return SB_SNAP_ALIGNMENT;
    if (memcmp(h->magic, SB_SNAP_MAGIC, 8) != 0)
        return SB_SNAP_MAGIC_WRONG;
    if (h->format != SB_SNAP_FORMAT || h->header_size != sizeof(sb_snap_header))
        return SB_SNAP_VERSION;
    if (h->file_size != length)
        return SB_SNAP_TRUNCATED;
    if (h->checksum != sb_snap_checksum((const uint8_t *)data + 32, length - 32))
        return SB_SNAP_CHECKSUM;
    if (!sb_snap_section_ok(&h->clusters, sizeof(sb_snap_cluster), length) || !sb_snap_section_ok(&h->accounts, sizeof(sb_snap_account), length) ||
        !sb_snap_section_ok(&h->members, sizeof(sb_snap_member), length) || !sb_snap_section_ok(&h->liens, sizeof(sb_snap_lien), length) ||
        !sb_snap_section_ok(&h->funds, sizeof(sb_snap_fund), length) || !sb_snap_section_ok(&h->limits, sizeof(sb_snap_limit), length) ||
        !sb_snap_section_ok(&h->texts, 1, length))
        return SB_SNAP_CORRUPT;
    snap->data = (const uint8_t *)data;
    snap->header = h;
    snap->clusters = (const sb_snap_cluster *)(snap->data + h->clusters.offset);
    snap->accounts = (const sb_snap_account *)(snap->data + h->accounts.offset);
    snap->members = (const sb_snap_member *)(snap->data + h->members.offset);
    snap->liens = (const sb_snap_lien *)(snap->data + h->liens.offset);
    snap->funds = (const sb_snap_fund *)(snap->data + h->funds.offset);
    snap->limits = (const sb_snap_limit *)(snap->data + h->limits.offset);
    snap->texts = (const char *)(snap->data + h->texts.offset);
    if (!sb_snap_text_ok(snap, h->currency) || (h->currencies.length && !sb_snap_text_ok(snap, h->currencies)) || !sb_snap_check_records(snap)) {
        memset(snap, 0, sizeof *snap);
        return SB_SNAP_CORRUPT;
    }
    return SB_SNAP_OK;
}

static inline const char *sb_snap_error(int code)
{
    switch (code) {
    case SB_SNAP_OK: return "it is whole";
    case SB_SNAP_TRUNCATED: return "it is shorter than it says";
    case SB_SNAP_MAGIC_WRONG: return "it is not a gate snapshot";
    case SB_SNAP_VERSION: return "it has a form that this plugin does not know";
    case SB_SNAP_CHECKSUM: return "it is damaged (checksum)";
    case SB_SNAP_CORRUPT: return "it is damaged (records)";
    case SB_SNAP_TOO_LARGE: return "it is too large";
    case SB_SNAP_ALIGNMENT: return "it does not lie aligned in memory";
    default: return "this machine is not little-endian";
    }
}

/* The cluster of a name; NULL where there is none. With length 0 the only cluster, where there is one only. */
static inline const sb_snap_cluster *sb_snap_find_cluster(const sb_snap *snap, const char *name, size_t length)
{
    uint64_t i;
    if (length == 0)
        return snap->header->clusters.count == 1 ? snap->clusters : NULL;
    for (i = 0; i < snap->header->clusters.count; i++)
        if (sb_snap_compare(snap, snap->clusters[i].name, name, length) == 0)
            return &snap->clusters[i];
    return NULL;
}

/* The account of a name (in lower case) in a cluster; NULL where there is none. */
static inline const sb_snap_account *sb_snap_find_account(const sb_snap *snap, const sb_snap_cluster *cluster, const char *name, size_t length)
{
    uint32_t low = cluster->first_account, high = cluster->first_account + cluster->account_count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        int order = sb_snap_compare(snap, snap->accounts[middle].name, name, length);
        if (order == 0)
            return &snap->accounts[middle];
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return NULL;
}

/* The first association of a user in a cluster; the others follow while the user is the same, up to the end of the cluster's. NULL for none. */
static inline const sb_snap_member *sb_snap_find_user(const sb_snap *snap, const sb_snap_cluster *cluster, const char *user, size_t length)
{
    uint32_t end = cluster->first_member + cluster->member_count;
    uint32_t low = cluster->first_member, high = end;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (sb_snap_compare(snap, snap->members[middle].user, user, length) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low < end && sb_snap_compare(snap, snap->members[low].user, user, length) == 0 ? &snap->members[low] : NULL;
}

/* The association of a user with an account; with account NULL that with the user's default account. NULL where there is none. */
static inline const sb_snap_member *sb_snap_find_member(
    const sb_snap *snap, const sb_snap_cluster *cluster, const char *user, size_t length, const sb_snap_account *account)
{
    const sb_snap_member *end = snap->members + cluster->first_member + cluster->member_count;
    const sb_snap_member *m = sb_snap_find_user(snap, cluster, user, length);
    for (; m && m < end && sb_snap_compare(snap, m->user, user, length) == 0; m++) {
        if (account ? m->account != SB_SNAP_NONE && &snap->accounts[m->account] == account : (m->flags & SB_SNAP_MEMBER_DEFAULT) != 0)
            return m;
    }
    return NULL;
}

/* A user's limit inside an account; NULL where there is none. */
static inline const sb_snap_limit *sb_snap_find_limit(const sb_snap *snap, const sb_snap_account *account, const char *user, size_t length)
{
    uint32_t place = (uint32_t)(account - snap->accounts);
    uint64_t low = 0, high = snap->header->limits.count;
    while (low < high) {
        uint64_t middle = low + (high - low) / 2;
        const sb_snap_limit *l = &snap->limits[middle];
        int order = l->account < place ? -1 : l->account > place ? 1 : sb_snap_compare(snap, l->user, user, length);
        if (order == 0)
            return l;
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return NULL;
}

/* Whether a name is in a list that is joined by commas; an empty list has every name. */
static inline int sb_snap_lists(const sb_snap *snap, sb_snap_text list, const char *name, size_t length)
{
    const char *at = snap->texts + list.offset, *end = at + list.length;
    if (list.length == 0)
        return 1;
    while (at <= end) {
        const char *comma = (const char *)memchr(at, ',', (size_t)(end - at));
        size_t size = (size_t)((comma ? comma : end) - at), i = 0;
        while (size == length && i < length && (at[i] | ((unsigned)(at[i] - 'A') < 26u ? 32 : 0)) == (name[i] | ((unsigned)(name[i] - 'A') < 26u ? 32 : 0)))
            i++;
        if (size == length && i == length)
            return 1;
        if (!comma)
            return 0;
        at = comma + 1;
    }
    return 0;
}

/* What an account may spend on work in a partition, under a QOS, of a user; INT64_MAX without an end. Only for accounts with funds. */
static inline int64_t sb_snap_left_for(const sb_snap *snap, const sb_snap_account *account, const char *partition, size_t partition_length, const char *qos, const char *user)
{
    int64_t sum = 0;
    uint32_t i;
    for (i = account->first_fund; i < account->first_fund + account->fund_count; i++) {
        const sb_snap_fund *f = &snap->funds[i];
        if (!sb_snap_lists(snap, f->partitions, partition, partition_length) || !sb_snap_lists(snap, f->qos, qos, strlen(qos)) || !sb_snap_lists(snap, f->users, user, strlen(user)))
            continue;
        if (f->left == INT64_MAX)
            return INT64_MAX;
        if (__builtin_add_overflow(sum, f->left, &sum))
            return f->left < 0 ? INT64_MIN : INT64_MAX - 1;
    }
    return sum;
}

/* Whether a lien of the gate is in the figures already, or has ended: then it must not be subtracted again. */
static inline int sb_snap_has_lien(const sb_snap *snap, const uint8_t key[16])
{
    uint64_t low = 0, high = snap->header->liens.count;
    while (low < high) {
        uint64_t middle = low + (high - low) / 2;
        int order = memcmp(snap->liens[middle].key, key, 16);
        if (order == 0)
            return 1;
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return 0;
}

#endif
