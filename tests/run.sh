#!/usr/bin/env bash
# run.sh [WORD...]: runs the suites of a checkout that is built (build.sh test calls it): xunit, bash, the cluster, Pester.
# One line a suite; the last line is `N passed, N failed, N skipped`. Status 1 if anything failed or nothing ran.
set -euo pipefail
tests=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
cd "$tests/.."
. tests/lib/counts.sh
. tests/lib/pester.sh
words=("$@")
readonly results=$PWD/artifacts/tests
# Seconds that a suite may take before it counts as failed.
limit=${SLURMBANK_TEST_LIMIT:-1500}
mkdir -p "$results"

wanted() {
    local word
    [ "${#words[@]}" != 0 ] || return 0
    for word in "${words[@]}"; do [[ ${1,,} == *"${word,,}"* ]] && return 0; done
    return 1
}

xunit_suite() {
    local project=$1 name code=0
    name=$(basename "$project" .csproj)
    rm -f "$results/$name.trx"
    timeout "$limit" dotnet test "$project" -c Release --no-build -v quiet --nologo --results-directory "$results" \
        --logger "trx;LogFileName=$name.trx" >"$results/$name.log" 2>&1 </dev/null || code=$?
    count_trx "$results/$name.trx"
    explain "$name" "$code" "$results/$name.log"
}

bash_suite() {
    local name code=0
    name=$(basename "$1" .sh)
    timeout --kill-after=60 "$limit" "$1" >"$results/$name.log" 2>&1 </dev/null || code=$?
    count_lines "$results/$name.log"
    explain "$name" "$code" "$results/$name.log"
}

# Where no cluster can be had, its tests are counted as skipped, with the reason.
cluster_suite() {
    local project=$1 name answer code=0
    name=$(basename "$project" .csproj)
    answer=$(tests/cluster/cluster.sh check 2>&1) || code=$?
    if [ "$code" != 77 ]; then
        xunit_suite "$project"
        return 0
    fi
    passed=0 failed=0
    skipped=$(dotnet test "$project" -c Release --no-build --nologo --list-tests </dev/null 2>/dev/null | grep -c '^    ' || true)
    report "$name" "0 of $skipped ran ($(tail -n 1 <<<"$answer"))"
}

run_suite() {
    local name
    name=$(basename "${1%.*}")
    wanted "$name" || return 0
    case $1 in
        Pester) pester_suite ;;
        */SlurmBank.Cluster.Tests.csproj) cluster_suite "$1" ;;
        *.csproj) xunit_suite "$1" ;;
        *) bash_suite "$1" ;;
    esac
}

# Suites that mostly wait for a cluster of their own run in lanes beside the others; their lines and counts are added when they have ended.
# begin_lane NAME SUITE...
lane() {
    local name=$1 suite
    shift
    all_passed=0 all_failed=0 all_skipped=0
    for suite in "$@"; do run_suite "$suite"; done
    printf '%s %s %s\n' "$all_passed" "$all_failed" "$all_skipped" >"$results/$name.counts"
}

begin_lane() {
    taken+=" ${*:2} "
    : >"$results/$1.counts"
    lane "$@" >"$results/$1.out" 2>&1 &
    lanes[$1]=$!
}

join_lane() {
    local p=0 f=1 s=0
    wait "${lanes[$1]}" || true
    cat "$results/$1.out"
    # A lane that did not come to its end has written no counts: that is a failure.
    if ! read -r p f s <"$results/$1.counts" || [ -z "$s" ]; then
        p=0 f=1 s=0
        printf '%s: the lane broke off; %s/%s.out has what it said\n' "$1" "$results" "$1"
    fi
    all_passed=$((all_passed + p)) all_failed=$((all_failed + f)) all_skipped=$((all_skipped + s))
}

main() {
    local suite name taken=
    local -A lanes=()
    begin_lane cluster tests/SlurmBank.Cluster.Tests/SlurmBank.Cluster.Tests.csproj Pester
    begin_lane gate tests/plugins/test-gate.sh tests/plugins/test-gate-bank.sh tests/plugins/test-gate-faults.sh
    begin_lane promises tests/plugins/test-gate-later.sh tests/plugins/test-gate-policy.sh tests/plugins/test-gate-tree.sh tests/plugins/test-gate-harness.sh tests/plugins/test-gate-valgrind.sh
    begin_lane completion tests/plugins/test-jobcomp-faults.sh tests/plugins/test-jobcomp-next.sh tests/plugins/test-jobcomp-states.sh tests/test-package.sh tests/test-units.sh
    begin_lane jobcomp tests/plugins/test-jobcomp.sh tests/plugins/test-jobcomp-host.sh tests/test-native.sh
    for suite in tests/SlurmBank.*.Tests/*.csproj; do
        [[ $suite == */SlurmBank.Cluster.Tests.csproj ]] || run_suite "$suite"
    done
    for name in cluster gate promises completion jobcomp; do join_lane "$name"; done
    # What is in no lane runs alone: above all those that compare the machine before and after.
    for suite in tests/test-*.sh tests/plugins/test-*.sh tests/cluster/test-*.sh; do
        [[ $taken == *" $suite "* ]] || run_suite "$suite"
    done
    total
}

main
