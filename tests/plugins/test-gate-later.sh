#!/usr/bin/env bash
# What the gate has promised and what comes of it: questions, submissions and changes that Slurm or another plugin refuses later, changes of running
# jobs, and a journal that grows. Prices are those of a stand-in engine (1 SU a CPU-hour).
set -euo pipefail
repository=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
here=$repository/tests/cluster
. "$here/lib/testing.sh"
. "$repository/tests/plugins/lib/gate.sh"
[ -e "$repository/out/plugins/job_submit_slurmbank.so" ] || { echo 'skip - test-gate-later: the plugins are not built here'; exit 0; }

base=$(mktemp -d "${TMPDIR:-/tmp}/slurmbank-test.XXXXXX")
dir=$base/cluster tools=$base/tools
export SLURMBANK_CLUSTER_QUIET=1
trap 'cluster down --remove; rm -rf "$base"' EXIT
chmod 755 "$base"
tools_built
gate_up
drop() { "$dir/bin/scancel" "$@" 2>/dev/null || true; }
# left: what physics has, as a question says that is too dear; it promises nothing.
left() { said_by submit alice --test-only -n 9999 -t 60 --wrap true | sed -n 's/.*Available: *\([-0-9.]*\) SU.*/\1/p'; }
# rests: what has been promised to nobody is given back.
rests() { conf UnseenSeconds=1; sleep 2.5; }
keeps() { conf UnseenSeconds=600; sleep 1.8; }
# whole: no job is left, and the bank has seen every lien there ever was.
whole() {
    local user lines
    for user in alice bob carol; do drop -u "$user"; done
    mapfile -t lines < <(awk '$1 == "+" { print "lien " $2 }' "$gate/journal/gate.journal" | sort -u)
    snapshot ${lines[@]+"${lines[@]}"}
    seen
}
# change USER JOB SETTING...: what scontrol answers, and what the job carries right then.
change() { local user=$1 job=$2; shift 2; as "$user" sh -c 'scontrol update jobid="$0" "$@" 2>&1; echo "ended with $?"; scontrol show job "$0"' "$job" "$@" >"$tools/changed" 2>&1 || true; }
refused() { grep -q 'ended with 1' "$tools/changed" || { cat "$tools/changed"; return 1; }; }
then_units() { sed -n 's/.*slurmbank=[0-9a-f]*:\([0-9]*\).*/\1/p' "$tools/changed"; }
# looked: the gate looks at a changed job a second later.
looked() { sleep 2.2; }

echo '# a thousand questions'
keeps
ask_many() { as alice sh -c 'i=0; while [ $i -lt 250 ]; do sbatch --test-only -n 1 -t 60 --wrap true; i=$((i + 1)); done' >/dev/null 2>&1; }
physics=2000 snapshot; seen
before=$(counter liens_made)
for i in 1 2 3 4; do ask_many & asking[i]=$!; done
for i in 1 2 3 4; do wait "${asking[i]}" || true; done
same '1000 calls of --test-only are 1000 promises for a while' 1000 $(($(counter liens_made) - before))
same 'so that of 2000 SU 1000 are left' 1000.00 "$(left)"
rests
same 'and none of them stays' 2000.00 "$(left)"
same 'nor anything in memory' 0 "$(counter liens_now)"
snapshot; seen

