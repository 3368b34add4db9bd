#include "journal.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "../common/files.h"

#define LINE_SIZE 512
#define JOURNAL_MOST (64u << 20)
#define JOURNAL_SMALL (256u << 10)
#define JOURNAL_HEAD "# slurmbank gate journal 1\n"

/* The check of a line, behind " *". */
static int seal(char *line, int length)
{
    uint32_t sum = (uint32_t)liens_hash(line, (size_t)length);
    int more = snprintf(line + length, (size_t)(LINE_SIZE - length), " *%08" PRIx32 "\n", sum);
    return more > 0 && more < LINE_SIZE - length ? length + more : -1;
}

static int line_of(char *line, const lien *item)
{
    char key[KEY_TEXT], old[KEY_TEXT] = "-";
    int length;
    key_print(item->key, key);
    if (item->has_old)
        key_print(item->old_key, old);
    length = snprintf(line, LINE_SIZE, "+ %s %" PRId64 " %" PRIu32 " %" PRId64 " %" PRIu32 " %s %s %" PRId64, key, item->time, item->uid, item->units,
        item->tasks, item->account, old, item->has_old ? item->old_units : 0);
    return length > 0 && length < LINE_SIZE ? seal(line, length) : -1;
}

static int put(gate_journal *journal, const char *text, size_t length)
{
    ssize_t written = write(journal->file, text, length);
    if (written > 0)
        journal->size += (uint64_t)written;
    if (written == (ssize_t)length) {
        journal->torn = 0;
        journal->error = 0;
        return 1;
    }
    journal->torn = journal->torn || written > 0;
    journal->error = written < 0 ? errno : ENOSPC;
    journal->failures++;
    return 0;
}

static int put_held(gate_journal *journal)
{
    size_t length = journal->held_length;
    journal->held_length = 0;
    return length == 0 || journal->file < 0 || put(journal, journal->held, length);
}

static int append(gate_journal *journal, const char *line, int length)
{
    int done = 1;
    if (journal->file < 0 || length < 0)
        return 0;
    if (journal->held_length + (size_t)length + 1 > sizeof journal->held)
        done = put_held(journal);
    if (journal->torn && journal->held_length == 0)
        journal->held[journal->held_length++] = '\n';
    memcpy(journal->held + journal->held_length, line, (size_t)length);
    journal->held_length += (size_t)length;
    return journal->is_held ? done : put_held(journal);
}

void journal_hold(gate_journal *journal)
{
    journal->is_held = 1;
}

void journal_release(gate_journal *journal)
{
    journal->is_held = 0;
    put_held(journal);
}

int journal_add(gate_journal *journal, const lien *item)
{
    char line[LINE_SIZE];
    return append(journal, line, line_of(line, item));
}

int journal_end(gate_journal *journal, const lien *item, const char *why)
{
    char line[LINE_SIZE], key[KEY_TEXT];
    int length;
    key_print(item->key, key);
    length = snprintf(line, LINE_SIZE, "- %s %" PRId64 " %s", key, item->time, why);
    return append(journal, line, length > 0 && length < LINE_SIZE ? seal(line, length) : -1);
}

/* A line without its end of line and check; 0 where the check does not fit. */
static int open_line(char *line, size_t length)
{
    unsigned int sum;
    char *mark = length > 10 ? line + length - 10 : NULL, *end;
    if (!mark || mark[0] != ' ' || mark[1] != '*')
        return 0;
    sum = (unsigned int)strtoul(mark + 2, &end, 16);
    if (end != line + length || sum != (uint32_t)liens_hash(line, length - 10))
        return 0;
    *mark = '\0';
    return 1;
}

static int read_lien(const char *line, lien *item, char *account)
{
    char key[KEY_TEXT], old[KEY_TEXT];
    memset(item, 0, sizeof *item);
    if (sscanf(line, "+ %32[0-9a-f] %" SCNd64 " %" SCNu32 " %" SCNd64 " %" SCNu32 " %319s %32[-0-9a-f] %" SCNd64, key, &item->time, &item->uid, &item->units,
            &item->tasks, account, old, &item->old_units) != 8)
        return 0;
    item->has_old = old[0] != '-';
    item->account = account;
    return strlen(key) == 2 * KEY_SIZE && key_parse(key, item->key) && item->units >= 0 && item->old_units >= 0 && item->tasks > 0 &&
           (!item->has_old || (strlen(old) == 2 * KEY_SIZE && key_parse(old, item->old_key)));
}

