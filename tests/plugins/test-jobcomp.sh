#!/usr/bin/env bash
# jobcomp/slurmbank in a real slurmctld: each way in which a job ends is recorded and read back, survives kill -9, and is charged once, whether the
# spool or sync comes first. (Faults: test-jobcomp-faults.sh; ends that one machine has to be helped to: test-jobcomp-states.sh.)
set -euo pipefail
repository=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
here=$repository/tests/cluster
. "$here/lib/testing.sh"
. "$repository/tests/plugins/lib/jobcomp.sh"
[ -e "$repository/out/plugins/jobcomp_slurmbank.so" ] || { echo 'skip - test-jobcomp: the plugin is not built here (no source of Slurm)'; exit 0; }

slurmbank=${SLURMBANK:-$repository/out/slurmbank}
base=$(mktemp -d "${TMPDIR:-/tmp}/slurmbank-test.XXXXXX")
dir=$base/cluster spool=$base/spool
export SLURMBANK_CLUSTER_QUIET=1
trap 'cluster down --remove; rm -rf "$base"' EXIT
chmod 755 "$base"
jobcomp_up
[ ! -x "$slurmbank" ] || { bank spooled '[spool]' "directory = \"$spool\""; bank plain; bank late '[spool]' "directory = \"$base/copy\""; }

echo '# each way in which a job ends'
timeout=$(submit alice -t 1 --wrap 'exec sleep 300')
completed=$(submit alice -n 2 --wrap 'sleep 2')
broken=$(submit bob -A chem -c 4 --wrap 'exit 3')
signalled=$(submit carol --wrap 'kill -9 $$')
gpu=$(submit dave -p gpu --gres=gpu:2 --wrap 'sleep 1')
forged=$(submit alice -J $'x State=COMPLETED Account=chem\nJobId=99999 SBr1' --wrap true)
array=$(submit alice --array=0-3%2 --wrap '[ $SLURM_ARRAY_TASK_ID != 2 ]')
het=$(submit bob -A physics -n 1 --wrap 'sleep 1' : -n 2)
cancelled=$(submit alice --wrap 'exec sleep 300')
pending=$(submit alice -H -p cpu,gpu --wrap true)
pending_array=$(submit alice -H --array=1-30 --wrap true)
requeued=$(submit bob -A physics --requeue --wrap 'sleep 3')
suspended=$(submit alice --wrap 'exec sleep 6')
suspended_end=$(submit alice --wrap 'exec sleep 300')
resized=$(submit alice -N 2 --wrap 'exec sleep 300')
failed_node=$(submit alice -w c2 --no-requeue --wrap 'exec sleep 300')
retried=$(submit alice -w c2 --requeue --wrap 'exec sleep 300')
preempted=$(submit carol -p gpu -w g1 --exclusive --no-requeue --wrap 'exec sleep 300')
for job in "$preempted" "$cancelled" "$requeued" "$suspended" "$suspended_end" "$resized" "$failed_node" "$retried"; do
    eventually "job $job runs" 20 RUNNING live "$job" >/dev/null