echo '# submissions that are refused later'
# later NAME OPTION...: twenty submissions that Slurm refuses for a reason of its own set 20 SU aside, and then nothing.
later() {
    local name=$1 answer
    shift
    keeps
    answer=$(said_by as alice sh -c 'i=0; while [ $i -lt 20 ]; do sbatch -n 1 -t 60 "$@" --wrap true 2>&1; i=$((i + 1)); done' sh "$@")
    same "$name: Slurm refuses all twenty ($(tail -n 1 <<<"$answer"))" 20 "$(grep -c 'job submission failed' <<<"$answer")"
    same "$name: they are promised for a while" 80.00 "$(left)"
    rests
    same "$name: and then all is whole" 100.00 "$(left)"
}
later 'no such QOS' --qos=nosuch
later 'no such node' -w nosuch
later 'no such partition' -p nosuch
later 'no such reservation' --reservation=nosuch
if [ -n "$(find "$dir/plugins" /usr/lib/*/slurm-wlm -name job_submit_require_timelimit.so 2>/dev/null)" ]; then
    sed -i 's/^JobSubmitPlugins=.*/JobSubmitPlugins=slurmbank,require_timelimit/' "$dir/etc/slurm.conf"; ctl scontrol reconfigure; sleep 1
    keeps
    answer=$(said_by as alice sh -c 'i=0; while [ $i -lt 20 ]; do sbatch -n 1 --wrap true 2>&1; i=$((i + 1)); done')
    same 'another plugin: it refuses all twenty' 20 "$(grep -c 'Time limit specification required' <<<"$answer")"
    same 'another plugin: they are promised for a while' 80.00 "$(left)"
    rests
    same 'another plugin: and then all is whole' 100.00 "$(left)"
    sed -i 's/^JobSubmitPlugins=.*/JobSubmitPlugins=slurmbank/' "$dir/etc/slurm.conf"; ctl scontrol reconfigure; sleep 1
fi

echo '# changes of waiting jobs that are refused later'
keeps
job=$(hold alice -n 10 -t 60)
change alice "$job" TimeLimit=480 QOS=nosuch
check 'Slurm refuses a QOS that is none' refused
same 'after the gate has set the longer job aside' "$(su 80)" "$(then_units)"
eventually 'a moment later the job has what it had' 8 "$(su 10)" units_of "$job"
same 'and all else is there again' 90.00 "$(left)"
whole; job=$(hold alice -n 10 -t 60)
change alice "$job" Account=chem
check 'an account that is not the user'"'"'s' refused
looked
same 'leaves the lien where it was' "$(su 10)" "$(units_of "$job")"
same 'of its account' 90.00 "$(left)"
same 'and nothing in the other' 0 "$(code_of as bob sbatch --test-only -A chem -n 64 -t 937 --wrap true)"
key=$(token_of "$job")
change carol "$job" TimeLimit=480
check 'a user may not change the job of another' refused
same 'and cannot set anything aside' "$key $(su 10)" "$(token_of "$job") $(units_of "$job")"
change alice "$job" TimeLimit=120; looked
same 'a change that Slurm carries out stays' "$(su 20)" "$(units_of "$job")"
change alice "$job" TimeLimit=240 QOS=nosuch; change alice "$job" TimeLimit=300 QOS=nosuch
eventually 'two refused changes in a row go back to what was before both' 8 "$(su 20)" units_of "$job"
change alice "$job" TimeLimit=60; change alice "$job" TimeLimit=480 QOS=nosuch
eventually 'one that was carried out and one that was not go back to the first' 8 "$(su 10)" units_of "$job"
check 'they are counted' test "$(counter changes_undone)" -ge 5
sleep 6 # slurmctld saves its jobs every five seconds: what it forgets of a job at a kill, the gate forgets with it
cluster kill slurmctld; cluster start slurmctld; sleep 1
rests; same 'after a kill -9 it is still so' 90.00 "$(left)"
job2=$(hold alice --array=0-4 -n 2 -t 60)
change alice "$job2" TimeLimit=120 QOS=nosuch
eventually 'an array too' 8 "$(su 2)" units_of "$job2"
same 'all its tasks' 80.00 "$(left)"
whole

