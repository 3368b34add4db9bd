/* decide.h - the gate's answers. */
#ifndef SLURMBANK_DECIDE_H
#define SLURMBANK_DECIDE_H

#include "../common/compat.h"
#include "../include/slurmbank.h"
#include "gate.h"
#include "payer.h"

/* Room for what the user is told. */
typedef struct {
    char text[SB_DECISION_TEXT_SIZE];
    uint32_t length;
    int is_private; /* for the log alone: who asks may be nobody of the account's */
} gate_text;

/* Where the engine cannot be asked: slurmbank_gate.conf decides. Returns a Slurm error code, or SLURM_SUCCESS. */
int gate_without_engine(gate_text *text);

/* Asks the engine; fills in figures and counts. Returns its code. */
int32_t gate_ask(sb_decision_input *input, gate_payer *payer, sb_decision *decision, gate_text *text);

/* Counts what came out; `operator` where a refusal was not possible. */
void gate_count(const sb_decision *decision, int operator);

/* Notes a lien: in memory, in the journal. Returns it, or NULL where there is no room. */
lien *gate_note_lien(const gate_payer *payer, uint32_t uid, int64_t units, uint32_t tasks, const uint8_t *old_key, int64_t old_units);

/* The token of a lien. */
lien_token gate_token(const lien *item);

/* Whether liens go into admin_comment. */
int gate_writes_comment(void);

/* --bank-quote where there is no answer: then nothing is submitted either. Returns the code. */
int gate_no_quote(gate_text *text);

int gate_submit(job_desc_msg_t *job, uint32_t uid, gate_text *text);
int gate_change(job_desc_msg_t *job, struct job_record *record, uint32_t uid, gate_text *text);

#endif
