/*
 * make-snapshot FILE: writes a gate snapshot from lines on standard input, for tests:
 *   cluster NAME | created SECONDS | inputs NUMBER | tariff FILE | facts FILE | account NAME FLAGS GRANTED CHARGED RUNNING QUEUED GATED (units)
 *   member USER ACCOUNT UID DEFAULT(0 or 1) | lien KEY(32 hex) | parent ACCOUNT PARENT AVAILABLE | limit ACCOUNT USER LIMIT AVAILABLE
 *   fund ACCOUNT LEFT PARTITIONS QOS USERS (a dash for all; in the order of the accounts)
 * Accounts and members in the order of their names. Writes a file beside FILE and renames it.
 */
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "../../../plugins/include/slurmbank.h"
#include "../../../plugins/include/slurmbank_snapshot.h"

#define MOST 200000

static char *texts;
static uint64_t text_length = 0, text_room = 0;
static sb_snap_account accounts[MOST];
static sb_snap_member members[MOST];
static sb_snap_lien liens[MOST];
static sb_snap_fund funds[MOST];
static sb_snap_limit limits[MOST];
static uint32_t fund_count, limit_count;
static uint32_t account_count, member_count, lien_count;

static sb_snap_text put(const char *text, size_t length)
{
    sb_snap_text place = { (uint32_t)text_length, (uint32_t)length };
    if (text_length + length + 1 > text_room) {
        text_room = (text_length + length + 1) * 2;
        texts = realloc(texts, text_room);
    }
    memcpy(texts + text_length, text, length);
    texts[text_length + length] = '\0';
    text_length += length + 1;
    return place;
}

static sb_snap_text put_file(const char *path)
{
    static char data[16 << 20];
    FILE *file = fopen(path, "r");
    size_t length = file ? fread(data, 1, sizeof data, file) : 0;
    if (!file) {
        perror(path);
        exit(1);
    }
    fclose(file);
    return put(data, length);
}

static void account(const char *line)
{
    sb_snap_account *a = &accounts[account_count++];
    char name[256];
    memset(a, 0, sizeof *a);
    sscanf(line, "account %255s %" SCNu32 " %" SCNd64 " %" SCNd64 " %" SCNd64 " %" SCNd64 " %" SCNd64, name, &a->flags, &a->granted, &a->charged, &a->running, &a->queued, &a->gated);
    a->name = put(name, strlen(name));
    a->available = a->granted - a->charged - a->running - a->gated;
    a->next_end = INT64_MAX;
    a->parent = SB_SNAP_NONE;
}

static uint32_t place_of(const char *name)
{
    uint32_t i;
    for (i = 0; i < account_count; i++)
        if (strcmp(texts + accounts[i].name.offset, name) == 0)
            return i;
    fprintf(stderr, "no account %s\n", name);
    exit(1);
}

static void parent(const char *line)
{
    char name[256], up[256];
    int64_t available;
    sscanf(line, "parent %255s %255s %" SCNd64, name, up, &available);
    accounts[place_of(name)].parent = place_of(up);
    accounts[place_of(name)].available = available;
}

static void limit(const char *line)
{
    sb_snap_limit *l = &limits[limit_count++];
    char name[256], user[256];
    memset(l, 0, sizeof *l);
    sscanf(line, "limit %255s %255s %" SCNd64 " %" SCNd64, name, user, &l->limit, &l->available);
    l->account = place_of(name);
    l->user = put(user, strlen(user));
}

static sb_snap_text list(const char *text)
{
    return strcmp(text, "-") == 0 ? put("", 0) : put(text, strlen(text));
}

static void fund(const char *line)
{
    sb_snap_fund *f = &funds[fund_count++];
    char name[256], partitions[256], qos[256], users[256];
    memset(f, 0, sizeof *f);
    sscanf(line, "fund %255s %" SCNd64 " %255s %255s %255s", name, &f->left, partitions, qos, users);
    f->account = place_of(name);
    f->partitions = list(partitions);
    f->qos = list(qos);
    f->users = list(users);
    accounts[f->account].fund_count++;
}

static void member(const char *line)
{
    sb_snap_member *m = &members[member_count++];
    char user[256], name[256];
    uint32_t i, is_default = 0;
    memset(m, 0, sizeof *m);
    sscanf(line, "member %255s %255s %" SCNu32 " %" SCNu32, user, name, &m->uid, &is_default);
    m->user = put(user, strlen(user));
    m->default_qos = put("", 0);
    m->flags = is_default ? SB_SNAP_MEMBER_DEFAULT : 0;
    m->account = SB_SNAP_NONE;
    for (i = 0; i < account_count; i++)
        if (strcmp(texts + accounts[i].name.offset, name) == 0)
            m->account = i;
}

