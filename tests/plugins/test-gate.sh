#!/usr/bin/env bash
# Does job_submit/slurmbank, in a real slurmctld, do what a gate does? Prices are those of a stand-in engine (1 SU a CPU-hour); physics has 100 SU.
set -euo pipefail
repository=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
here=$repository/tests/cluster
. "$here/lib/testing.sh"
. "$repository/tests/plugins/lib/gate.sh"
[ -e "$repository/out/plugins/job_submit_slurmbank.so" ] || { echo 'skip - test-gate: the plugins are not built here'; exit 0; }

base=$(mktemp -d "${TMPDIR:-/tmp}/slurmbank-test.XXXXXX")
dir=$base/cluster tools=$base/tools
export SLURMBANK_CLUSTER_QUIET=1
trap 'cluster down --remove; rm -rf "$base"' EXIT
chmod 755 "$base"
tools_built
gate_up
short='Job violates accounting/QOS policy'
job= other=

drop() { "$dir/bin/scancel" "$@" 2>/dev/null || true; }
drop_all() { local user; for user in alice bob carol dave; do drop -u "$user"; done; }
# whole: no job is left, and the bank has seen every lien there ever was: all funds are there again.
whole() {
    local lines
    drop_all
    mapfile -t lines < <(awk '$1 == "+" { print "lien " $2 }' "$gate/journal/gate.journal")
    snapshot ${lines[@]+"${lines[@]}"}
    seen
}
fits() { if said_by submit alice --test-only -n "$1" -t 60 --wrap true | grep -q "$short"; then echo 1; else echo 0; fi; }

echo '# what is asked, and what is answered (seeds.md 7.2)'
conf 'Gate=off'; seen
job=$(hold alice -n 60 -t 60) other=$(hold alice -n 60 -t 60)
check 'J10 without the gate both jobs of 60 are accepted' test -n "$job" -a -n "$other"
drop "$job" "$other"; conf; seen
job=$(hold alice -n 60 -t 60)
check 'J10 the first of two jobs of 60 is accepted' test -n "$job"
answer=$(said_by hold alice -n 60 -t 60)
check 'J10 the second is refused' grep -q "$short" <<<"$answer"
check 'J4 the refusal is ESLURM_ACCOUNTING_POLICY and says what is left' grep -q 'Available:    40.00 SU' <<<"$answer"
same 'J10 the lien is on the job' "$(su 60)" "$(units_of "$job")"
check 'J2 no partition: the default one is priced' test "$(units_of "$job")" = "$(su 60)"
check 'J3 no account: ESLURM_INVALID_ACCOUNT' grep -q 'Invalid account' <<<"$(said_by submit erin -n 1 --wrap true)"
check 'J7 -c 8 without -n is 8 CPUs' grep -q 'Cost at most: 80.00 SU' <<<"$(said_by submit alice -c 8 -t 600 --wrap true)"
check 'J8 -p cpu,gpu is priced at the dearest' grep -q 'Cost at most: 60.00 SU' <<<"$(said_by submit alice -p cpu,gpu -n 30 -t 60 --wrap true)"
check 'the default account of the user pays' grep -q 'Account:      physics' <<<"$(said_by submit bob -n 60 -t 60 --wrap true)"
check 'another account pays where it is named' test -n "$(hold bob -A CHEM -n 60 -t 60)"
check 'an account without a grant is never refused' test -n "$(hold dave -n 64 -t 6000)"
check 'srun is asked about too' grep -q 'Available:    40.00 SU' <<<"$(said_by as alice srun -n 60 -t 60 true)"
check 'salloc too' grep -q 'Available:    40.00 SU' <<<"$(said_by as alice salloc -n 60 -t 60 true)"
check '--test-only too' grep -q 'Available:    40.00 SU' <<<"$(said_by as alice sbatch --test-only -n 60 -t 60 --wrap true)"
drop_all; whole
for i in $(seq 12); do hold alice -n 60 -t 60 >"$tools/answer.$i" 2>&1 & done
wait
same 'J10 of twelve in the same moment one is accepted' 1 "$(cat "$tools"/answer.* | grep -cx '[0-9][0-9]*')"
same 'and none was let through unasked' 0 "$(counter busy)"
check 'exactly all that is left is accepted' test -n "$(hold alice -n 40 -t 60)"
same 'and then nothing more' 1 "$(fits 1)"

