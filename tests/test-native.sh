#!/usr/bin/env bash
# The engine as a C library in a C host, and the reader of the gate's snapshot: what plugins/tests asserts. Needs gcc; the host needs the library.
set -euo pipefail
tests=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
. "$tests/cluster/lib/testing.sh"
plugins=$tests/../plugins library=$tests/../out/plugins/libslurmbank.so
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
flags=(-std=c11 -O2 -g -Wall -Wextra -Werror -I"$plugins/include")

skip() { printf 'skip - %s: %s\n' "$1" "$2"; }

# Sanitizers where the compiler has their libraries.
sanitizers() {
    local try=(-fsanitize=address,undefined -fno-sanitize-recover=all)
    echo 'int main(void) { return 0; }' >"$scratch/empty.c"
    if gcc "${try[@]}" "$scratch/empty.c" -o "$scratch/empty" 2>/dev/null && "$scratch/empty"; then echo "${try[@]}"; fi
}

headers() {
    local header standard
    for header in slurmbank slurmbank_snapshot; do
        echo "#include \"$header.h\"" >"$scratch/$header.c"
        for standard in c99 c11 gnu17; do
            check "$header.h compiles as $standard" gcc -std=$standard -Wall -Wextra -Werror -Wno-unused-function -I"$plugins/include" -fsyntax-only "$scratch/$header.c"
        done
    done
}

snapshot() {
    local sanitize code=0
    read -r -a sanitize <<<"$(sanitizers)"
    [ "${#sanitize[@]}" != 0 ] || skip 'sanitizers' 'this gcc has none; the reader is tested without'
    gcc "${flags[@]}" "${sanitize[@]}" "$plugins/tests/snapshot.c" -o "$scratch/snapshot"
    "$scratch/snapshot" "$plugins/tests/gate-snapshot-2.bin" 200000 2>"$scratch/errors" || code=$?
    same 'the snapshot tests end well' 0 "$code"
    [ "$code" = 0 ] || cat "$scratch/errors"
}

symbols() {
    same 'only the contract is exported' "$(grep -oE '^int32_t sb_[a-z_]+' "$plugins/include/slurmbank.h" | sed 's/.* //' | sort)" \
        "$(nm -D --defined-only "$library" | awk '$2 == "T" { sub(/@.*/, "", $3); print $3 }' | sort)"
    same 'and what debuggers look for' 'DotNetRuntimeDebugHeader' "$(nm -D --defined-only "$library" | awk '$2 ~ /[BDR]/ { sub(/@.*/, "", $3); print $3 }')"
    same 'it needs the C library only' 'ld-linux-x86-64.so.2 libc.so.6 libm.so.6' "$(readelf -d "$library" | sed -n 's/.*NEEDED.*\[\(.*\)\]/\1/p' | sort | xargs)"
    check 'it is never unloaded' grep -q NODELETE <(readelf -d "$library")
    check 'its relocations are read-only' grep -q BIND_NOW <(readelf -d "$library")
    same 'its stack is not executable' 'RW' "$(readelf -lW "$library" | awk '/GNU_STACK/ { print $7 }')"
}

host() {
    local test code
    gcc "${flags[@]}" "$plugins"/tests/host*.c -o "$scratch/host" -ldl -pthread
    for test in $("$scratch/host" list); do
        code=0
        timeout --kill-after=5 240 "$scratch/host" "$library" "$plugins/tests/site" "$test" >"$scratch/answer" 2>&1 || code=$?
        if [ "$code" = 0 ]; then ok "${test//_/ }"; else not_ok "${test//_/ }" "ended with $code: $(tail -n 5 "$scratch/answer")"; fi
    done
}

if ! command -v gcc >/dev/null; then skip 'C tests' 'no gcc here'; exit 0; fi
headers
snapshot
if [ -e "$library" ]; then
    symbols
    host
else
    skip 'the library in a C host' 'out/plugins/libslurmbank.so could not be built here'
fi
finish
