#!/usr/bin/env bash
# The demo: refuses kindly, ends green and leaves nothing, fails where the bank lies, and cleans up after Ctrl-C.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
repository=$(cd "$here/../.." && pwd)
. "$here/lib/testing.sh"
work=$(mktemp -d "${TMPDIR:-/tmp}/slurmbank-demo-test.XXXXXX")
trap 'rm -rf "$work"' EXIT
export TMPDIR=$work/tmp
mkdir "$TMPDIR"
chmod 755 "$work" "$TMPDIR"

if [ ! -x "$repository/out/slurmbank" ]; then
    echo 'skip - test-demo.sh: out/slurmbank is not built'
    exit 0
fi
code=0
answer=$("$here/cluster.sh" check 2>&1) || code=$?
if [ "$code" = 77 ]; then
    echo "skip - test-demo.sh: $(tail -n 1 <<<"$answer")"
    exit 0
fi

leftovers() { find "$TMPDIR" -mindepth 1 -maxdepth 1 -name 'slurmbank-demo.*'; }

# demo WANTED-CODE NAME [ARGUMENT...]: the answer goes to $work/answer.
demo() {
    local wanted=$1 name=$2 code=0
    shift 2
    "$here/demo.sh" "$@" >"$work/answer" 2>&1 </dev/null || code=$?
    if [ "$code" = "$wanted" ]; then ok "$name"; else not_ok "$name" "exit code $code; $(tail -n 20 "$work/answer")"; fi
}

says() { check "$1" grep -qE -- "$2" "$work/answer"; }

demo 0 'the demo is green'
says 'it says that nodes are oversubscribed' 'oversubscribed'
says "it shows Slurm's own reason" 'AssocGrpCPURunMinutesLimit'
says 'it ends with the reckoning' '^chem +2 +[0-9]+ +[0-9]+ +0 '
if [ -e "$repository/out/plugins/job_submit_slurmbank.so" ] && [ -e "$repository/out/plugins/libslurmbank.so" ] && [ -z "${SLURM_PREFIX:-}" ]; then
    says 'slurmctld refuses what does not fit beside another job, with the arithmetic' 'Available: +2[0-9]\.[0-9]+ SU'
    says 'and takes it when the rest has come back' 'one charge, of what was used'
else
    says "it says why the plugins' chapter is left out" 'This chapter is left out: '
fi
same 'it leaves nothing' '' "$(leftovers)"

# A bank that reads one unit too much.
mkdir "$work/liar"
cat >"$work/liar/slurmbank" <<LIAR
#!/bin/sh
case "\$*" in
    'balance --json') "$repository/out/slurmbank" "\$@" | sed 's/"totalChargedUnits": \\([0-9]*\\)000,/"totalChargedUnits": \\1001,/' ;;
    *) exec "$repository/out/slurmbank" "\$@" ;;
esac
LIAR
chmod 755 "$work/liar/slurmbank"
export SLURMBANK_DEMO_CMDLETS=0 SLURMBANK_DEMO_PLUGINS=0
SLURMBANK_DEMO_PROGRAM=$work/liar demo 1 'a ledger that differs by a unit fails it'
says "it says why the plugins' chapter is left out" 'This chapter is left out: it was not wanted'
says 'it says which step' 'FAILED in step [0-9]+ \(The reckoning\)'
check 'it keeps the folder' test -e "$(leftovers)/bank/ledger.db"
check 'nothing of it runs any more' bash -c "! $here/cluster.sh status --dir '$(leftovers)/cluster' | grep -q ' up '"
rm -rf "$(leftovers)"

# Interrupted in the middle, as Ctrl-C does it: SIGINT to the whole group in the foreground.
setsid env --default-signal=INT "$here/demo.sh" >"$work/answer" 2>&1 </dev/null &
group=$!
for _ in $(seq 600); do ! grep -q 'Real jobs' "$work/answer" || break; sleep 0.1; done
kill -INT -- "-$group" || true
code=0
wait "$group" || code=$?
same 'Ctrl-C ends it with 130' 130 "$code"
same 'and leaves nothing' '' "$(leftovers)"

finish
