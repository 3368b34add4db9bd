/*
 * The reader of the gate's snapshot: what it finds in a good file, and that no damage gets past it. `snapshot FILE ROUNDS`; the file is
 * gate-snapshot-2.bin, which the bank's own tests hold to be what the bank writes. Build it with sanitizers.
 */
#include "slurmbank.h"
#include "slurmbank_snapshot.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

static int failed;

#define CHECK(name, condition) \
    do { \
        if (!(condition)) { \
            printf("not ok - %s\n  # %s:%d: %s\n", name, __FILE__, __LINE__, #condition); \
            failed = 1; \
            return; \
        } \
    } while (0)
#define DONE(name) printf("ok - %s\n", name)

static uint8_t *good;
static uint64_t size;
static uint64_t state;

static uint64_t next(void)
{
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return state;
}

/* A copy of exactly that many bytes, so that a sanitizer sees the first one read beyond them. */
static uint8_t *copy_of(uint64_t length)
{
    uint8_t *copy = malloc(length ? length : 1);
    if (!copy)
        abort();
    memcpy(copy, good, length < size ? length : size);
    return copy;
}

static int is(const sb_snap *snap, sb_snap_text text, const char *expected)
{
    return text.length == strlen(expected) && strcmp(sb_snap_string(snap, text), expected) == 0;
}

static void test_figures(void)
{
    const char *name = "the reader finds accounts, users, liens and texts";
    sb_snap s;
    CHECK(name, sb_snap_open(good, size, &s) == SB_SNAP_OK);
    CHECK(name, s.header->created == 1700000000 && s.header->ledger_seq == 42 && s.header->chain_head[31] == 31);
    CHECK(name, s.header->journal_id == 7 && s.header->journal_offset == 4096 && is(&s, s.header->currency, "SU"));
    const sb_snap_cluster *alpha = sb_snap_find_cluster(&s, "alpha", 5), *beta = sb_snap_find_cluster(&s, "beta", 4);
    CHECK(name, alpha && beta && alpha->account_count == 3 && beta->account_count == 1 && alpha->inputs != beta->inputs);
    CHECK(name, !sb_snap_find_cluster(&s, "alph", 4) && !sb_snap_find_cluster(&s, "alphab", 6) && !sb_snap_find_cluster(&s, "", 0));
    CHECK(name, strncmp(sb_snap_string(&s, alpha->tariff), "slurmbank-tariff\t1\n", 19) == 0 && beta->tariff.length == 0);
    CHECK(name, strncmp(sb_snap_string(&s, alpha->facts), "slurmbank-facts\t1\n", 18) == 0);
    const sb_snap_account *a = sb_snap_find_account(&s, alpha, "physics", 7);
    CHECK(name, a && a->flags == (SB_ACCOUNT_MODE_ENFORCE | SB_ACCOUNT_HELD) && a->granted == 360000000 && a->credit_limit == 3600000);
    CHECK(name, a->charged == 36000000 && a->running == 7200000 && a->queued == 1 && a->gated == 2 && a->available == 320399998 && a->next_end == 1800000000);
    CHECK(name, sb_snap_find_account(&s, alpha, "chem", 4)->available == INT64_MAX && sb_snap_find_account(&s, alpha, "phys", 4)->available == -5);
    CHECK(name, !sb_snap_find_account(&s, alpha, "physic", 6) && !sb_snap_find_account(&s, alpha, "physicsx", 8) && !sb_snap_find_account(&s, alpha, "", 0));
    CHECK(name, sb_snap_find_account(&s, beta, "physics", 7)->flags == (SB_ACCOUNT_UNMANAGED) && !sb_snap_find_account(&s, beta, "chem", 4));
    const sb_snap_member *m = sb_snap_find_member(&s, alpha, "bob", 3, NULL);
    CHECK(name, m && &s.accounts[m->account] == a && is(&s, m->default_qos, "normal") && m->uid == SB_SNAP_NONE);
    CHECK(name, is(&s, sb_snap_find_member(&s, alpha, "alice", 5, NULL)->default_qos, "high") && !sb_snap_find_member(&s, alpha, "alice", 5, a));
    CHECK(name, sb_snap_find_member(&s, alpha, "bob", 3, sb_snap_find_account(&s, alpha, "chem", 4)) && !sb_snap_find_member(&s, alpha, "dave", 4, NULL));
    CHECK(name, sb_snap_find_member(&s, alpha, "carol", 5, NULL)->account == SB_SNAP_NONE && !sb_snap_find_user(&s, beta, "bob", 3));
    const sb_snap_account *phys = sb_snap_find_account(&s, alpha, "phys", 4);
    CHECK(name, is(&s, alpha->default_partition, "cpu") && phys->fund_count == 3 && &s.accounts[phys->parent] == a && a->parent == SB_SNAP_NONE && a->fund_count == 0);
    CHECK(name, sb_snap_left_for(&s, phys, "gpu", 3, "normal", "alice") == 93 && sb_snap_left_for(&s, phys, "BIG", 3, "", "alice") == 93);
    CHECK(name, sb_snap_left_for(&s, phys, "gp", 2, "normal", "alice") == -7 && sb_snap_left_for(&s, phys, "gpu", 3, "normal", "bob") == -7);
    CHECK(name, sb_snap_left_for(&s, phys, "own", 3, "high", "bob") == INT64_MAX && sb_snap_left_for(&s, phys, "own", 3, "normal", "bob") == -7);
    CHECK(name, sb_snap_find_limit(&s, a, "bob", 3)->available == 50 && sb_snap_find_limit(&s, a, "alice", 5)->available == -60);
    CHECK(name, !sb_snap_find_limit(&s, a, "bo", 2) && !sb_snap_find_limit(&s, phys, "bob", 3));
    uint8_t key[16];
    memset(key, 9, 16);
    CHECK(name, sb_snap_has_lien(&s, key));
    memset(key, 3, 16);
    CHECK(name, sb_snap_has_lien(&s, key));
    key[15] = 4;
    CHECK(name, !sb_snap_has_lien(&s, key));
    DONE(name);
}

static void test_bits(void)
{
    const char *name = "every flipped bit is found";
    uint64_t bit;
    for (bit = 0; bit < size * 8; bit++) {
        sb_snap s;
        uint8_t *copy = copy_of(size);
        copy[bit / 8] ^= (uint8_t)(1u << (bit % 8));
        int code = sb_snap_open(copy, size, &s);
        CHECK(name, code < 0 && s.header == NULL);
        CHECK(name, sb_snap_error(code)[0] != '\0');
        free(copy);
    }
    DONE(name);
}

static void test_lengths(void)
{
    const char *name = "every other length is found";
    uint64_t length;
    for (length = 0; length < size + 64; length++) {
        sb_snap s;
        uint8_t *copy = copy_of(length);
        CHECK(name, (sb_snap_open(copy, length, &s) == SB_SNAP_OK) == (length == size));
        free(copy);
    }
    DONE(name);
}

static void test_codes(void)
{
    const char *name = "each kind of damage has its code";
    sb_snap s;
    uint8_t *copy = copy_of(size + 8);
    CHECK(name, sb_snap_open(NULL, 0, &s) == SB_SNAP_TRUNCATED && sb_snap_open(copy, SB_SNAP_LARGEST + 1, &s) == SB_SNAP_TOO_LARGE);
    CHECK(name, sb_snap_open(copy + 4, size, &s) == SB_SNAP_ALIGNMENT && sb_snap_open(copy, size + 8, &s) == SB_SNAP_TRUNCATED);
    copy[8] = 1;
    CHECK(name, sb_snap_open(copy, size, &s) == SB_SNAP_VERSION);
    copy[8] = 3;
    CHECK(name, sb_snap_open(copy, size, &s) == SB_SNAP_VERSION);
    copy[0] = 's';
    CHECK(name, sb_snap_open(copy, size, &s) == SB_SNAP_MAGIC_WRONG);
    memcpy(copy, good, size);
    copy[size - 1] ^= 1;
    CHECK(name, sb_snap_open(copy, size, &s) == SB_SNAP_CHECKSUM);
    free(copy);
    DONE(name);
}

/* Looks at everything that an opened snapshot offers; a sanitizer watches. */
static uint64_t visit(const sb_snap *s)
{
    static const char *const names[] = { "physics", "chem", "phys", "bob", "alice", "alpha", "", "zzzzzzzzzzzzzzzz" };
    uint64_t sum = 0, i, j;
    for (i = 0; i < s->header->clusters.count; i++) {
        const sb_snap_cluster *c = &s->clusters[i];
        sum += strlen(sb_snap_string(s, c->name)) + strlen(sb_snap_string(s, c->tariff)) + strlen(sb_snap_string(s, c->facts));
        for (j = 0; j < sizeof names / sizeof *names; j++) {
            const sb_snap_account *a = sb_snap_find_account(s, c, names[j], strlen(names[j]));
            const sb_snap_member *m = sb_snap_find_member(s, c, names[j], strlen(names[j]), NULL);
            sum += a ? (uint64_t)a->available : 0;
            sum += m && m->account != SB_SNAP_NONE ? (uint64_t)s->accounts[m->account].available : 0;
            sum += sb_snap_find_member(s, c, names[j], strlen(names[j]), a) != NULL;
            sum += a ? (uint64_t)sb_snap_left_for(s, a, "gpu", 3, "high", "alice") + (sb_snap_find_limit(s, a, names[j], strlen(names[j])) != NULL) : 0;
            sum += sb_snap_lists(s, c->default_partition, names[j], strlen(names[j]));
        }
    }
    for (i = 0; i < s->header->accounts.count; i++)
        sum += strlen(sb_snap_string(s, s->accounts[i].name));
    for (i = 0; i < s->header->members.count; i++)
        sum += strlen(sb_snap_string(s, s->members[i].user)) + strlen(sb_snap_string(s, s->members[i].default_qos));
    return sum + (uint64_t)sb_snap_has_lien(s, s->header->chain_head) + strlen(sb_snap_string(s, s->header->currency));
}

static void test_forged(long rounds)
{
    const char *name = "damage under a checksum that fits reads nothing outside";
    long round, opened = 0;
    for (round = 0; round < rounds; round++) {
        sb_snap s;
        uint64_t length = next() % 4 ? size : next() % (size + 1), changes = 1 + next() % 4;
        uint8_t *copy = copy_of(length);
        for (; changes > 0 && length > 32; changes--) {
            uint64_t at = next() % 2 ? 32 + next() % (length - 32) : (32 + next() % (length - 32)) & ~(uint64_t)7;
            uint64_t value = next() % 3 ? next() >> (next() % 64) : (uint64_t)0 - next() % 300;
            memcpy(copy + at, &value, length - at < 8 ? (size_t)(length - at) : next() % 2 ? 4 : 8);
        }
        if (length >= sizeof(sb_snap_header)) {
            uint64_t sum = sb_snap_checksum(copy + 32, length - 32);
            memcpy(copy + 16, &length, 8);
            memcpy(copy + 24, &sum, 8);
        }
        int code = sb_snap_open(copy, length, &s);
        CHECK(name, code == SB_SNAP_OK || code == SB_SNAP_CORRUPT || code == SB_SNAP_TRUNCATED);
        opened += code == SB_SNAP_OK;
        state += code == SB_SNAP_OK ? visit(&s) & 1 : 0;
        state = state ? state : 1;
        free(copy);
    }
    CHECK(name, rounds < 1000 || opened > 0);
    DONE(name);
}

int main(int count, char **words)
{
    FILE *file = count > 1 ? fopen(words[1], "rb") : NULL;
    const char *seed = getenv("SLURMBANK_SEED");
    good = malloc(1 << 20);
    if (!file || !good) {
        fprintf(stderr, "usage: snapshot FILE [ROUNDS]\n");
        return 2;
    }
    size = fread(good, 1, 1 << 20, file);
    fclose(file);
    state = seed ? strtoull(seed, NULL, 10) : (uint64_t)time(NULL) * 2654435761u + (uint64_t)getpid();
    state = state ? state : 1;
    fprintf(stderr, "seed %llu\n", (unsigned long long)state);
    test_figures();
    test_bits();
    test_lengths();
    test_codes();
    test_forged(count > 2 ? atol(words[2]) : 100000);
    free(good);
    return failed;
}
