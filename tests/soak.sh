#!/usr/bin/env bash
# soak.sh [MINUTES]: the long random runs of a checkout that is built (build.sh soak calls it). First writers and syncs that are killed, twenty
# for each minute up to a thousand each; from half an hour on a simulated year of a whole site; then new seeds until the time is up, each printed: SLURMBANK_SEED repeats it. It ends by itself, with
# status 1 at the first failure.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
readonly minutes=${1:-60} results=$PWD/artifacts/soak
readonly end=$((SECONDS + minutes * 60)) scale=$((minutes < 50 ? minutes : 50))
# Suites, and what of them is random.
readonly -A random=([SlurmBank.Ledger.Tests]='FullyQualifiedName~Model|FullyQualifiedName~Strength' [SlurmBank.Bank.Tests]='FullyQualifiedName~Sync|FullyQualifiedName~Strength')
# What was run whole, and what the time was up for.
whole=0 cut=0
mkdir -p "$results"

left() { echo $((end - SECONDS)); }

# run SUITE FILTER NAME=VALUE: a suite with that in the environment; what does not end in time is stopped, and was no failure.
run() {
    local suite=$1 filter=$2 code=0
    [ "$(left)" -gt 0 ] || return 0
    env "$3" timeout --kill-after=30 "$(left)" dotnet test "tests/$suite/$suite.csproj" -c Release --no-build --nologo \
        --filter "$filter" >"$results/log" 2>&1 </dev/null || code=$?
    if [ "$code" = 124 ] || [ "$code" = 137 ]; then
        cut=$((cut + 1))
        printf '%s, %s: the time was up before it ended\n' "$suite" "$3"
    elif [ "$code" = 0 ]; then
        whole=$((whole + 1))
        printf '%s, %s: %s\n' "$suite" "$3" "$(grep -oE 'Passed: +[0-9]+' "$results/log" | tail -n 1)"
    else
        sed 's/^/    /' "$results/log" | tail -n 80
        printf '%s, %s: FAILED\n' "$suite" "$3"
        exit 1
    fi
}

printf 'soak: %s minutes\n' "$minutes"
printf 'soak: %d killed writers, %d killed syncs\n' $((scale * 20)) $((scale * 20))
for suite in "${!random[@]}"; do run "$suite" 'FullyQualifiedName~Strength.CrashTests' "SLURMBANK_SOAK_SCALE=$scale"; done
if [ "$minutes" -ge 30 ]; then
    # The year of a whole site, once: a shorter soak has no room for it.
    year=$((RANDOM * 32768 + RANDOM))
    printf 'soak: a simulated year of 2 000 000 runs, 200 accounts, 5 000 users; seed %s\n' "$year"
    export SLURMBANK_SEED=$year
    run SlurmBank.Bank.Tests 'FullyQualifiedName~YearTests' SLURMBANK_YEAR=2000000,200,5000
    unset SLURMBANK_SEED
fi
while [ "$(left)" -gt 0 ]; do
    seed=$((RANDOM * 32768 + RANDOM))
    for suite in "${!random[@]}"; do run "$suite" "${random[$suite]}" "SLURMBANK_SEED=$seed"; done
done
printf 'soak: nothing failed; %d suites ran to their end, for %d the time was up\n' "$whole" "$cut"