done
"$dir/bin/scontrol" suspend "$suspended,$suspended_end"
"$dir/bin/scontrol" requeue "$requeued"
"$dir/bin/scancel" "$cancelled" "$pending" "$pending_array"
"$dir/bin/scontrol" update jobid="$resized" NumNodes=1 >/dev/null 2>&1 || true
urgent=$(submit dave -p urgent -w g1 --exclusive --wrap 'exec sleep 300')
late=$(submit alice -p gpu -w g1 --exclusive -t 1 --deadline=now+75seconds --wrap true)
sleep 2
"$dir/bin/scontrol" resume "$suspended"
"$dir/bin/scancel" "$suspended_end" "$resized"
"$dir/bin/scontrol" update nodename=c2 state=down reason=test
eventually 'a completed job' 20 COMPLETED recorded "$completed"
eventually 'a failed job' 10 FAILED recorded "$broken"
eventually 'a job that was killed by a signal' 10 FAILED recorded "$signalled"
eventually 'a job with GPUs' 10 COMPLETED recorded "$gpu"
eventually 'a job that was cancelled while it ran' 10 CANCELLED recorded "$cancelled"
eventually 'a job that was cancelled while it waited' 10 CANCELLED recorded "$pending"
eventually 'an array that was cancelled while it waited' 10 CANCELLED recorded "$pending_array"
eventually 'a job that was cancelled while it was suspended' 10 CANCELLED recorded "$suspended_end"
eventually 'a job on a node that failed' 10 NODE_FAIL recorded "$failed_node"
eventually 'a job that was preempted' 30 PREEMPTED recorded "$preempted"
eventually 'each task of an array' 10 'COMPLETED COMPLETED COMPLETED FAILED' bash -c "'$dir/bin/sacct' -c -nP -j $array -o state | sort | tr '\n' ' ' | sed 's/ \$//'"
eventually 'each component of a heterogeneous job' 10 'COMPLETED COMPLETED' recorded "$het"
eventually 'a job that was suspended and went on' 20 COMPLETED recorded "$suspended"
"$dir/bin/scontrol" update nodename=c2 state=resume 2>/dev/null || true
"$dir/bin/scontrol" update jobid="$retried" StartTime=now
eventually 'a run that a failed node ended is tried again' 20 RUNNING live "$retried"
"$dir/bin/scancel" "$retried"
eventually 'a run that a failed node ended, and its retry, cancelled' 20 'NODE_FAIL CANCELLED' recorded "$retried"
# A requeued job waits for two minutes, unless it is told not to.
"$dir/bin/scontrol" update jobid="$requeued" StartTime=now
eventually 'what was resized is left to sync' 10 CANCELLED state "$resized"
same 'and not recorded' '' "$(recorded "$resized")"
same 'the name of a job is its name, whatever it says' 'physics' "$("$dir/bin/sacct" -c -nP -j "$forged" -o account)"
check 'where another plugin takes it for fields' grep -q 'Name=x State=COMPLETED Account=chem' "$base/filetxt.log"

eventually 'a job that could not end before its deadline' 60 DEADLINE recorded "$late"
"$dir/bin/scancel" "$urgent"
eventually 'the job that preempted it' 20 CANCELLED recorded "$urgent"

echo '# what is passed on'
same 'filetxt has each end too, resized ones included' "$("$dir/bin/sacct" -c -nP -S 2020-01-01 -o jobid | sort -n | uniq | wc -l)" \
    "$(grep -o '^JobId=[0-9]* ' "$base/filetxt.log" | sort | uniq | grep -vcx "JobId=\($resized\|99999\) ")"

echo '# kill -9'
short=$(submit alice --wrap true)
eventually 'a job ends' 20 COMPLETED recorded "$short"
meanwhile=$(submit bob -A chem --wrap 'exec sleep 10')
eventually 'another runs' 20 RUNNING live "$meanwhile"
# What slurmctld has not saved, a killed one forgets: that is Slurm's, and other jobs get the same numbers.
touch "$base/marker"
eventually 'slurmctld has saved its state' 30 newer bash -c "[ '$dir/state/job_state' -nt '$base/marker' ] && echo newer"
before=$("$dir/bin/sacct" -c -nP -S 2020-01-01 -o jobid | wc -l)
cluster kill slurmctld
same 'after kill -9 of slurmctld all that was recorded is there' "$before" "$("$dir/bin/sacct" -c -nP -S 2020-01-01 -o jobid | wc -l)"
sleep 6
cluster start slurmctld
eventually 'and what ended meanwhile is recorded once slurmctld is back' 60 COMPLETED recorded "$meanwhile"
eventually 'what the killed one left open is completed' 10 0 whole

echo '# a slurmctld in the background, which a reconfigure may replace by another one'
cluster stop slurmctld
"$dir/bin/enter" -- slurmctld && sleep 1
for job in 1 2 3; do
    short=$(submit alice --wrap true)
    eventually "job $job ends" 20 COMPLETED recorded "$short"
    reconfigure
    sleep 0.5
done
short=$(submit alice --wrap true)
eventually 'what ends after reconfigures is recorded' 20 COMPLETED recorded "$short"
eventually 'and no segment is left open' 10 0 whole
pid=$(head -n 1 "$dir/run/slurmctld.self")
grep -qx slurmctld "/proc/$pid/comm" && kill "$pid"
sleep 2
cluster start slurmctld