echo '# a kill in the seconds in which a change is refused'
keeps; job=$(hold alice -n 10 -t 60); key=$(token_of "$job")
change alice "$job" TimeLimit=480 QOS=nosuch
long=$(sed -n 's/^   AdminComment=\(.*[^ ]\) *$/\1/p' "$tools/changed")
eventually 'a refused change is taken back' 8 "$key" token_of "$job"
change alice "$job" Account=chem
elsewhere=$(sed -n 's/^   AdminComment=\(.*[^ ]\) *$/\1/p' "$tools/changed")
eventually 'one of the account too' 8 "$key" token_of "$job"
cp "$gate/journal/gate.journal" "$tools/journal"
# killed_with COMMENT: slurmctld is killed when it had just saved the job as it was for a second. When it saves cannot be foreseen, so that the gate
# is switched off and the comment put there by hand.
killed_with() {
    conf Gate=off; seen
    ctl scontrol update jobid="$job" AdminComment="$1"
    touch "$tools/marker"
    for _ in $(seq 200); do [ ! "$dir/state/job_state" -nt "$tools/marker" ] || break; sleep 0.1; done
    cluster kill slurmctld
    keeps
}
killed_with "$long"; rm "$gate/journal/gate.journal"; cluster start slurmctld
left >/dev/null; sleep 3
same 'without the journal the word of the job is taken: the larger promise is back' 20.00 "$(left)"
killed_with "$long"; cp "$tools/journal" "$gate/journal/gate.journal"; cluster start slurmctld; sleep 1
left >/dev/null
eventually 'with it the job has the promise that is its own' 8 "$key $(su 10)" bash -c "$(declare -f comment_of token_of units_of); dir='$dir'; echo \"\$(token_of $job) \$(units_of $job)\""
same 'and all else is there' 90.00 "$(left)"
killed_with "$long"; grep -v "^- $(sed 's/.*slurmbank=\([0-9a-f]*\):.*/\1/' <<<"$long") " "$tools/journal" >"$gate/journal/gate.journal"; cluster start slurmctld; sleep 1
left >/dev/null
eventually 'also where the gate had not come to look at the change before the kill' 8 "$key" token_of "$job"
same 'so that all else is there' 90.00 "$(left)"
killed_with "$elsewhere"; cp "$tools/journal" "$gate/journal/gate.journal"; cluster start slurmctld; sleep 1
left >/dev/null
eventually 'a promise of another account goes back too' 8 "$key" token_of "$job"
same 'to the account of the job' 90.00 "$(left)"
change alice "$job" TimeLimit=120; looked; key=$(token_of "$job")
sleep 6; cluster kill slurmctld; cluster start slurmctld; sleep 1
left >/dev/null; sleep 3
same 'a change that was carried out is left alone' "$key $(su 20) 80.00" "$(token_of "$job") $(units_of "$job") $(left)"
whole

echo '# an administrator writes into admin_comment'
keeps; job=$(hold alice -n 10 -t 60); key=$(token_of "$job")
ctl scontrol update jobid="$job" AdminComment='looked at'
same 'the text is there, and the key behind it' "looked at slurmbank=$key:$(su 10)" "$(comment_of "$job")"
ctl scontrol update jobid="$job" AdminComment="slurmbank=$(printf '%032d' 1):1"
same 'a key that is not the job'"'"'s is not taken' "slurmbank=$key:$(su 10)" "$(comment_of "$job")"
ctl scontrol update jobid="$job" AdminComment=
same 'emptied, the key is there still' "slurmbank=$key:$(su 10)" "$(comment_of "$job")"
ctl scontrol update jobid="$job" TimeLimit=120 AdminComment='longer'; looked
same 'with another change the promise follows' "longer 1 $(su 20)" "$(comment_of "$job" | sed 's/ slurmbank=.*//') $(comment_of "$job" | grep -o slurmbank= | wc -l) $(units_of "$job")"
same 'and nothing is counted twice' 80.00 "$(left)"
job2=$(submit alice -n 5 -t 60 -o /dev/null --wrap 'sleep 300')
eventually 'another job runs' 20 RUNNING live "$job2"; key=$(token_of "$job2")
ctl scontrol update jobid="$job2" AdminComment='while it runs'
same 'of a running job the key stays too' "while it runs slurmbank=$key:$(su 5)" "$(comment_of "$job2")"
check 'a user may not write there' test "$(code_of as alice scontrol update jobid="$job" AdminComment=mine)" != 0
same 'nor is it changed by that' longer "$(comment_of "$job" | sed 's/ slurmbank=.*//')"
if as alice scancel --help 2>&1 | grep -q -- --admin-comment; then
    drop --admin-comment='by the operator' "$job2"; sleep 1
    same 'scancel --admin-comment passes no gate: the key is gone' '' "$(token_of "$job2")"
    same 'and the promise stays until the bank has charged the run' 75.00 "$(left)"
