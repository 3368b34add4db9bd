/* request.h - what a submission or a change asks for, in the engine's form. */
#ifndef SLURMBANK_REQUEST_H
#define SLURMBANK_REQUEST_H

#include "../common/compat.h"
#include "../include/slurmbank.h"

/* Puts everything that was said over the request. Returns how much was. Texts are the job's own. */
int gate_request_overlay(sb_request *request, const job_desc_msg_t *job);

/* Whether --bank-quote was given: the SPANK plugin leaves a word in the job's SPANK environment. */
int gate_request_is_quote(const job_desc_msg_t *job);

/* Whether, of a heterogeneous job of --bank-quote, another component follows on the command line: sbatch's SPANK plugin says so. */
int gate_request_has_more(const job_desc_msg_t *job);

/* How many components the lines of a batch script name: 1 and one for each "#SBATCH hetjob" that sbatch reads. 0 without a script. */
uint32_t gate_request_script_parts(const job_desc_msg_t *job);

#endif
