/*
 * liens.h - the gate's own liens: what it has promised and the snapshot does not count yet. In memory, and in the journal.
 *
 * A lien is tentative until its key is seen on a job: in the snapshot (then the bank counts it, and it ends here) or in slurmctld's own list of
 * jobs (then it stays until the bank counts it). One that nobody has seen after LIEN_UNSEEN_SECONDS ends: the job was only a question, or
 * was refused by somebody else. Not to be called by two threads at once.
 */
#ifndef SLURMBANK_LIENS_H
#define SLURMBANK_LIENS_H

#include <stddef.h>
#include <stdint.h>

#include "../include/slurmbank_snapshot.h"
#include "token.h"

#define LIEN_UNSEEN_SECONDS 110
#define LIEN_MOST 100000u
#define LIEN_ACCOUNT_SIZE 320 /* an account, or account,currency: 255, 1 and 16 characters at most */

typedef struct {
    uint8_t key[KEY_SIZE];
    uint8_t old_key[KEY_SIZE]; /* of the lien that it takes the place of (a changed job) */
    char *account;             /* lower case; in another currency than the site's with a comma and that behind it: its row in the snapshot */
    uint64_t hash;             /* of the account */
    int64_t units;             /* all tasks together */
    int64_t old_units;         /* of the lien in whose place it is */
    int64_t own;               /* what counts here: units, or what goes beyond what is counted elsewhere */
    int64_t time;              /* when it was made, UTC */
    int64_t gone;              /* since when no job has it any more, although one had; 0 */
    uint32_t uid;
    uint32_t tasks;
    uint8_t has_old;
    uint8_t seen;              /* a job of slurmctld has it */
    uint8_t replaced;          /* a later lien stands in its place */
    uint8_t cancelled;         /* its job ended and never ran, says the scan that goes on */
    uint8_t ended;             /* to be removed at the next tidying */
} lien;

/* What an account's liens come to, so that a decision need not look at each of them. */
typedef struct {
    int64_t units;
    uint32_t place;   /* place + 1 of a lien of that account; 0: free */
    uint32_t is_lost; /* the sum did not fit: it is counted anew each time */
} lien_sum;

typedef struct {
    lien *items;
    uint32_t count, room;
    uint32_t *slots; /* hash of keys: place + 1 */
    lien_sum *sums;  /* hash of accounts: what their liens come to */
    uint32_t slot_count;
    int64_t oldest_unseen; /* time of the oldest tentative one; INT64_MAX for none */
    uint64_t counted, expired, dropped; /* ended: by the bank, unseen; not kept for want of room */
} lien_table;

void liens_free(lien_table *table);

/* Adds a lien. Returns NULL where there is no room or no memory, or the key is there already. The account's text is copied. */
lien *liens_add(lien_table *table, const lien *what);
lien *liens_find(lien_table *table, const uint8_t key[KEY_SIZE]);

/* Whether an account's, in whatever currency. */
int lien_is_of(const lien *item, const char *account);

/* What an account's liens come to here, without one (except NULL: all). Never below 0; INT64_MAX where it would not fit. */
int64_t liens_of(const lien_table *table, const char *account, const uint8_t *except);
int64_t liens_sum(const lien_table *table);
/* The same of one user of the account. Looks at each lien: only for users with a limit. */
int64_t liens_of_user(const lien_table *table, const char *account, uint32_t uid);

/* Ends a lien by its key; what it stood in the place of counts again if `restore`. Returns whether it was there. */
int liens_end(lien_table *table, const uint8_t key[KEY_SIZE], int restore);

/* The lien that stands in the place of this one is the right one: this one ends, and the other counts with its own amount, also where that is less. */
void liens_replaced(lien_table *table, const uint8_t key[KEY_SIZE]);

/* A new snapshot: ends what it counts. ended (may be NULL) is told each key. */
void liens_meet(lien_table *table, const sb_snap *snap, void (*ended)(void *, const lien *), void *argument);

/* Ends tentative liens that are as old as that or older. ended as above. Returns how many. */
uint32_t liens_expire(lien_table *table, int64_t now, int64_t unseen_seconds, void (*ended)(void *, const lien *), void *argument);

/* Removes what has ended. Places of liens change. */
void liens_tidy(lien_table *table);

uint64_t liens_hash(const void *data, size_t length);

#endif
