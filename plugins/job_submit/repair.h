/*
 * repair.h - after a start of slurmctld: jobs whose promise may not be theirs. slurmctld was killed in the seconds in which a change was refused, and
 * what it has saved of the job carries the promise of that change; or it was killed before anybody knew what became of it. The journal tells which
 * jobs to doubt, and what the job really asks for tells what its promise is.
 */
#ifndef SLURMBANK_REPAIR_H
#define SLURMBANK_REPAIR_H

#include "gate.h"
#include "record.h"

/* Looks at a waiting job with a token, in the first scan after a start; notes it where it is in doubt. Under the gate's lock. */
void gate_doubt(const gate_job *job, const lien_token *token);

/* Puts right what is in doubt; under slurmctld's write lock of jobs and the gate's. Returns whether a job was changed. */
int gate_repair_all(void);
void gate_repair_forget(void);

#endif
