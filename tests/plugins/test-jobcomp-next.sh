#!/usr/bin/env bash
# Completion plugins of Slurm's own behind jobcomp/slurmbank in a real slurmctld: script, and elasticsearch with a small HTTP server on the loopback
# address in the place of Elasticsearch. (filetxt: test-jobcomp.sh.)
set -euo pipefail
repository=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
here=$repository/tests/cluster
. "$here/lib/testing.sh"
. "$repository/tests/plugins/lib/jobcomp.sh"
[ -e "$repository/out/plugins/jobcomp_slurmbank.so" ] || { echo 'skip - test-jobcomp-next: the plugin is not built here (no source of Slurm)'; exit 0; }

base=$(mktemp -d "${TMPDIR:-/tmp}/slurmbank-test.XXXXXX")
dir=$base/cluster spool=$base/spool told=$base/told
export SLURMBANK_CLUSTER_QUIET=1
server=
trap '[ -z "$server" ] || kill "$server" 2>/dev/null || true; cluster down --remove; rm -rf "$base"' EXIT
chmod 755 "$base"
mkdir -m 777 "$told"

# script BODY: what jobcomp/script runs for each end.
script() {
    printf '#!/bin/sh\n%s\n' "$1" >"$base/script.new"
    chmod 755 "$base/script.new"
    mv -f "$base/script.new" "$base/script"
}
readonly write_down="echo \"\$JOBID \$JOBSTATE \$ACCOUNT \$PARTITION \$PROCS \$EXITCODE \$((END - START))\" >>$told/ends"
# told JOB: the states that the script was told of it.
told() { awk -v job="$1" '$1 == job { print $2 }' "$told/ends" 2>/dev/null | tr '\n' ' ' | sed 's/ $//'; }

echo '# script'
script "$write_down"
parameters="slurmbank_rotate=1,slurmbank_next=script,slurmbank_next_loc=$base/script" jobcomp_up
check 'it is taken up' test "$(logged 'passes records on to jobcomp/script')" = 1
completed=$(submit alice -n 2 --wrap 'sleep 2')
broken=$(submit bob -A chem -c 4 --wrap 'exit 3')
pending=$(submit alice -H --wrap true)
resized=$(submit alice -N 2 --wrap 'exec sleep 300')
requeued=$(submit bob -A physics --requeue --wrap '[ -n "$SLURM_RESTART_COUNT" ] || exec sleep 300')
array=$(submit alice --array=0-4 --wrap true)
forged=$(submit alice -J $'x\nJOBSTATE=COMPLETED' --wrap 'exit 1')
eventually 'a job runs' 20 RUNNING live "$resized"
"$dir/bin/scancel" "$pending"
"$dir/bin/scontrol" update jobid="$resized" NumNodes=1 >/dev/null 2>&1 || true
eventually 'another too' 20 RUNNING live "$requeued"
"$dir/bin/scontrol" requeue "$requeued"
sleep 1
"$dir/bin/scontrol" update jobid="$requeued" StartTime=now
"$dir/bin/scancel" "$resized"
eventually 'a completed job' 20 COMPLETED told "$completed"
eventually 'a failed one' 20 FAILED told "$broken"
eventually 'one that was cancelled while it waited' 20 CANCELLED told "$pending"
eventually 'a resized one, which is left to sync, is passed on: its resize, and its end' 20 'RESIZING CANCELLED' told "$resized"
eventually 'a user'"'"'s text changes nothing' 20 FAILED told "$forged"
eventually 'a requeued run and its second one' 60 2 bash -c "awk -v job=$requeued '\$1 == job' '$told/ends' | wc -l"
eventually 'which we tell apart' 10 'REQUEUED COMPLETED' recorded "$requeued"
same 'with what the job had' "$broken FAILED chem cpu 4 3:0" "$(grep "^$broken " "$told/ends" | cut -d' ' -f1-6)"
eventually 'each task of an array' 20 5 bash -c "'$dir/bin/sacct' -c -nP -j $array -o jobid | grep -cxf <(cut -d' ' -f1 '$told/ends')"
ended() { "$dir/bin/sacct" -c -nP -S 2020-01-01 -o jobid | sort -n; }
same 'what the script was told is what we recorded, each end once' "$(ended)" "$(cut -d' ' -f1 "$told/ends" | grep -vx "$resized" | sort -n)"

echo '# a script that takes its time, and one that fails'
script "sleep 3; $write_down; exit 9"
for i in 1 2 3; do slow[i]=$(submit alice --wrap true); done
for i in 1 2 3; do eventually "job $i is recorded" 15 COMPLETED recorded "${slow[i]}"; done
same 'while the script has not come to the last' '' "$(told "${slow[3]}")"
same 'slurmctld answers' UP "$(alive)"
eventually 'then it has' 20 COMPLETED told "${slow[3]}"
eventually 'that it failed is told by Slurm' 10 3 logged 'exited with status 9'

echo '# no script'
mv "$base/script" "$base/away"
conf JobCompType jobcomp/script && conf JobCompLoc "$base/script" && cluster restart slurmctld
# Slurm 25.11 ends with the first submission.
lost=$(submit alice --wrap true 2>/dev/null || echo 0)
if [ "$lost" = 0 ]; then
    same 'script alone, without its script: slurmctld ends' DOWN "$(alive)"
