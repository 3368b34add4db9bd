#!/bin/sh
# A double of sdiag, scontrol and id: prints what a real Slurm 22.05 printed (or what a test made of it).
here=${0%/*}
program=${0##*/}
printf '%s %s\n' "$program" "$*" >> "$here/commands.log"
for word in "$@"; do case $word in config|partition|node) program=$program-$word ;; esac; done
if [ -f "$here/fail.$program" ]; then cat "$here/fail.$program" >&2; exit 1; fi
cat "$here/$program.txt"
