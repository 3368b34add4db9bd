#!/usr/bin/env bash
# The gate's shims outside slurmctld, under AddressSanitizer and UndefinedBehaviorSanitizer, with random input. SLURMBANK_SEED repeats a run.
set -euo pipefail
repository=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
. "$repository/tests/cluster/lib/testing.sh"
. "$repository/tests/plugins/lib/gate.sh"
tree=$repository/artifacts/plugins/tree.mk
[ -e "$tree" ] || { echo 'skip - test-gate-harness: the plugins are not built here'; exit 0; }
include=$(sed -n 's/^SLURM_INC = //p' "$tree")
base=$(mktemp -d "${TMPDIR:-/tmp}/slurmbank-test.XXXXXX")
trap 'rm -rf "$base"' EXIT
tools=$base
echo 'int main(void) { return 0; }' >"$base/try.c"
gcc -fsanitize=address,undefined -o "$base/try" "$base/try.c" 2>/dev/null && "$base/try" || { echo 'skip - test-gate-harness: gcc has no sanitizers here'; exit 0; }

gate=$base
mkdir "$base/journal"
tools_built
printf 'facts\n' >"$base/facts"
snapshot 'lien 0123456789abcdef0123456789abcdef'
sources=()
for file in "$repository"/plugins/job_submit/*.c "$repository"/plugins/common/*.c; do
    case ${file##*/} in controller.c | record.c | record_none.c) ;; *) sources+=("$file") ;; esac
done
check 'the shims compile for the harness' gcc -D_GNU_SOURCE -std=gnu11 -g -O1 -Wall -Wextra -Wno-format-truncation -Wno-unused-parameter -fno-omit-frame-pointer \
    -fsanitize=address,undefined -fno-sanitize-recover=undefined -isystem "$include" -o "$base/harness" "$repository"/tests/plugins/harness/*.c "${sources[@]}" -ldl -lpthread
seed=${SLURMBANK_SEED:-$RANDOM$RANDOM}
code=0
ASAN_OPTIONS=detect_leaks=1 "$base/harness" "$base" "$seed" "${SLURMBANK_FUZZ_SECONDS:-12}" >"$base/answer" 2>&1 || code=$?
sed 's/^/# /' "$base/answer" | tail -n 5
same "random input hurts nothing, and no more is promised than there is (seed $seed)" 0 "$code"
[ "$code" = 0 ] || sed 's/^/  # /' "$base/answer" | head -n 40
finish