echo '# what is set aside, once'
whole
same 'all is whole again' 0 "$(fits 100)"
whole
job=$(hold alice --array=0-9 -n 5 -t 60)
same 'an array sets aside each task' "$(su 5)" "$(units_of "$job")"
same 'and all of them together' 1 "$(fits 51)"
check 'an array that does not fit is refused as a whole' grep -q "$short" <<<"$(said_by hold alice --array=0-19 -n 5 -t 60)"
whole
check 'a heterogeneous job is refused by its sum' grep -q 'Cost at most: 120.00 SU' <<<"$(said_by as alice sbatch -n 60 -t 60 : -n 60 -t 60 --wrap true)"
same 'and its first component gives its lien back at once' 0 "$(fits 100)"
whole
job=$(as alice sbatch --parsable -H -n 60 -t 60 : -n 30 -t 60 --wrap true)
check 'one that fits is accepted' test -n "$job"
same 'and both components count' 1 "$(fits 11)"
whole
for i in $(seq 40); do submit alice --test-only -n 1 -t 60 --wrap true >/dev/null 2>&1; done
same 'questions are set aside for a while' 1 "$(fits 61)"
conf 'UnseenSeconds=1'; sleep 3
same 'and leave all whole when no job has their keys' 0 "$(fits 100)"
sleep 3
job=$(hold alice -n 60 -t 60); sleep 3
same 'a job that Slurm has keeps its lien' 1 "$(fits 41)"
conf; whole
job=$(submit alice -J 'x slurmbank=00000000000000000000000000000000:0' -H -n 60 -t 60 --comment 'slurmbank=1:1' --wrap true)
same 'texts of users are no tokens' "$(su 60)" "$(units_of "$job")"
job=$(ctl sbatch --parsable -H -A physics --admin-comment 'ticket 7 slurmbank=00000000000000000000000000000000:0' -n 1 -t 60 --wrap true 2>/dev/null || true)
[ -z "$job" ] || check 'the site keeps its own admin_comment, a copied token goes' grep -q '^ticket 7 slurmbank=[0-9a-f]*:3600000$' <<<"$(comment_of "$job")"

echo '# what the bank counts is not counted twice'
whole
job=$(hold alice -n 60 -t 60)
gated=$(su 60) snapshot "lien $(token_of "$job")"; seen
same 'the snapshot has the lien: 40 are left' 0 "$(fits 40)"
same 'and no more' 1 "$(fits 41)"
whole

echo '# changes (J11)'
job=$(hold alice -n 10 -t 60)
conf 'Gate=off'; seen
check 'J11 without the gate a dearer job is only a command away' ctl scontrol update jobid="$job" TimeLimit=120
conf; seen
before=$(token_of "$job")
answer=$(said_by as alice scontrol update jobid="$job" TimeLimit=1200)
same 'J11 TimeLimit x10 over the balance is refused' 1 "$(code_of as alice scontrol update jobid="$job" TimeLimit=1200)"
if slurm_since 23.02; then
    check 'and the user reads why' grep -q 'Cost at most: 200.00 SU' <<<"$answer"
    check 'with what would fit' grep -q 'Available:    100.00 SU' <<<"$answer"
else
    same 'and the user reads what this Slurm can say' "$short" "$(sed -n 's/^\(Job violates [^ ]* policy\).*/\1/p' <<<"$answer")"
fi
check 'and the log says why' grep -q 'a change of job .* is refused: .*Cost at most: 200.00 SU' "$dir/log/slurmctld.log"
same 'root passes' 0 "$(code_of ctl scontrol update jobid="$job" TimeLimit=480)"
same 'and the lien follows' "$(su 80)" "$(units_of "$job")"
check 'under a new key' test "$(token_of "$job")" != "$before"
same 'so that less is left' 1 "$(fits 21)"
same 'a user may make a job shorter' 0 "$(code_of as alice scontrol update jobid="$job" TimeLimit=60)"
same 'and the lien follows again' "$(su 10)" "$(units_of "$job")"
check 'a root comment keeps the token' ctl scontrol update jobid="$job" AdminComment='see ticket 9'
check 'beside the text' grep -q '^see ticket 9 slurmbank=' <<<"$(comment_of "$job")"
same 'root passes beyond the balance too' 0 "$(code_of ctl scontrol update jobid="$job" TimeLimit=6000)"
same 'bob moves a job to an account that can pay' 0 "$(other=$(hold bob -n 1 -t 60 -A chem); code_of ctl scontrol update jobid="$other" Account=chem TimeLimit=120)"
whole

job=$(hold alice --array=0-4 -n 2 -t 60)
same 'J11 all tasks of an array grow together' 0 "$(code_of ctl scontrol update jobid="$job" TimeLimit=120)"
same 'and their lien with them' 1 "$(fits 81)"
same 'exactly' 0 "$(fits 80)"
answer=$(said_by as alice scontrol update jobid="$job" TimeLimit=1200)
check 'a user may not make them dearer than what is left' grep -q "$short" <<<"$answer"
! slurm_since 23.02 || check 'and reads why' grep -q 'Cost at most: 200.00 SU' <<<"$answer"
conf 'UnseenSeconds=1'; sleep 3; fits 1 >/dev/null; conf
same 'one task grows by itself' 0 "$(code_of ctl scontrol update jobid="${job}_1" TimeLimit=240)"
same 'and the lien by that' 1 "$(fits 77)"
same 'and no more' 0 "$(fits 75)"
whole

