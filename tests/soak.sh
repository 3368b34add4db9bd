#!/usr/bin/env bash
# soak.sh [MINUTES]: the long random runs of a checkout that is built (build.sh soak calls it). First a thousand killed syncs, then
# new seeds until the time is up; each is printed, and SLURMBANK_SEED repeats it. It ends by itself, with status 1 at the first failure.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
readonly minutes=${1:-60} results=$PWD/artifacts/soak
readonly end=$((SECONDS + minutes * 60))
# Suites, and what of them is random.
readonly -A random=([SlurmBank.Ledger.Tests]='FullyQualifiedName~Model|FullyQualifiedName~Strength' [SlurmBank.Bank.Tests]='FullyQualifiedName~Sync|FullyQualifiedName~Strength')
mkdir -p "$results"

left() { echo $((end - SECONDS)); }

# round NAME=VALUE...: all suites once, with these in the environment; what does not end in time is stopped, and was no failure.
round() {
    local suite code
    for suite in "${!random[@]}"; do
        [ "$(left)" -gt 0 ] || return 0
        code=0
        env "$@" timeout --kill-after=30 "$(left)" dotnet test "tests/$suite/$suite.csproj" -c Release --no-build --nologo \
            --filter "${random[$suite]}" >"$results/log" 2>&1 </dev/null || code=$?
        if [ "$code" = 124 ] || [ "$code" = 137 ]; then
            printf '%s, %s: the time was up before it ended\n' "$suite" "$*"
        elif [ "$code" = 0 ]; then
            printf '%s, %s: %s\n' "$suite" "$*" "$(grep -oE 'Passed: +[0-9]+' "$results/log" | tail -n 1)"
        else
            sed 's/^/    /' "$results/log" | tail -n 80
            printf '%s, %s: FAILED\n' "$suite" "$*"
            exit 1
        fi
    done
}

printf 'soak: %s minutes\n' "$minutes"
round SLURMBANK_SOAK_SCALE=50
rounds=0
while [ "$(left)" -gt 0 ]; do
    rounds=$((rounds + 1))
    round SLURMBANK_SEED=$((RANDOM * 32768 + RANDOM))
done
printf 'soak: nothing failed; %d rounds of random seeds after the thousand kills\n' "$rounds"