else
    eventually 'script alone, without its script: a job ends' 20 COMPLETED state "$lost"
    sleep 1
fi
conf JobCompType jobcomp/slurmbank && conf JobCompLoc "$spool" && cluster restart slurmctld
[ "$lost" = 0 ] || same 'and nobody is told' ' ' "$(told "$lost") $(recorded "$lost")"
eventually 'behind this one it is said' 20 1 logged "does not accept the location '$base/script'"
kept=$(submit alice --wrap true)
eventually 'and the job is recorded' 20 COMPLETED recorded "$kept"
script "$write_down" && reconfigure
again=$(submit alice --wrap true)
eventually 'when the script is there again, it is told' 20 COMPLETED told "$again"
same 'slurmctld lives' UP "$(alive)"

echo '# elasticsearch'
# Debian has it as a package of its own, which nothing else of the tests needs: it is unpacked, not installed.
cache=${SLURMBANK_CACHE:-${XDG_CACHE_HOME:-${HOME:-/root}/.cache}/slurmbank}
elasticsearch() {
    local folder lists=()
    [ -z "${SLURM_PREFIX:-}" ] || { find "$SLURM_PREFIX/lib" -name jobcomp_elasticsearch.so | head -n 1; return 0; }
    # Of another version it would not be taken up.
    folder=$cache/elasticsearch-$("$dir/bin/enter" slurmctld -V | awk '{ print $2 }')
    mkdir -p "$folder"
    [ ! -d "$cache/lists" ] || lists=(-o Dir::State::lists="$cache/lists")
    [ -n "$(find "$folder" -name '*.deb')" ] ||
        (cd "$folder" && apt-get -qq -o APT::Sandbox::User=root "${lists[@]}" download slurm-wlm-elasticsearch-plugin >/dev/null 2>&1) || return 0
    dpkg-deb --fsys-tarfile "$(find "$folder" -name '*.deb' | head -n 1)" | tar -x -C "$base" --wildcards --transform='s|.*/||' '*/jobcomp_elasticsearch.so' || return 0
    echo "$base/jobcomp_elasticsearch.so"
}
library=$(elasticsearch)
if [ -z "$library" ] || [ ! -e "$library" ]; then
    echo 'skip - elasticsearch: there is no jobcomp_elasticsearch.so to be had here'
    finish
    exit
elif missing=$("$dir/bin/enter" -- ldd "$library" 2>&1 | grep 'not found'); then
    echo "skip - elasticsearch: its libraries are not here:$missing"
    finish
    exit
fi
gcc -D_GNU_SOURCE -O1 -Wall -Wextra -o "$base/http-stand-in" "$repository/tests/plugins/lib/http-stand-in.c"
documents=$base/documents
: >"$documents"
serve() {
    "$base/http-stand-in" "$documents" 240 "$@" >"$base/port" &
    server=$!
    for _ in $(seq 50); do [ ! -s "$base/port" ] || break; sleep 0.1; done
    port=$(<"$base/port")
}
# indexed JOB: the states that the server has of it.
indexed() { grep -o "\"jobid\":$1,.*" "$documents" | sed 's/.*"state":"\([A-Z_]*\)".*/\1/' | tr '\n' ' ' | sed 's/ $//'; }
serve
[ "$(dirname "$library")" != "$base" ] || { cp "$library" "$dir/plugins/.new" && mv -f "$dir/plugins/.new" "$dir/plugins/jobcomp_elasticsearch.so"; }
conf JobCompParams "slurmbank_rotate=1,slurmbank_next=elasticsearch,slurmbank_next_loc=http://127.0.0.1:$port/slurm/_doc" && cluster restart slurmctld
check 'it is taken up' test "$(logged 'passes records on to jobcomp/elasticsearch')" = 1
completed=$(submit alice -n 2 --wrap true)
broken=$(submit bob -A chem --wrap 'exit 3')
array=$(submit alice --array=0-2 --wrap true)
eventually 'a job is recorded' 20 COMPLETED recorded "$completed"
# It may begin with its half minute of waiting.
eventually 'and in the index' 60 COMPLETED indexed "$completed"
eventually 'so is one that failed' 20 FAILED indexed "$broken"
eventually 'and each task of an array' 20 3 bash -c "'$dir/bin/sacct' -c -nP -j $array -o jobid | while read -r job; do grep -c \"\\\"jobid\\\":\$job,\" '$documents'; done | grep -cx 1"
same 'under its account' 1 "$(grep "\"jobid\":$broken," "$documents" | grep -c '"account":"chem"')"
kill "$server"
wait "$server" 2>/dev/null || true
without=$(submit alice --wrap true)
eventually 'with the server gone jobs are recorded all the same' 20 COMPLETED recorded "$without"
sleep 2
same 'and slurmctld answers' UP "$(alive)"
cluster restart slurmctld
same 'it also starts again without the server' UP "$(alive)"
serve "$port"
eventually 'when the server is there again, it is told what came meanwhile' 75 COMPLETED indexed "$without"
cluster stop slurmctld
same 'slurmctld leaves no segment open' 0 "$(whole)"
finish
