#!/usr/bin/env bash
# The build script's promises that need no build: verbs, refusals, and counts that are right.
set -euo pipefail
tests=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
. "$tests/cluster/lib/testing.sh"
. "$tests/lib/counts.sh"
. "$tests/lib/pester.sh"
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
status_of() { local code=0; "$@" >"$scratch/out" 2>&1 || code=$?; echo "$code"; }
said() { if grep -q -- "$1" "$scratch/out"; then echo yes; else cat "$scratch/out"; fi; }

cat >"$scratch/a.trx" <<'TRX'
    <UnitTestResult testName="a &gt; b outcome=&quot;Failed&quot;" computerName="x" duration="0" outcome="Passed" testListId="1" />
    <UnitTestResult testName="line&#xA;break" outcome="Passed" />
    <UnitTestResult testName="s" outcome="NotExecuted">
      <Output><StdOut>outcome="Failed" &lt;UnitTestResult outcome="Failed"</StdOut></Output>
    <UnitTestResult testName="f" outcome="Failed">
    <UnitTestResult testName="t" outcome="Timeout">
  <ResultSummary outcome="Failed">
TRX
count_trx "$scratch/a.trx"
same 'trx: passed, failed, skipped' '2 2 1' "$passed $failed $skipped"
count_trx "$scratch/none.trx"
same 'no trx is no test' '0 0 0' "$passed $failed $skipped"

printf 'ok - a\nnot ok - b\n  # ok - c\nskip - d: why\nok - e\n' >"$scratch/b.log"
count_lines "$scratch/b.log"
same 'lines: passed, failed, skipped' '2 1 1' "$passed $failed $skipped"

# suite CODE LINES...: the figures after a suite that printed LINES and ended with CODE.
suite() {
    local code=$1 limit=1
    shift
    printf '%s\n' "$@" >"$scratch/c.log"
    count_lines "$scratch/c.log"
    explain suite "$code" "$scratch/c.log" >/dev/null
    echo "$passed $failed $skipped"
}
same 'a suite that ends badly has failed' '1 1 0' "$(suite 3 'ok - a')"
same 'a suite that fails a test is counted once' '0 1 0' "$(suite 1 'not ok - a')"
same 'a suite that is stopped has failed too' '1 1 0' "$(suite 124 'ok - a')"
same 'a suite that runs nothing has failed' '0 1 0' "$(suite 0 '')"
same 'a skipped suite has not' '0 0 1' "$(suite 0 'skip - a')"

run_total() { all_passed=$1 all_failed=$2 all_skipped=$3; total >"$scratch/total" && echo 0 || echo 1; }
same 'all passed' 0 "$(run_total 3 0 1)"
same 'the last line' '3 passed, 0 failed, 1 skipped' "$(cat "$scratch/total")"
same 'one failed' 1 "$(run_total 3 1 0)"
same 'nothing ran' 1 "$(run_total 0 0 5)"

printf 'PESTER 1 0 0\nmore\nPESTER 12 3 4\n' >"$scratch/Pester.log"
pester_counts "$scratch/Pester.log"
same 'Pester: passed, failed, skipped' '12 3 4' "$passed $failed $skipped"
same 'the parts of the Pester files are all of them, each once' "$(cd "$tests/module" && ls -- *.Tests.ps1 | sort)" \
    "$(cd "$tests/.." && { pester_files 1; pester_files 2; pester_files examples; } | sort)"

build=$tests/../build.sh
same 'help works' 0 "$(status_of "$build" help)"
same 'help names the demo' yes "$(said './build.sh demo')"
same 'an unknown verb is refused' 1 "$(status_of "$build" nonsense)"
same 'and named' yes "$(said "unknown verb 'nonsense'")"
same 'soak takes minutes' 1 "$(status_of "$build" soak soon)"

# A PATH without dotnet.
mkdir "$scratch/bin"
for tool in bash dirname cat grep id env; do ln -s "$(command -v "$tool")" "$scratch/bin/$tool"; done
same 'without an SDK the build is refused' 1 "$(status_of env PATH="$scratch/bin" "$build")"
same 'and says how to get one' yes "$(said 'dotnet-sdk-10.0')"
finish
