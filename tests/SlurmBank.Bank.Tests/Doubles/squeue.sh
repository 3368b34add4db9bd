#!/bin/sh
# A double of squeue: prints a queue that a test has made up, in the columns and with the delimiter that it is asked for.
here=${0%/*}
printf 'squeue %s\n' "$*" >> "$here/commands.log"
if [ -f "$here/fail.squeue" ]; then cat "$here/fail.squeue" >&2; exit 1; fi
for word in "$@"; do
  case $word in --Format=*) SQUEUE_F=${word#--Format=} ;; esac
done
export SQUEUE_F
awk 'BEGIN { FS = "\t"; columns = split(ENVIRON["SQUEUE_F"], name, ",")
    for (i = 1; i <= columns; i++) { c = index(name[i], ":0"); d = substr(name[i], c + 2); name[i] = substr(name[i], 1, c - 1) } }
  NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i; next }
  { line = ""
    for (i = 1; i <= columns; i++) { value = (name[i] in at) ? $at[name[i]] : ""; gsub("\036", "\n", value); line = line value d }
    print line }' "$here/squeue.rows"