fi
conf Gate=off; seen; ctl scontrol update jobid="$job" AdminComment='nobody guards me'; keeps
same 'past a gate that is off the key is lost' '' "$(token_of "$job")"
same 'the promise is kept, for a job had it' 75.00 "$(left)"
whole

echo '# changes of running jobs'
keeps
job=$(submit alice -n 10 -t 60 -o /dev/null --wrap 'sleep 300')
eventually 'a job runs' 20 RUNNING live "$job"
change alice "$job" TimeLimit=120
check 'a user may not make a running job longer: Slurm refuses' refused
eventually 'and its lien is what it was' 8 "$(su 10)" units_of "$job"
change alice "$job" TimeLimit=30; looked
same 'a user may make it shorter, and the lien follows' "$(su 5)" "$(units_of "$job")"
ctl scontrol update jobid="$job" TimeLimit=240
same 'root makes it longer' "$(su 40)" "$(units_of "$job")"
same 'the gate counts it' 60.00 "$(left)"
ctl scontrol update jobid="$job" TimeLimit=1200
same 'root also beyond what there is' "$(su 200)" "$(units_of "$job")"
same 'then nothing is left' -100.00 "$(left)"
ctl scontrol update jobid="$job" TimeLimit=60; looked
same 'and shorter again all but its own is there' 90.00 "$(left)"

echo '# a job that is cancelled before it runs'
whole
job=$(hold alice -n 60 -t 60); job2=$(submit alice -n 5 -t 60 -o /dev/null --wrap 'sleep 300')
eventually 'another one runs' 20 RUNNING live "$job2"
same 'both are promised' 35.00 "$(left)"
drop "$job" "$job2"; sleep 1.5
same 'cancelled, the one that never ran leaves its funds to the next; the other one is still to be charged' 95.00 "$(left)"
check 'and it is counted' test "$(counter liens_cancelled)" -ge 1

echo '# a journal that grows'
conf AdminComment=no UnseenSeconds=600; whole
cluster stop slurmctld; rm -f "$gate/journal/gate.journal"; cluster start slurmctld; sleep 1
job=$(hold alice -n 60 -t 60)
grow() { cluster stop slurmctld; head -c "$1" /dev/zero | tr '\0' '#' | fold -w 99 >>"$gate/journal/gate.journal"; echo >>"$gate/journal/gate.journal"; cluster start slurmctld; sleep 2.5; }
size() { stat -c %s "$gate/journal/gate.journal"; }
grow 200000
check 'a journal that is not large is left alone' test "$(size)" -gt 200000
grow 200000
check 'one that is mostly about what has ended is written anew' test "$(size)" -lt 100000
same 'readable for the bank' 644 "$(stat -c %a "$gate/journal/gate.journal")"
same 'what is promised is in it' 1 "$(grep -c "^+ .* $(su 60) 1 physics" "$gate/journal/gate.journal")"
hold alice -n 7 -t 60 >/dev/null
same 'and what is promised next' 1 "$(grep -c "^+ .* $(su 7) 1 physics" "$gate/journal/gate.journal")"
cluster kill slurmctld; cluster start slurmctld; sleep 1
same 'both survive a kill -9' 33.00 "$(left)"
same 'no line is bad' 0 "$(counter journal_bad_lines)"
same 'slurmctld lives' UP "$(alive)"
finish
