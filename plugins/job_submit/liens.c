#include "liens.h"

#include <stdlib.h>
#include <string.h>

#define ROOM_LEAST 256u

uint64_t liens_hash(const void *data, size_t length)
{
    const uint8_t *at = data;
    uint64_t sum = UINT64_C(0xcbf29ce484222325);
    while (length--)
        sum = (sum ^ *at++) * UINT64_C(0x100000001b3);
    return sum;
}

/* Keys are random: their first bytes are hash enough. */
static uint32_t slot_of(const lien_table *table, const uint8_t key[KEY_SIZE])
{
    uint32_t word;
    memcpy(&word, key, sizeof word);
    return word & (table->slot_count - 1);
}

static void index_one(lien_table *table, uint32_t place)
{
    uint32_t slot = slot_of(table, table->items[place].key);
    while (table->slots[slot])
        slot = (slot + 1) & (table->slot_count - 1);
    table->slots[slot] = place + 1;
}

/* The sum of an account, or the free slot where it would be. */
static lien_sum *sum_of(const lien_table *table, const char *account, uint64_t hash)
{
    uint32_t slot = (uint32_t)hash & (table->slot_count - 1);
    for (; table->sums[slot].place; slot = (slot + 1) & (table->slot_count - 1)) {
        const lien *item = &table->items[table->sums[slot].place - 1];
        if (item->hash == hash && strcmp(item->account, account) == 0)
            break;
    }
    return &table->sums[slot];
}

/* What a lien adds to the sum of its account. */
static int64_t part_of(const lien *item)
{
    return item->ended || item->replaced ? 0 : item->own;
}

static void add_to_sum(lien_table *table, const lien *item, int64_t units)
{
    lien_sum *sum = sum_of(table, item->account, item->hash);
    if (!sum->place)
        sum->place = (uint32_t)(item - table->items) + 1;
    if (__builtin_add_overflow(sum->units, units, &sum->units))
        sum->is_lost = 1;
}

static void index_all(lien_table *table)
{
    uint32_t i;
    if (table->slots)
        memset(table->slots, 0, table->slot_count * sizeof *table->slots);
    if (table->sums)
        memset(table->sums, 0, table->slot_count * sizeof *table->sums);
    table->oldest_unseen = INT64_MAX;
    for (i = 0; i < table->count; i++) {
        index_one(table, i);
        add_to_sum(table, &table->items[i], part_of(&table->items[i]));
        if (!table->items[i].seen && table->items[i].time < table->oldest_unseen)
            table->oldest_unseen = table->items[i].time;
    }
}

static int grow(lien_table *table)
{
    uint32_t room = table->room ? table->room * 2 : ROOM_LEAST;
    lien *items = realloc(table->items, room * sizeof *items);
    uint32_t *slots;
    lien_sum *sums;
    if (!items)
        return 0;
    table->items = items;
    slots = realloc(table->slots, (size_t)room * 2 * sizeof *slots);
    if (!slots)
        return 0;
    table->slots = slots;
    sums = realloc(table->sums, (size_t)room * 2 * sizeof *sums);
    if (!sums)
        return 0;
    table->sums = sums;
    table->slot_count = room * 2;
    table->room = room;
    index_all(table);
    return 1;
}

int lien_is_of(const lien *item, const char *account)
{
    size_t length = strcspn(item->account, ",");
    return strlen(account) == length && memcmp(item->account, account, length) == 0;
}

void liens_free(lien_table *table)
{
    uint32_t i;
    for (i = 0; i < table->count; i++)
        free(table->items[i].account);
    free(table->items);
    free(table->slots);
    free(table->sums);
    memset(table, 0, sizeof *table);
    table->oldest_unseen = INT64_MAX;
}

lien *liens_find(lien_table *table, const uint8_t key[KEY_SIZE])
{
    uint32_t slot;
    if (!table->slot_count)
        return NULL;
    for (slot = slot_of(table, key); table->slots[slot]; slot = (slot + 1) & (table->slot_count - 1)) {
        lien *item = &table->items[table->slots[slot] - 1];
        if (!item->ended && memcmp(item->key, key, KEY_SIZE) == 0)
            return item;
    }
    return NULL;
}

/* What a lien adds to what is counted elsewhere: its predecessor counts in the snapshot, or is here and counts no more. */
static int64_t own_part(lien *item, int old_in_snapshot)
{
    if (!item->has_old || !old_in_snapshot)
        return item->units;
    return item->units > item->old_units ? item->units - item->old_units : 0;
}

lien *liens_add(lien_table *table, const lien *what)
{
    lien *item, *old;
    if (table->count == 0 && !table->items)
        table->oldest_unseen = INT64_MAX;
    if (liens_find(table, what->key))
        return NULL;
    if (table->count >= LIEN_MOST || (table->count == table->room && !grow(table))) {
        table->dropped++;
        return NULL;
    }
    item = &table->items[table->count];
    *item = *what;
    item->account = strdup(what->account);
    if (!item->account) {
        table->dropped++;
        return NULL;
    }
    item->hash = liens_hash(item->account, strlen(item->account));
    item->replaced = item->ended = 0;
    index_one(table, table->count++);
    if (!item->seen && item->time < table->oldest_unseen)
        table->oldest_unseen = item->time;
    old = item->has_old ? liens_find(table, item->old_key) : NULL;
    if (old) {
        add_to_sum(table, old, -part_of(old));
        old->replaced = 1;
        /* A change may come to nothing: until that is known the larger of the two counts. */
        item->own = item->units > old->own ? item->units : old->own;
    } else {
        item->own = own_part(item, item->has_old);
    }
    add_to_sum(table, item, item->own);
    return item;
}

