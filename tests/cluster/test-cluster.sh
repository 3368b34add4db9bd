#!/usr/bin/env bash
# Does the test cluster do what a cluster does? Jobs of two users, every way in which a job can end, lost daemons, a kept state.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
. "$here/lib/testing.sh"

dir=$(mktemp -d "${TMPDIR:-/tmp}/slurmbank-test.XXXXXX")/cluster
export SLURMBANK_CLUSTER_QUIET=1
cluster() { local verb=$1; shift; "$here/cluster.sh" "$verb" --dir "$dir" "$@"; }
trap 'cluster down --remove; rmdir "${dir%/*}"' EXIT
chmod 755 "${dir%/*}"
bring_up --dir "$dir" --with-parent $$

as() { local user=$1; shift; "$dir/bin/enter" --user "$user" -- "$@"; }
submit() { local user=$1; shift; as "$user" sbatch --parsable "$@"; }
state() { "$dir/bin/sacct" -nXP -j "$1" -o state | tail -n 1; }
ended() { local word; word=$(state "$1"); printf '%s' "${word%% *}"; }
live() { "$dir/bin/squeue" -h -j "$1" -o %T; }
reason() { "$dir/bin/squeue" -h -j "$1" -o %r; }

check 'status knows that all are up' cluster status
same 'users exist inside' 'alice bob carol dave erin' "$("$dir/bin/enter" getent passwd alice bob carol dave erin | cut -d: -f1 | tr '\n' ' ' | sed 's/ $//')"
same 'an exit code comes back' 7 "$(code=0; "$dir/bin/enter" sh -c 'exit 7' || code=$?; echo "$code")"
same 'standard input goes along' hello "$(echo hello | as alice cat)"
same 'arguments keep blanks and quotes' "a b|'c\"|" "$(as bob sh -c 'printf "%s|" "$@"' - 'a b' "'c\"")"
same 'the working folder goes along' "$PWD" "$("$dir/bin/enter" pwd)"
same 'enter works inside enter' alice "$("$dir/bin/enter" "$dir/bin/enter" --user alice -- id -un)"
same 'env names the wrappers' "$dir/bin/sbatch" "$(eval "$(cluster env)"; command -v sbatch)"
same 'a wrapper is the command' 'slurm' "$("$dir/bin/sinfo" -V | cut -c1-5)"

one=$(submit alice -n 2 --wrap 'exit 0')
two=$(submit bob -A chem -c 4 --wrap 'exit 3')
gpu=$(submit dave -p gpu --gres=gpu:2 --wrap 'echo $CUDA_VISIBLE_DEVICES')
eventually 'a job of alice completes' 20 COMPLETED state "$one"
eventually 'a job of bob fails with its exit code' 20 FAILED state "$two"
eventually 'a job of dave gets fake GPUs' 20 COMPLETED state "$gpu"
same 'two of them' '0,1' "$(as dave cat "slurm-$gpu.out")"
same 'homes are in the folder' "$dir/home/dave" "$(as dave pwd)"
same 'the charge is in AllocTRES' 'billing=2,cpu=2,mem=2G,node=1' "$("$dir/bin/sacct" -nXP -j "$one" -o alloctres)"
same 'erin belongs nowhere' 1 "$(code=0; submit erin --wrap true >/dev/null 2>&1 || code=$?; echo "$code")"

job=$(submit alice --wrap 'sleep 300')
eventually 'a long job runs' 20 RUNNING live "$job"
"$dir/bin/scontrol" suspend "$job"
eventually 'it is suspended' 10 SUSPENDED live "$job"
"$dir/bin/scontrol" resume "$job"
eventually 'it goes on' 10 RUNNING live "$job"
"$dir/bin/scontrol" requeue "$job"
eventually 'it is requeued' 20 PENDING live "$job"
"$dir/bin/scontrol" hold "$job"
eventually 'it is held' 10 JobHeldAdmin reason "$job"
as alice scancel "$job"
eventually 'it is cancelled' 10 'CANCELLED by 20001' state "$job"

"$dir/bin/sacctmgr" -i modify account physics set GrpTRESRunMins=cpu=0 >/dev/null
job=$(submit bob --wrap 'sleep 300')
eventually 'a limit holds the account' 20 AssocGrpCPURunMinutesLimit reason "$job"
"$dir/bin/sacctmgr" -i modify account physics set GrpTRESRunMins=cpu=-1 >/dev/null
eventually 'and lets it go' 30 RUNNING live "$job"

cluster stop slurmdbd
same 'without slurmdbd sacct fails' 1 "$(code=0; "$dir/bin/sacct" >/dev/null 2>&1 || code=$?; echo "$code")"
late=$(submit carol --wrap true)
cluster start slurmdbd
eventually 'slurmdbd hears of the job later' 60 COMPLETED state "$late"

cluster up --enforce associations,limits,qos
same 'another option takes effect' 'associations,limits,qos' "$("$dir/bin/scontrol" show config | sed -n 's/^AccountingStorageEnforce *= //p')"
eventually 'and the running job stays' 10 RUNNING live "$job"
same 'no slurmctld, no cluster' 1 "$(code=0; "$here/cluster.sh" up --dir "$dir/nested" --prefix /nonexistent 2>/dev/null || code=$?; echo "$code")"

check 'somebody is inside while it is up' test -n "$(inside "$(sed -n 's/^id=//p' "$dir/settings")")"
cluster down
check 'down leaves nobody inside' test -z "$(inside "$(sed -n 's/^id=//p' "$dir/settings")")"
check 'status knows' bash -c "! '$here/cluster.sh' status --dir '$dir'"
cluster up
same 'the history is still there' 'COMPLETED' "$(state "$one")"
eventually 'and the running job was cancelled' 10 CANCELLED ended "$job"
finish
