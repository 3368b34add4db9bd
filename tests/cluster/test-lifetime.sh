#!/usr/bin/env bash
# Two clusters side by side; a cluster whose starter is killed; a cluster whose time is up; daemons killed one by one.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
. "$here/lib/testing.sh"

top=$(mktemp -d "${TMPDIR:-/tmp}/slurmbank-test.XXXXXX")
chmod 755 "$top"
export SLURMBANK_CLUSTER_QUIET=1
cluster() { local verb=$1; shift; "$here/cluster.sh" "$verb" "$@"; }
end() {
    local one
    for one in a b c; do cluster down --remove --dir "$top/$one" || true; done
    rmdir "$top"
}
trap end EXIT

gone() { if [ -e "$1" ]; then echo there; else echo gone; fi; }
count_inside() { inside "$1" | wc -l; }
id_of() { sed -n 's/^id=//p' "$top/$1/settings"; }
states() { "$top/$1/bin/sacct" -aXnP -o state | sort -u; }

# Both at once: ports, keys, databases and users must not meet.
bring_up --dir "$top/a" --with-parent $$
cluster up --dir "$top/b" --cluster other --with-parent $$ >"$top/a/b.out" 2>&1 &
second=$!
"$top/a/bin/enter" --user alice -- sbatch --wrap true >/dev/null
wait "$second" && ok 'a second cluster comes up beside the first' || not_ok 'a second cluster comes up beside the first' "$(cat "$top/a/b.out")"
same 'they have different names' 'lab other' "$(echo $("$top/a/bin/sacctmgr" -nP show cluster format=cluster) $("$top/b/bin/sacctmgr" -nP show cluster format=cluster))"
eventually 'a job of the first' 20 COMPLETED states a
same 'is not in the second' '' "$(states b)"
check 'a port of the one is no port of the other' test "$(grep -h ^port_base= "$top"/[ab]/settings | sort -u | wc -l)" = 2

# Nothing of a is b's: ending b leaves a alone.
b=$(id_of b)
cluster down --dir "$top/b" --remove
same 'the second ends' 0 "$(count_inside "$b")"
same 'its folder is gone' gone "$(gone "$top/b")"
check 'the first goes on' cluster status --dir "$top/a"

# A slurmd that dies with a job on it, and comes back.
job=$("$top/a/bin/enter" --user bob -- sbatch --parsable --no-requeue -w c1 --wrap 'sleep 300')
eventually 'a job runs on c1' 20 RUNNING "$top/a/bin/squeue" -hj "$job" -o %T
cluster kill --dir "$top/a" c1
check 'a killed daemon shows' bash -c "'$here/cluster.sh' status --dir '$top/a' | grep -q '^c1 *down'"
"$top/a/bin/scontrol" update nodename=c1 state=down reason=test
eventually 'its job ends with NODE_FAIL' 60 NODE_FAIL "$top/a/bin/sacct" -nXPj "$job" -o state
check 'up brings back what is missing' cluster up --dir "$top/a"
check 'all are up again' cluster status --dir "$top/a"

# The keeper of the namespace killed: up sweeps what is left and starts anew, with the same history.
anchor=$(cut -d' ' -f1 "$top/a/run/anchor.pid")
kill -KILL "$anchor"
check 'up after the loss of the keeper' cluster up --dir "$top/a"
same 'the history survives' 'COMPLETED' "$(states a | head -n 1)"

# The starter is killed with no chance to clean up.
bash -c "'$here/cluster.sh' up --dir '$top/b' --with-parent \$\$; exec sleep 300" >/dev/null 2>&1 &
starter=$!
up_in() { cluster status --dir "$1" >/dev/null 2>&1 && echo up; }
eventually 'a cluster with a parent' 60 up up_in "$top/b"
b=$(id_of b)
kill -KILL "$starter"
eventually 'ends with its parent' 30 gone gone "$top/b"
same 'and leaves nobody' 0 "$(count_inside "$b")"

# cluster.sh itself killed half way.
setsid "$here/cluster.sh" up --dir "$top/c" >/dev/null 2>&1 &
starter=$!
up_to() { gone "$top/c/run/slurmdbd.pid"; }
eventually 'a start under way' 60 there up_to
kill -KILL "$starter"
c=$(id_of c)
check 'an interrupted start can be finished' cluster up --dir "$top/c" --lifetime 3
check 'and works' cluster status --dir "$top/c"
eventually 'its time is up' 30 gone gone "$top/c"
same 'nobody is left' 0 "$(count_inside "$c")"
finish
