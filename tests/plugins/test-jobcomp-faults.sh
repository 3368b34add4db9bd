#!/usr/bin/env bash
# What happens to records, charges and slurmctld when something breaks under jobcomp/slurmbank: each fault is first shown biting where its guard is not
# there (Slurm's own jobcomp/filetxt, records that only memory has, a reader that believes what it reads), and then not.
set -euo pipefail
repository=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
here=$repository/tests/cluster
. "$here/lib/testing.sh"
. "$repository/tests/plugins/lib/jobcomp.sh"
[ -e "$repository/out/plugins/jobcomp_slurmbank.so" ] || { echo 'skip - test-jobcomp-faults: the plugin is not built here (no source of Slurm)'; exit 0; }

slurmbank=${SLURMBANK:-$repository/out/slurmbank}
base=$(mktemp -d "${TMPDIR:-/tmp}/slurmbank-test.XXXXXX")
dir=$base/cluster spool=$base/spool disk=$base/disk absent=$base/absent
export SLURMBANK_CLUSTER_QUIET=1
holder=
trap '[ -z "$holder" ] || kill "$holder" 2>/dev/null || true; cluster down --remove; umount "$disk" 2>/dev/null || true; rm -rf "$base"' EXIT
chmod 755 "$base"
mkdir "$disk" "$base/torn" "$base/dead"
mount -t tmpfs -o size=64k,mode=777 none "$disk" 2>/dev/null || true
tool() { gcc -D_GNU_SOURCE -O1 -Wall -Wextra -I"$repository/plugins/jobcomp" -o "$base/$1" "$repository/tests/plugins/lib/$1.c" "${@:2}"; }
tool dead-folder
tool change-record "$repository/plugins/jobcomp/frame.c"
jobcomp_up

# ours FOLDER, filetxt FILE: slurmctld, started again with that plugin.
ours() { conf JobCompType jobcomp/slurmbank; conf JobCompLoc "$1"; conf JobCompParams slurmbank_rotate=1; cluster restart slurmctld >/dev/null 2>&1 || true; }
filetxt() { conf JobCompType jobcomp/filetxt; conf JobCompLoc "$1"; cluster restart slurmctld >/dev/null 2>&1 || true; }
# text FILE: one that slurmctld may write into.
text() { : >"$1" && chown "$("$dir/bin/enter" id -u slurm)" "$1"; }
# end_of USER OPTION...: a job, once it has ended.
end_of() {
    local job
    job=$(submit "$@" --wrap true)
    for _ in $(seq 200); do [ "$(state "$job")" != COMPLETED ] || break; sleep 0.1; done
    echo "$job"
}
in_text() { grep -c "^JobId=$1 " "$2" || true; }
# What slurmctld has not saved, a killed one forgets: that is Slurm's, and other jobs get the same numbers.
saved() {
    touch "$base/marker"
    for _ in $(seq 300); do [ ! "$dir/state/job_state" -nt "$base/marker" ] || break; sleep 0.1; done
}