static int by_key(const void *a, const void *b)
{
    return memcmp(a, b, 16);
}

static void lien(const char *hex)
{
    int i;
    for (i = 0; i < 16; i++) {
        unsigned int byte;
        sscanf(hex + 2 * i, "%2x", &byte);
        liens[lien_count].key[i] = (uint8_t)byte;
    }
    lien_count++;
}

static uint64_t append(char *data, uint64_t *at, const void *from, uint64_t length)
{
    uint64_t offset = *at;
    memcpy(data + offset, from, length);
    *at = (offset + length + 7) / 8 * 8;
    return offset;
}

int main(int count, char **arguments)
{
    static char line[4096], name[256], beside[4096];
    sb_snap_header head;
    sb_snap_cluster cluster;
    uint64_t at = sizeof head, room;
    char *data;
    FILE *file;
    if (count != 2)
        return 2;
    memset(&head, 0, sizeof head);
    memset(&cluster, 0, sizeof cluster);
    head.created = time(NULL);
    cluster.inputs = 1;
    head.currency = put("SU", 2);
    cluster.name = cluster.tariff = cluster.facts = cluster.default_partition = head.currencies = put("", 0);
    while (fgets(line, sizeof line, stdin)) {
        line[strcspn(line, "\n")] = '\0';
        if (sscanf(line, "cluster %255s", name) == 1)
            cluster.name = put(name, strlen(name));
        else if (strncmp(line, "created ", 8) == 0)
            head.created = atoll(line + 8);
        else if (strncmp(line, "inputs ", 7) == 0)
            cluster.inputs = (uint64_t)atoll(line + 7);
        else if (strncmp(line, "tariff ", 7) == 0)
            cluster.tariff = put_file(line + 7);
        else if (strncmp(line, "facts ", 6) == 0)
            cluster.facts = put_file(line + 6);
        else if (strncmp(line, "account ", 8) == 0)
            account(line);
        else if (strncmp(line, "member ", 7) == 0)
            member(line);
        else if (strncmp(line, "parent ", 7) == 0)
            parent(line);
        else if (strncmp(line, "limit ", 6) == 0)
            limit(line);
        else if (strncmp(line, "fund ", 5) == 0)
            fund(line);
        else if (strncmp(line, "lien ", 5) == 0)
            lien(line + 5);
    }
    qsort(liens, lien_count, sizeof *liens, by_key);
    for (uint32_t i = 1; i < account_count; i++)
        accounts[i].first_fund = accounts[i - 1].first_fund + accounts[i - 1].fund_count;
    cluster.account_count = account_count;
    cluster.member_count = member_count;
    room = sizeof head + sizeof cluster + account_count * sizeof *accounts + member_count * sizeof *members + lien_count * sizeof *liens + fund_count * sizeof *funds + limit_count * sizeof *limits + text_length + 64;
    data = calloc(1, room);
    head.clusters.count = 1;
    head.clusters.offset = append(data, &at, &cluster, sizeof cluster);
    head.accounts.count = account_count;
    head.accounts.offset = append(data, &at, accounts, account_count * sizeof *accounts);
    head.members.count = member_count;
    head.members.offset = append(data, &at, members, member_count * sizeof *members);
    head.liens.count = lien_count;
    head.liens.offset = append(data, &at, liens, lien_count * sizeof *liens);
    head.funds.count = fund_count;
    head.funds.offset = append(data, &at, funds, fund_count * sizeof *funds);
    head.limits.count = limit_count;
    head.limits.offset = append(data, &at, limits, limit_count * sizeof *limits);
    head.texts.count = text_length;
    head.texts.offset = append(data, &at, texts, text_length);
    memcpy(head.magic, SB_SNAP_MAGIC, 8);
    head.format = SB_SNAP_FORMAT;
    head.header_size = sizeof head;
    head.file_size = at;
    memcpy(data, &head, sizeof head);
    ((sb_snap_header *)data)->checksum = sb_snap_checksum((const uint8_t *)data + 32, at - 32);
    snprintf(beside, sizeof beside, "%s.made", arguments[1]);
    file = fopen(beside, "w");
    if (!file || fwrite(data, 1, at, file) != at || fclose(file) != 0 || rename(beside, arguments[1]) != 0) {
        perror(arguments[1]);
        return 1;
    }
    return 0;
}
