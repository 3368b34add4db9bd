#!/bin/sh
# A stand-in for Slurm's commands, NOT a Slurm: it belongs to a sample ledger of SlurmBank, and starts and stops no job.
# It answers what the bank asks from the tables beside it, and keeps what is changed there. `sinfo --version` says so too.
here=$(cd "$(dirname "$0")" && pwd) || exit 1
mark='
'
SAMPLE_WORDS=${0##*/}
for word in "$@"; do SAMPLE_WORDS=$SAMPLE_WORDS$mark$word; done
SAMPLE_NOW=$(date +%s) SAMPLE_TABLES=$here/tables SAMPLE_ME=$(id -un)
export SAMPLE_WORDS SAMPLE_NOW SAMPLE_TABLES SAMPLE_ME
exec awk -f "$here/common.awk" -f "$here/accounting.awk" -f "$here/jobs.awk" -f "$here/reports.awk" </dev/null