/* One by one. */
static int64_t count_anew(const lien_table *table, const char *account, uint64_t hash, const uint8_t *except)
{
    int64_t sum = 0;
    uint32_t i;
    for (i = 0; i < table->count; i++) {
        const lien *item = &table->items[i];
        if (item->hash != hash || item->ended || item->replaced || strcmp(item->account, account) != 0)
            continue;
        if (except && memcmp(item->key, except, KEY_SIZE) == 0)
            continue;
        if (__builtin_add_overflow(sum, item->own, &sum))
            return INT64_MAX;
    }
    return sum;
}

int64_t liens_of(const lien_table *table, const char *account, const uint8_t *except)
{
    uint64_t hash = liens_hash(account, strlen(account));
    const lien_sum *sum = table->slot_count ? sum_of(table, account, hash) : NULL;
    const lien *left_out;
    if (!sum || !sum->place)
        return 0;
    if (sum->is_lost)
        return count_anew(table, account, hash, except);
    left_out = except ? liens_find((lien_table *)(uintptr_t)table, except) : NULL;
    if (left_out && left_out->hash == hash && strcmp(left_out->account, account) == 0)
        return sum->units - part_of(left_out);
    return sum->units;
}

int64_t liens_of_user(const lien_table *table, const char *account, uint32_t uid)
{
    uint64_t hash = liens_hash(account, strlen(account));
    int64_t sum = 0;
    uint32_t i;
    for (i = 0; i < table->count; i++) {
        const lien *item = &table->items[i];
        if (item->uid != uid || item->hash != hash || strcmp(item->account, account) != 0)
            continue;
        if (__builtin_add_overflow(sum, part_of(item), &sum))
            return INT64_MAX;
    }
    return sum;
}

int64_t liens_sum(const lien_table *table)
{
    int64_t sum = 0;
    uint32_t i;
    for (i = 0; i < table->count; i++)
        if (!table->items[i].ended && !table->items[i].replaced && __builtin_add_overflow(sum, table->items[i].own, &sum))
            return INT64_MAX;
    return sum;
}

static void end_one(lien_table *table, lien *item, int restore)
{
    lien *old = item->has_old ? liens_find(table, item->old_key) : NULL;
    add_to_sum(table, item, -part_of(item));
    item->ended = 1;
    if (!old)
        return;
    add_to_sum(table, old, -part_of(old));
    if (restore)
        old->replaced = 0;
    else
        old->ended = 1;
    add_to_sum(table, old, part_of(old));
}

int liens_end(lien_table *table, const uint8_t key[KEY_SIZE], int restore)
{
    lien *item = liens_find(table, key);
    if (item)
        end_one(table, item, restore);
    return item != NULL;
}

void liens_replaced(lien_table *table, const uint8_t key[KEY_SIZE])
{
    lien *old = liens_find(table, key);
    uint32_t i;
    for (i = 0; old && i < table->count; i++) {
        lien *item = &table->items[i];
        if (item->ended || !item->has_old || memcmp(item->old_key, key, KEY_SIZE) != 0)
            continue;
        add_to_sum(table, item, -part_of(item));
        item->own = item->units;
        add_to_sum(table, item, part_of(item));
    }
    if (old)
        end_one(table, old, 0);
}

void liens_meet(lien_table *table, const sb_snap *snap, void (*ended)(void *, const lien *), void *argument)
{
    uint32_t i;
    for (i = 0; i < table->count; i++) {
        lien *item = &table->items[i];
        if (item->ended)
            continue;
        if (sb_snap_has_lien(snap, item->key)) {
            if (ended)
                ended(argument, item);
            end_one(table, item, 0);
            table->counted++;
        } else if (item->has_old && !liens_find(table, item->old_key)) {
            item->own = own_part(item, sb_snap_has_lien(snap, item->old_key));
        }
    }
    /* A predecessor that the snapshot counts has just ended above: its successor adds only the difference. */
    for (i = 0; i < table->count; i++) {
        lien *item = &table->items[i];
        if (!item->ended && item->has_old && sb_snap_has_lien(snap, item->old_key))
            item->own = own_part(item, 1);
    }
    liens_tidy(table);
}

uint32_t liens_expire(lien_table *table, int64_t now, int64_t unseen_seconds, void (*ended)(void *, const lien *), void *argument)
{
    uint32_t i, count = 0;
    for (i = 0; i < table->count; i++) {
        lien *item = &table->items[i];
        if (item->ended || item->seen || now - item->time < unseen_seconds)
            continue;
        if (ended)
            ended(argument, item);
        end_one(table, item, 1);
        table->expired++;
        count++;
    }
    if (count)
        liens_tidy(table);
    return count;
}

/* After a crowd: the memory goes back. What cannot be made smaller stays as it is. */
static void shrink(lien_table *table)
{
    uint32_t room = ROOM_LEAST;
    void *items, *slots, *sums;
    while (room < table->count * 2)
        room *= 2;
    if (table->room / 4 < room)
        return;
    items = realloc(table->items, room * sizeof *table->items);
    slots = realloc(table->slots, (size_t)room * 2 * sizeof *table->slots);
    sums = realloc(table->sums, (size_t)room * 2 * sizeof *table->sums);
    table->items = items ? items : table->items;
    table->slots = slots ? slots : table->slots;
    table->sums = sums ? sums : table->sums;
    table->room = room;
    table->slot_count = room * 2;
}

void liens_tidy(lien_table *table)
{
    uint32_t i, kept = 0;
    for (i = 0; i < table->count; i++) {
        if (table->items[i].ended)
            free(table->items[i].account);
        else
            table->items[kept++] = table->items[i];
    }
    table->count = kept;
    shrink(table);
    index_all(table);
}