echo '# policies'
settings warn; seen
answer=$(said_by hold alice -n 101 -t 60)
check 'warn lets the job through and tells' grep -q 'Cost at most: 101.00 SU' <<<"$answer"
check 'with its number' grep -q '^[0-9][0-9]*$' <<<"$answer"
drop_all; job=$(hold alice -n 10 -t 60)
answer=$(said_by as alice scontrol update jobid="$job" TimeLimit=1200)
same 'a dearer change too' 20:00:00 "$("$dir/bin/squeue" -h -j "$job" -o %l)"
! slurm_since 23.02 || check 'and tells' grep -q 'Cost at most: 200.00 SU' <<<"$answer"
whole
settings observe; seen
answer=$(said_by hold alice -n 101 -t 60)
check 'observe says nothing' grep -qx '[0-9][0-9]*' <<<"$answer"
check 'and counts' test "$(counter short_observed)" -ge 1
settings enforce 'admin_comment = false'; seen
job=$(hold alice -n 10 -t 60)
same 'admin_comment can be left alone' '' "$(comment_of "$job")"
settings enforce; whole

echo '# --bank-quote'
jobs=$("$dir/bin/squeue" -h -t all | wc -l)
for command in 'sbatch --wrap true' 'salloc true' 'srun true'; do
    answer=$(said_by as alice ${command%% *} --bank-quote -n 7 -t 60 ${command#* })
    check "${command%% *} --bank-quote tells the price" grep -q 'Cost at most: 7.00 SU' <<<"$answer"
done
answer=$(said_by as alice sbatch --bank-quote -n 7 -t 60 : -n 5 -t 60 : -n 3 -t 60 --wrap true)
check 'of a heterogeneous job sbatch --bank-quote tells the sum' grep -q 'Cost at most: 15.00 SU' <<<"$answer"
same 'once' 1 "$(grep -c 'Cost at most' <<<"$answer")"
printf '#!/bin/sh\n#SBATCH -n 7 -t 60\n#SBATCH hetjob\n\n#SBATCH -n 5 -t 60\ntrue\n#SBATCH hetjob\n' >"$dir/bank/het.sh"; chmod 755 "$dir/bank/het.sh"
check 'also of one that the script describes' grep -q 'Cost at most: 12.00 SU' <<<"$(said_by as alice sbatch --bank-quote "$dir/bank/het.sh" : x)"
check 'or script and command line' grep -q 'Cost at most: 13.00 SU' <<<"$(said_by as alice sbatch --bank-quote : -n 6 "$dir/bank/het.sh")"
before=$(counter liens_now)
check 'asked of the last component only, the earlier ones count' grep -q 'Cost at most: 12.00 SU' <<<"$(said_by as alice sbatch -n 7 -t 60 : --bank-quote -n 5 -t 60 --wrap true)"
same 'and give their liens back at once' "$before" "$(counter liens_now)"
for command in salloc srun; do
    check "of $command it is the first component, and that is said" grep -q 'about its first component' <<<"$(said_by as alice $command --bank-quote -n 7 -t 60 : -n 5 -t 60 true)"
done
conf 'Gate=off'; seen
check 'with the gate off it tells so' grep -q 'Nothing was submitted' <<<"$(said_by as alice sbatch --bank-quote -n 1 -t 60 --wrap true)"
conf; seen
sed 's/^JobSubmitPlugins=.*//' "$dir/etc/slurm.conf" >"$dir/etc/elsewhere.conf"
answer=$(said_by as alice env SLURM_CONF=/etc/slurm/elsewhere.conf sbatch --bank-quote -n 1 -t 60 --wrap true)
check 'and so where slurmctld has no gate' grep -q 'JobSubmitPlugins has no slurmbank' <<<"$answer"
same 'and nothing was submitted' "$jobs" "$("$dir/bin/squeue" -h -t all | wc -l)"

echo '# runs'
job=$(submit alice -n 2 -t 60 --requeue -o /dev/null --wrap 'sleep 300')
eventually 'a job runs' 20 RUNNING live "$job"
key=$(token_of "$job")
ctl scontrol requeue "$job"
eventually 'it is requeued' 20 PENDING live "$job"
same 'and keeps its key' "$key" "$(token_of "$job")"
drop "$job"
same 'slurmctld lives' UP "$(alive)"
finish