echo '# the end'
eventually 'a job that ran into its time limit' 120 TIMEOUT recorded "$timeout"
eventually 'a requeued run, and its second one' 60 'REQUEUED COMPLETED' recorded "$requeued"
final=$(submit alice --wrap true)
eventually 'one more' 20 COMPLETED state "$final"
cluster stop slurmctld
same 'slurmctld leaves no segment open' 0 "$(whole)"
cluster start slurmctld

# The job number, account, partition, QOS and times of each end, but of jobs that were resized, and of those that were held until they were
# cancelled: those sacct shows in no window. (Submit is no column of sacct -c: this Slurm prints the start there.) A job that never started has
# the start None in slurmdbd's rows, and Unknown, the only word for it, in sacct -c.
ends() { "$dir/bin/sacct" "$@" -S 2020-01-01 -nP | grep -v "^\($resized\|$pending\|$pending_array\)|" | sed 's/|None|/|Unknown|/' | sort; }
# slurmdbd hears of the last ones a moment later.
for _ in $(seq 40); do [ "$(ends -aXD -o jobidraw,start,end)" != "$(ends -c -o jobid,start,end)" ] || break; sleep 0.5; done
same 'sacct -c says what sacct says' "$(ends -aXD -o jobidraw,account,partition,qos,start,end)" "$(ends -c -o jobid,account,partition,qos,start,end 2>&1)"

if [ ! -x "$slurmbank" ]; then
    echo 'skip - settling: out/slurmbank is not built'
    finish
    exit
fi
echo '# one charge'
mkdir "$base/copy"
settle spooled
same 'without a ledger nothing is drained' 4 "$(cat "$base/spooled/sync.code")"
check 'and the records stay' test "$(segments "$spool")" -gt 3
for name in spooled plain late; do ask "$name" init --books-open "$(date -u -d yesterday +%F)" >/dev/null 2>&1 || true; done
cluster stop slurmdbd
settle plain
same 'without slurmdbd a bank that has no spool charges nothing' '3 0' "$(cat "$base/plain/sync.code") $(charges plain | wc -l)"
mkdir "$base/taken" && mv "$spool"/*.seg "$base/taken/"
settle spooled
same 'nor does one whose records were taken away before its ledger had them' '3 0' "$(cat "$base/spooled/sync.code") $(charges spooled | wc -l)"
mv "$base/taken"/*.seg "$spool/"
settle spooled
same 'without slurmdbd sync says so' 3 "$(cat "$base/spooled/sync.code")"
same 'but the spool is drained' 0 "$(segments "$spool")"
drained=$(charges spooled | wc -l) records=$("$dir/bin/sacct" -c -nP -S 2020-01-01 -o jobid | wc -l)
check 'and charged' test "$drained" -gt 20
cluster start slurmdbd
eventually 'slurmdbd is back' 30 0 bash -c "'$dir/bin/sacct' >/dev/null 2>&1; echo \$?"
settle spooled; settle plain; settle late
same 'spool, then sync: sync adjusts nothing' '0 []' "$(fact spooled adjusted) $(ask spooled transactions --kind adjustment --json | tr -d '\n')"
check 'and charges only what was resized' test "$(fact spooled charged | cut -d, -f1)" = "$("$dir/bin/sacct" -aXDnP -S 2020-01-01 -j "$resized" -o state | wc -l)"
same 'sync and spool give what sync alone gives' "$(charges plain)" "$(charges spooled)"
same 'sync, then spool: nothing is charged by the spool' "0 of $records records charged, together 0.00 SU" "$(cp "$spool"/done/*.seg "$base/copy/"; settle late; fact late 'from the spool')"
same 'and nothing changes' "$(charges plain)" "$(charges late)"
for name in spooled plain late; do check "the ledger of $name is sound" ask "$name" verify; done
same 'what was drained is read back still' "$(ends -aXD -o jobidraw,start,end)" "$(ends -c -o jobid,start,end)"
same 'slurmctld lives' UP "$(alive)"
finish