echo '# kill -9 of slurmctld'
ours "$absent"
lost=$(end_of alice); saved
cluster kill slurmctld; folder "$absent"; cluster start slurmctld
after=$(end_of alice); conf JobCompLoc "$absent"
eventually 'a record that only memory had' 20 COMPLETED recorded "$after"
same 'is gone after kill -9: sync alone will charge it' '' "$(recorded "$lost")"
ours "$spool"
job=$(end_of alice)
eventually 'one that is in the spool' 20 COMPLETED recorded "$job"; saved
hurry=$(end_of bob -A chem); cluster kill slurmctld
same 'is there after kill -9' COMPLETED "$(recorded "$job")"
# The segment of the last one is left open, as it is when a kill comes before the second is over.
if [ "$(whole)" = 0 ]; then newest=$(find "$spool" -name '*.seg' | sort | tail -n 1); mv "$newest" "${newest%.seg}.open"; fi
if [ -x "$slurmbank" ]; then
    bank left '[spool]' "directory = \"$spool\""
    mkdir -p "$base/elsewhere" && mv "$spool"/*.seg "$base/elsewhere/"
    ask left init --books-open "$(date -u -d yesterday +%F)" >/dev/null 2>&1 || true
    settle left
    same 'a segment that its writer left open is not for the bank: sync reads nothing' '0 records' "$(fact left 'from the spool' | grep -o '[0-9]* records' || echo 0 records)"
    mv "$base/elsewhere"/*.seg "$spool/"
fi
cluster start slurmctld
eventually 'until the next slurmctld completes it' 20 0 whole
same 'with what was in it' COMPLETED "$(recorded "$hurry")"

echo '# half a record'
text "$base/half.txt"; filetxt "$base/half.txt"
first=$(end_of alice); second=$(end_of alice)
truncate -s -40 "$base/half.txt"
third=$(end_of alice)
same 'filetxt: the next record runs into half a record, and is lost too' '1 1 0' "$(in_text "$first" "$base/half.txt") $(in_text "$second" "$base/half.txt") $(in_text "$third" "$base/half.txt")"
ours "$spool"
first=$(end_of alice); saved; second=$(end_of alice)
eventually 'two are recorded' 20 COMPLETED recorded "$second"
cluster kill slurmctld
truncate -s -40 "$(find "$spool" -name '*.seg' -o -name '*.open' | sort | tail -n 1)"
same 'half a record is none' '' "$(recorded "$second")"
same 'and costs no other' COMPLETED "$(recorded "$first")"
cluster start slurmctld
third=$(end_of alice -J forgery)
eventually 'nor the next one' 20 COMPLETED recorded "$third"

echo '# a record that was changed'
sleep 1.5
newest=$(grep -l forgery "$spool"/*.seg | tail -n 1)
same 'a record' physics "$("$dir/bin/sacct" -c -nP -j "$third" -o account)"
check 'is changed, and its checksum too' "$base/change-record" "$newest" forgery physics phYsics right
same 'a right checksum is believed' phYsics "$("$dir/bin/sacct" -c -nP -j "$third" -o account)"
check 'changed back, with the checksum of what was forged' "$base/change-record" "$newest" forgery phYsics physics wrong
same 'a wrong one is not' '' "$(recorded "$third")"
if [ -x "$slurmbank" ]; then
    bank torn '[spool]' "directory = \"$base/torn\""
    ask torn init --books-open "$(date -u -d yesterday +%F)" >/dev/null 2>&1 || true
    cp "$spool"/*.seg "$base/torn/"
    settle torn
    check 'the bank puts the segment aside, and says where' grep -q "put aside: .* bytes from byte .* are no record" "$base/torn/sync.out"
    same 'only those that are damaged' 2 "$(find "$base/torn/aside" -name '*.seg' | wc -l)"
    check 'and charges the others' grep -q '^[1-9][0-9]* of [1-9][0-9]* records charged' <<<"$(fact torn 'from the spool')"
    bank plain
    ask plain init --books-open "$(date -u -d yesterday +%F)" >/dev/null 2>&1 || true
    settle plain
    runs() { charges "$1" | grep -o '"jobId": "[^"]*"' | sort; }
    same 'sync has charged the rest' "$(runs plain)" "$(runs torn)"
fi

echo '# a full disk'
if mountpoint -q "$disk"; then
    text "$disk/jobcomp.txt"; filetxt "$disk/jobcomp.txt"
    dd if=/dev/zero of="$disk/filler" bs=4k count=64 2>/dev/null || true
    lost=$(end_of bob -A physics)
    rm "$disk/filler"
    after=$(end_of bob -A physics); sleep 0.5
    same 'filetxt: what ended while the disk was full is lost, also when there is room again' '0 1' "$(in_text "$lost" "$disk/jobcomp.txt") $(in_text "$after" "$disk/jobcomp.txt")"
    rm "$disk/jobcomp.txt"
    ours "$disk"
    dd if=/dev/zero of="$disk/filler" bs=4k count=64 2>/dev/null || true
    full=$(submit bob -A physics --array=0-4 --wrap true)
    eventually 'with a full disk jobs end all the same' 20 5 bash -c "'$dir/bin/sacct' -nXP -j $full -o state | grep -c COMPLETED"
    sleep 1; used=$(ticks); sleep 3; used=$(($(ticks) - used))
    check "and slurmctld does not spin ($used ticks in 3 s)" test "$used" -lt 150
    same 'it is said once' 1 "$(logged "$disk: No space left")"
    rm "$disk/filler"
    eventually 'when there is room again all are written' 60 5 bash -c "cat '$disk'/*.seg 2>/dev/null | grep -ao SBr1 | wc -l"
else
    echo 'skip - a full disk: no tmpfs can be mounted here'
fi

echo '# no folder, or one that slurmctld may not enter'
absent=$base/missing
filetxt "$absent/jobcomp.txt"
same 'filetxt ends slurmctld where it cannot write' DOWN "$(alive)"
ours "$absent"
same 'this one does not' UP "$(alive)"
lost=$(end_of alice)
same 'without a folder jobs end all the same' COMPLETED "$(state "$lost")"
same 'it is said once' 1 "$(logged "cannot open the folder $absent")"
folder "$absent"
eventually 'once the folder is there the record is written' 40 1 segments "$absent"
mkdir -m 700 "$base/closed"; text "$base/closed/jobcomp.txt"
filetxt "$base/closed/jobcomp.txt"
same 'filetxt ends slurmctld where it may not look' DOWN "$(alive)"
rm "$base/closed/jobcomp.txt"
ours "$base/closed"
same 'this one waits for the day it may' UP "$(alive)"
kept=$(end_of alice)
same 'it is said once' 1 "$(logged "cannot open the folder $base/closed: Permission denied")"
folder "$base/closed"
eventually 'and then writes what came meanwhile' 40 COMPLETED recorded "$kept"

echo '# a disk that does not answer'
# dead: the folder hangs, inside the cluster's view only. alive_soon: slurmctld, asked for three seconds at most.
dead() {
    "$dir/bin/enter" -- "$base/dead-folder" "$base/dead" 120 >"$base/holder" 2>/dev/null &
    for _ in $(seq 50); do [ ! -s "$base/holder" ] || break; sleep 0.1; done
    holder=$(<"$base/holder")
    [ -n "$holder" ]
}
undead() {
    kill "$holder" 2>/dev/null || true
    "$dir/bin/enter" -- umount --lazy "$base/dead" 2>/dev/null || true
    holder=
    : >"$base/holder"
}
alive_soon() { timeout 3 "$dir/bin/scontrol" ping 2>/dev/null | sed -n 's/.* is \(UP\|DOWN\).*/\1/p' | grep . || echo SILENT; }
text "$base/alive.txt"; filetxt "$base/alive.txt"
if dead; then
    conf JobCompLoc "$base/dead/jobcomp.txt"
    timeout 5 "$dir/bin/scontrol" reconfigure >/dev/null 2>&1 || true
    stuck=$(timeout 5 "$dir/bin/enter" --user alice -- sbatch --parsable -o /dev/null --wrap true 2>/dev/null || echo none)
    same 'filetxt: slurmctld hangs with its disk, and takes no job' none "$stuck"
    cluster kill slurmctld || true; undead
    dead
    ours "$base/dead"
    eventually 'this one: slurmctld lives' 20 UP alive_soon
    hung=$(end_of alice)
    same 'jobs end' COMPLETED "$(state "$hung")"
    same 'and slurmctld answers still' UP "$(alive_soon)"
    began=$SECONDS
    cluster stop slurmctld
    check "it ends in time too ($((SECONDS - began)) s)" test "$((SECONDS - began))" -lt 15
    undead
