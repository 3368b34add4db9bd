#!/usr/bin/env bash
# run.sh [WORD...]: runs the suites of a checkout that is built (build.sh test calls it): xunit, bash, the cluster, Pester.
# One line a suite; the last line is `N passed, N failed, N skipped`. Status 1 if anything failed or nothing ran.
# run.sh --suite SUITE: one of them, for the above. artifacts/tests has the log of each, and in `times` the seconds that each took.
set -euo pipefail
tests=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
cd "$tests/.."
. tests/lib/counts.sh
. tests/lib/pester.sh
words=("$@")
readonly results=$PWD/artifacts/tests
# Suites begin in this order, the longest first, so that none is left to run alone at the end; what is not named here comes last.
readonly order=(SlurmBank.Bank.Tests SlurmBank.Cluster.Tests Pester-1 Pester-2 Pester-examples test-gate-faults test-jobcomp-faults test-demo
    test-gate-later SlurmBank.Cli.Tests test-jobcomp SlurmBank.Ledger.Tests test-gate-bank test-gate-currency test-gate-policy test-jobcomp-next
    SlurmBank.Native.Tests test-gate test-lifetime test-gate-tree test-native test-jobcomp-states SlurmBank.Engine.Tests test-cluster
    test-package test-gate-harness SlurmBank.Slurm.Tests test-jobcomp-host test-gate-valgrind SlurmBank.Module.Tests test-units test-build)
# Runs when all others are over: it compares the machine before and after, and they mount.
readonly alone=(test-untouched)
# As many run beside one another. Most wait for a cluster of their own; two processors are busy with six.
readonly beside=${SLURMBANK_TEST_SUITES:-6}
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
    # The assembly, not the project: MSBuild has nothing to add to it but its start.
    timeout "$limit" dotnet test "artifacts/bin/$name/release/$name.dll" --nologo -v quiet --results-directory "$results" \
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

name_of() { basename "${1%.*}"; }

run_suite() {
    case $1 in
        Pester-*) pester_suite "${1#Pester-}" ;;
        */SlurmBank.Cluster.Tests.csproj) cluster_suite "$1" ;;
        *.csproj) xunit_suite "$1" ;;
        *) bash_suite "$1" ;;
    esac
}

# One suite, in a process of its own: its lines in one piece, its figures in a file.
one() {
    local name
    name=$(name_of "$1")
    run_suite "$1" >"$results/$name.said" 2>&1
    printf '%s %s %s\n' "$all_passed" "$all_failed" "$all_skipped" >"$results/$name.counts"
    printf '%s %s s\n' "$name" "$SECONDS" >>"$results/times"
    flock "$results" cat "$results/$name.said"
}

# Every suite that there is, in the order in which they begin.
suites() {
    local suite name
    local -A found=()
    local -a rest=()
    for suite in tests/SlurmBank.*.Tests/*.csproj tests/test-*.sh tests/plugins/test-*.sh tests/cluster/test-*.sh Pester-1 Pester-2 Pester-examples; do
        name=$(name_of "$suite")
        found[$name]=$suite
        [[ " ${order[*]} ${alone[*]} " == *" $name "* ]] || rest+=("$name")
    done
    for name in "${order[@]}" ${rest[@]+"${rest[@]}"}; do
        [ -z "${found[$name]:-}" ] || ! wanted "$name" || printf 'beside %s\n' "${found[$name]}"
    done
    for name in "${alone[@]}"; do
        [ -z "${found[$name]:-}" ] || ! wanted "$name" || printf 'alone %s\n' "${found[$name]}"
    done
}

# add_up SUITE: one that did not come to its end has left no figures. That is a failure.
add_up() {
    local name p=0 f=1 s=0
    name=$(name_of "$1")
    if ! read -r p f s 2>/dev/null <"$results/$name.counts" || [ -z "$s" ]; then
        p=0 f=1 s=0
        printf '%s: broke off; %s/%s.said has what it said\n' "$name" "$results" "$name"
    fi
    all_passed=$((all_passed + p)) all_failed=$((all_failed + f)) all_skipped=$((all_skipped + s))
}

main() {
    local list suite
    list=$(suites)
    rm -f "$results"/*.counts "$results"/*.said "$results/times"
    sed -n 's/^beside //p' <<<"$list" | xargs -r -n 1 -P "$beside" "$tests/run.sh" --suite || true
    for suite in $(sed -n 's/^alone //p' <<<"$list"); do "$tests/run.sh" --suite "$suite" || true; done
    for suite in $(sed 's/^[a-z]* //' <<<"$list"); do add_up "$suite"; done
    total
}

if [ "${1:-}" = --suite ]; then one "$2"; else main; fi