static void keep_undone(gate_journal *journal, const lien *item)
{
    journal_undone *kept = &journal->undone[journal->undone_count++ % JOURNAL_UNDONE];
    memcpy(kept->key, item->key, KEY_SIZE);
    memcpy(kept->old_key, item->old_key, KEY_SIZE);
    kept->old_units = item->old_units;
    kept->has_old = item->has_old;
}

const journal_undone *journal_find_undone(const gate_journal *journal, const uint8_t key[KEY_SIZE])
{
    uint32_t i, count = journal->undone_count < JOURNAL_UNDONE ? journal->undone_count : JOURNAL_UNDONE;
    for (i = 0; i < count; i++)
        if (memcmp(journal->undone[i].key, key, KEY_SIZE) == 0)
            return &journal->undone[i];
    return NULL;
}

static void end_line(gate_journal *journal, lien_table *table, const uint8_t key[KEY_SIZE], const char *line)
{
    const lien *item = strstr(line, " undone") ? liens_find(table, key) : NULL;
    if (item)
        keep_undone(journal, item);
    if (strstr(line, " replaced"))
        liens_replaced(table, key);
    else
        liens_end(table, key, strstr(line, " unseen") != NULL || strstr(line, " undone") != NULL);
}

static void replay_line(gate_journal *journal, char *line, size_t length, lien_table *table)
{
    char account[LIEN_ACCOUNT_SIZE], key_text[KEY_TEXT];
    uint8_t key[KEY_SIZE];
    lien item;
    if (length == 0 || line[0] == '#')
        return;
    if (!open_line(line, length))
        journal->bad_lines++;
    else if (read_lien(line, &item, account))
        liens_add(table, &item);
    else if (sscanf(line, "- %32[0-9a-f] ", key_text) == 1 && strlen(key_text) == 2 * KEY_SIZE && key_parse(key_text, key))
        end_line(journal, table, key, line);
    else
        journal->bad_lines++;
}

static void replay(gate_journal *journal, char *text, size_t length, lien_table *table)
{
    char *at = text, *end = text + length;
    while (at < end) {
        char *line_end = memchr(at, '\n', (size_t)(end - at));
        size_t line = (size_t)((line_end ? line_end : end) - at);
        replay_line(journal, at, line, table);
        journal->torn = line_end == NULL;
        at += line + 1;
    }
    liens_tidy(table);
}

int journal_open(gate_journal *journal, const char *folder, lien_table *table)
{
    char *text = NULL;
    size_t length = 0;
    int error;
    journal->file = -1;
    journal->size = 0;
    journal->torn = 0;
    if (snprintf(journal->path, sizeof journal->path, "%s/gate.journal", folder) >= (int)sizeof journal->path)
        return journal->error = ENAMETOOLONG;
    error = sbp_read_file(journal->path, JOURNAL_MOST, &text, &length, NULL);
    if (error && error != ENOENT)
        return journal->error = error;
    if (!error)
        replay(journal, text, length, table);
    free(text);
    journal->size = length;
    journal->file = open(journal->path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, 0644);
    if (journal->file < 0)
        return journal->error = errno;
    if (length == 0)
        append(journal, JOURNAL_HEAD, (int)strlen(JOURNAL_HEAD));
    return journal->error;
}

void journal_close(gate_journal *journal)
{
    if (journal->file >= 0)
        close(journal->file);
    journal->file = -1;
}

int journal_is_lost(const gate_journal *journal)
{
    struct stat ours, named;
    if (journal->file < 0 || fstat(journal->file, &ours) != 0)
        return 0;
    if (stat(journal->path, &named) != 0)
        return errno == ENOENT;
    return ours.st_ino != named.st_ino || ours.st_dev != named.st_dev;
}

int journal_is_large(const gate_journal *journal, const lien_table *table)
{
    return journal->file >= 0 && journal->size > JOURNAL_SMALL && journal->size / 4 > (uint64_t)table->count * 200;
}

int journal_compact(gate_journal *journal, const lien_table *table)
{
    size_t room = sizeof JOURNAL_HEAD + (size_t)table->count * LINE_SIZE, at;
    char *text = malloc(room);
    uint32_t i;
    int error, file;
    if (!text)
        return ENOMEM;
    at = (size_t)snprintf(text, room, "%s", JOURNAL_HEAD);
    for (i = 0; i < table->count; i++) {
        int length = table->items[i].ended ? 0 : line_of(text + at, &table->items[i]);
        at += length > 0 ? (size_t)length : 0;
    }
    error = sbp_replace_file(journal->path, text, at);
    free(text);
    if (error)
        return error;
    file = open(journal->path, O_WRONLY | O_APPEND | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
    if (file < 0)
        return errno;
    journal_close(journal);
    journal->file = file;
    journal->size = at;
    journal->torn = 0;
    return 0;
}