else
    echo 'skip - a disk that does not answer: no FUSE here'
fi

echo '# a completion plugin that is not there'
conf JobCompType jobcomp/absent; cluster restart slurmctld >/dev/null 2>&1 || true
# Slurm 25.11 ends with the first submission.
none=$(submit alice --wrap true 2>/dev/null || echo 0)
if [ "$none" = 0 ]; then
    same 'alone: slurmctld ends' DOWN "$(alive)"
else
    eventually 'alone: a job ends' 20 COMPLETED state "$none"
    check 'and nothing is kept of it' test "$(logged 'cannot create jobcomp context\|jobcomp.*ontext not initialized')" -ge 1
fi
conf JobCompParams 'slurmbank_rotate=1,slurmbank_next=absent,slurmbank_queue_mb=0'; conf JobCompType jobcomp/slurmbank; conf JobCompLoc "$spool"
cluster restart slurmctld
[ "$none" = 0 ] || same 'as this job shows' '' "$(recorded "$none")"
eventually 'behind this one it is said once' 20 1 logged 'jobcomp/absent is not there'
same 'so is a setting out of range' 1 "$(logged "'slurmbank_queue_mb=0'")"
last=$(end_of alice)
eventually 'and jobs are recorded' 30 COMPLETED recorded "$last"
conf JobCompParams 'slurmbank_rotate=1,slurmbank_next=filetxt,slurmbank_next_loc=/nonexistent/file'; cluster restart slurmctld
same 'filetxt behind this one, where it cannot write, ends no slurmctld' UP "$(alive)"
last=$(end_of alice)
eventually 'nor does it keep a record from being written' 30 COMPLETED recorded "$last"
finish
