#!/usr/bin/env bash
# The real plugin with the real engine in a C host under valgrind: managed code and all, no wrong access and no lost memory.
set -euo pipefail
repository=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
. "$repository/tests/cluster/lib/testing.sh"
command -v valgrind >/dev/null || { echo 'skip - test-gate-valgrind: there is no valgrind here'; exit 0; }
for file in job_submit_slurmbank.so libslurmbank.so; do
    [ -e "$repository/out/plugins/$file" ] || { echo "skip - test-gate-valgrind: there is no out/plugins/$file here"; exit 0; }
done
base=$(mktemp -d "${TMPDIR:-/tmp}/slurmbank-test.XXXXXX")
trap 'rm -rf "$base"' EXIT
check 'the host is built' "$repository/tests/plugins/bench/build.sh" "$base/tools"

# Ten accounts of 5 SU each; a job costs 2 SU at most: a core of two threads for an hour.
mkdir "$base/journal"
{
    printf 'cluster lab\ntariff %s\nfacts %s\n' "$repository/plugins/tests/site/tariff.txt" "$repository/plugins/tests/site/facts.txt"
    for i in 0 1 2 3 4 5 6 7 8 9; do printf 'account b0000%s 64 18000000 0 0 0 0\n' "$i"; done
    for i in 0 1 2 3 4 5 6 7 8 9; do printf 'member u0000%s b0000%s %s 1\n' "$i" "$i" "$((30000 + i))"; done
} | "$base/tools/make-snapshot" "$base/gate.snapshot"
printf '[gate]\npolicy = "enforce"\nsnapshot = "%s"\njournal = "%s"\n' "$base/gate.snapshot" "$base/journal" >"$base/bank-config.toml"
# On a machine with other work it may take minutes: no promise ends meanwhile.
printf 'Configuration=%s\nUnseenSeconds=3600\n' "$base/bank-config.toml" >"$base/gate.conf"
export SLURMBANK_GATE_CONF=$base/gate.conf

# The C library's loader reads a path by the word; valgrind knows that of its older releases only.
for size in 8 16 32; do
    printf '{\n   loader%s\n   Memcheck:Addr%s\n   fun:strncmp\n   fun:is_dst\n   ...\n}\n' "$size" "$size"
done >"$base/known.supp"
# Stacks of threads that live until the process ends count as possibly lost: only what is lost for certain is an error.
code=0
valgrind --quiet --error-exitcode=3 --leak-check=full --errors-for-leak-kinds=definite --show-leak-kinds=definite --suppressions="$base/known.supp" --log-file="$base/valgrind.log" \
    "$base/tools/decide" "$repository/out/plugins/job_submit_slurmbank.so" 300 10 >"$base/answer" 2>"$base/log" || code=$?
same 'valgrind finds nothing' 0 "$code"
[ "$code" = 0 ] || sed 's/^/  # /' "$base/valgrind.log" "$base/log" | head -n 60
same 'of 300 jobs the 20 that can be paid are taken' 280 "$(awk '{ print $7 }' "$base/answer")"
finish
