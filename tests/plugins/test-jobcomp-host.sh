#!/usr/bin/env bash
# The parts of jobcomp/slurmbank that know no Slurm, under AddressSanitizer and UndefinedBehaviourSanitizer. SLURMBANK_SEED repeats a run.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
. "$here/../cluster/lib/testing.sh"
plugin=$here/../../plugins/jobcomp
command -v gcc >/dev/null || { echo 'skip - test-jobcomp-host.sh: no gcc here'; exit 0; }

folder=$(mktemp -d "${TMPDIR:-/tmp}/slurmbank-test.XXXXXX")
trap 'rm -rf "$folder"' EXIT
sources=()
for name in frame record queue outlet spool spool_segment spool_folder segments settings; do
    [ ! -e "$plugin/$name.c" ] || sources+=("$plugin/$name.c")
done
code=0
answer=$(gcc -std=gnu11 -D_GNU_SOURCE -O1 -g -Wall -Wextra -Werror -fsanitize=address,undefined -fno-sanitize-recover=all -I"$plugin" \
    -o "$folder/host" "$here"/jobcomp-host/*.c "${sources[@]}" -lpthread 2>&1) || code=$?
if [ "$code" != 0 ]; then
    not_ok 'the host is built' "$answer"
    exit 1
fi
mkdir "$folder/spools"
"$folder/host" "$folder/spools" "${SLURMBANK_SEED:-$RANDOM}" 2>"$folder/error" || code=$?
[ "$code" = 0 ] || { not_ok "the host ends well (exit code $code)" "$(head -n 40 "$folder/error")"; }
finish
