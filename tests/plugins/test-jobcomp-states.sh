#!/usr/bin/env bash
# Ends that no slurmd on one machine brings about, in a real slurmctld: out of memory (a client tells slurmctld the code that slurmd would), a boot that
# failed (the requeue that slurmd would ask for), and revoked (a federation, whose other cluster is only registered).
set -euo pipefail
repository=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
here=$repository/tests/cluster
. "$here/lib/testing.sh"
. "$repository/tests/plugins/lib/jobcomp.sh"
[ -e "$repository/out/plugins/jobcomp_slurmbank.so" ] || { echo 'skip - test-jobcomp-states: the plugin is not built here (no source of Slurm)'; exit 0; }

slurmbank=${SLURMBANK:-$repository/out/slurmbank}
base=$(mktemp -d "${TMPDIR:-/tmp}/slurmbank-test.XXXXXX")
dir=$base/cluster spool=$base/spool
export SLURMBANK_CLUSTER_QUIET=1
trap 'cluster down --remove; rm -rf "$base"' EXIT
chmod 755 "$base"
include=$(sed -n 's/^SLURM_INC = //p' "$repository/artifacts/plugins/tree.mk")
gcc -D_GNU_SOURCE -O1 -Wall -Wextra -isystem "$include" -o "$base/job-client" "$repository/tests/plugins/lib/job-client.c" -ldl
jobcomp_up
library=$("$dir/bin/enter" -- sh -c "find ${SLURM_PREFIX:+'$SLURM_PREFIX/lib'} /usr/lib -name libslurmfull.so 2>/dev/null" | head -n 1)
ctl() { "$dir/bin/enter" -- "$@"; }
job() { sed -n 's/.*Granted job allocation //p'; }

echo '# out of memory'
memory=$(as alice salloc --no-shell -n 2 -t 5 2>&1 | job)
sleep 2
check 'slurmctld is told of a step that was killed for memory' as alice "$base/job-client" "$library" complete "$memory" 253
eventually 'the job is recorded as out of memory' 10 OUT_OF_MEMORY recorded "$memory"
eventually 'slurmdbd says the same' 10 OUT_OF_MEMORY state "$memory"

echo '# a boot that fails'
boot=$(submit alice --no-requeue --wrap 'exec sleep 300')
eventually 'a job runs' 20 RUNNING live "$boot"
sleep 2
# It may not be queued again, so that the call ends with an error, and the job with this state.
ctl "$base/job-client" "$library" requeue "$boot" 0x20000 2>/dev/null || true
eventually 'the job is recorded with a boot that failed' 10 BOOT_FAIL recorded "$boot"
eventually 'slurmdbd says the same' 10 BOOT_FAIL state "$boot"

echo '# revoked'
ctl sacctmgr -iQ add cluster far set features=far >/dev/null
ctl sacctmgr -iQ add federation both clusters=lab,far >/dev/null
eventually 'the cluster is one of two' 20 1 bash -c "'$dir/bin/scontrol' show federation | grep -c '^Sibling: *far'"
revoked=$(submit alice -H --wrap true)
held=$(submit alice -H --wrap true)
ctl scontrol update jobid="$revoked" ClusterFeatures=far
eventually 'a job that only the other cluster may run is recorded as revoked' 10 REVOKED recorded "$revoked"
ctl scontrol release "$held"
ran=$held
eventually 'one that runs here has completed' 20 COMPLETED recorded "$ran"

if [ -x "$slurmbank" ]; then
    echo '# what they cost'
    bank spooled '[spool]' "directory = \"$spool\""; bank plain
    for name in spooled plain; do ask "$name" init --books-open "$(date -u -d yesterday +%F)" >/dev/null 2>&1 || true; done
    eventually 'all is in complete segments' 10 0 whole
    ends() { "$dir/bin/sacct" -aXnP -j "$memory,$boot,$ran" -o end | grep -c '^2'; }
    eventually 'slurmdbd knows the ends' 20 3 ends
    settle spooled; settle plain
    # The charges of a ledger that are not zero.
    paid() { charges "$1" | grep '"chargedUnits": "\{0,1\}[1-9]' || true; }
    same 'the two that ran and did not complete are charged' 2 "$(paid spooled | grep -cE "\"jobId\": \"($memory|$boot)\"")"
    same 'what was revoked costs nothing' 0 "$(paid spooled | grep -c "\"jobId\": \"$revoked\"" || true)"
    same 'the spool and sync say the same' "$(paid plain)" "$(paid spooled)"
    for name in spooled plain; do check "the ledger of $name is sound" ask "$name" verify; done
fi
finish
