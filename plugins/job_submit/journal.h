/*
 * journal.h - the gate's liens on disk, so that they outlive slurmctld: lines appended by one write() each, no fsync (the kernel keeps what was
 * written when slurmctld is killed; after a crash of the machine the jobs themselves tell, by admin_comment).
 *
 *   + KEY TIME UID UNITS TASKS ACCOUNT OLDKEY OLDUNITS *SUM     a lien was made; OLDKEY is "-" where it replaces none
 *   - KEY TIME WHY *SUM                                          a lien has ended
 *
 * SUM is a check of the line; a line that does not fit its own is left out. The bank reads the file and never writes it.
 */
#ifndef SLURMBANK_JOURNAL_H
#define SLURMBANK_JOURNAL_H

#include <stdint.h>

#include "liens.h"

#define JOURNAL_PATH 4096
#define JOURNAL_UNDONE 256u

/* A promise of a change that was taken back. What slurmctld saved of the job may still carry its key after a kill. */
typedef struct {
    uint8_t key[KEY_SIZE];
    uint8_t old_key[KEY_SIZE]; /* that counts again */
    int64_t old_units;
    uint8_t has_old;
} journal_undone;

typedef struct {
    char path[JOURNAL_PATH];
    int file;           /* -1: not open */
    uint64_t size;      /* bytes in the file, as far as we wrote or read them */
    int torn;           /* the last write was not whole: the next one begins a line */
    int error;          /* errno of the last failure; 0 */
    uint64_t failures;
    uint64_t bad_lines;
    char held[1 << 15]; /* lines that are not written yet */
    size_t held_length;
    int is_held;
    journal_undone undone[JOURNAL_UNDONE]; /* the last ones that were read */
    uint32_t undone_count;                 /* of all */
} gate_journal;

/* Opens folder/gate.journal and adds its liens that have not ended to the table. Returns 0, or an errno: then liens are in memory only. */
int journal_open(gate_journal *journal, const char *folder, lien_table *table);
void journal_close(gate_journal *journal);

/* Each returns whether the line is in the file. */
int journal_add(gate_journal *journal, const lien *item);
int journal_end(gate_journal *journal, const lien *item, const char *why);

/* Whether the journal that was read tells that this promise was taken back; else NULL. */
const journal_undone *journal_find_undone(const gate_journal *journal, const uint8_t key[KEY_SIZE]);

/* Between the two, lines are collected: the ends of many liens are a few writes. Under one lock. */
void journal_hold(gate_journal *journal);
void journal_release(gate_journal *journal);

/*
 * Whether the file that is open is not the one of that name (any more): somebody took it away, or another slurmctld wrote it anew. From Slurm
 * 23.11 on there are two for a moment at each reconfigure.
 */
int journal_is_lost(const gate_journal *journal);

/* Whether most of the file is about liens that have ended. */
int journal_is_large(const gate_journal *journal, const lien_table *table);

/* Writes the file anew with the table's liens. Returns 0, or an errno: then the old file stays. */
int journal_compact(gate_journal *journal, const lien_table *table);

#endif
