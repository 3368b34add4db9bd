#!/bin/sh
# A double of sacct: prints rows of a simulated history, since a real slurmdbd cannot be brought to print late, changed and broken
# rows on demand. It knows the options that the bank uses; a test that wants a failure puts a file beside it.
here=${0%/*}
printf 'sacct %s\n' "$*" >> "$here/commands.log"
if [ "$1" = --helpformat ]; then cat "$here/samples/sacct-helpformat.out"; exit 0; fi
if [ -f "$here/fail.sacct" ]; then cat "$here/fail.sacct" >&2; exit 1; fi
for word in "$@"; do
  case $word in
    --delimiter=*) SACCT_D=${word#--delimiter=} ;;
    --format=*) SACCT_F=${word#--format=} ;;
    --starttime=*) SACCT_FROM=${word#--starttime=} ;;
    --endtime=*) SACCT_TO=${word#--endtime=} ;;
    --jobs=*) SACCT_JOBS=${word#--jobs=} ;;
    --clusters=*) SACCT_CLUSTER=${word#--clusters=} ;;
  esac
done
if [ -n "$SACCT_JOBS" ] && [ -f "$here/fail.sacct-jobs" ]; then cat "$here/fail.sacct-jobs" >&2; exit 1; fi
[ -f "$here/slow.sacct" ] && sleep "$(cat "$here/slow.sacct")"
export SACCT_D SACCT_F SACCT_FROM SACCT_TO SACCT_JOBS SACCT_CLUSTER
[ -f "$here/cut.sacct" ] && SACCT_CUT=$(cat "$here/cut.sacct") && export SACCT_CUT
awk -f "$here/sacct.awk" "$here/sacct.rows"
code=$?
[ $code = 0 ] || cat "$here/samples/nodbd-sacct.err" >&2
exit $code
