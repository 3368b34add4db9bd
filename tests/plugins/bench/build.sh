#!/usr/bin/env bash
# build.sh FOLDER: the benchmark's C programs and plugins, against the headers that the plugins were built with. They are for measuring only.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
repository=$here/../../..
tree=$repository/artifacts/plugins/tree.mk
[ -s "$tree" ] && command -v gcc >/dev/null || { echo 'the plugins are not built here' >&2; exit 77; }
include=$(sed -n 's/^SLURM_INC = //p' "$tree")
flags=(-D_GNU_SOURCE -std=gnu11 -O2 -g -Wall -Wextra -Werror -Wno-format-truncation -Wno-stringop-truncation -isystem "$include" -I"$repository/plugins/common")
mkdir -p "$1"
gcc "${flags[@]}" -o "$1/submit" "$here/submit.c" -ldl -lpthread
gcc "${flags[@]}" -rdynamic -o "$1/decide" "$here/decide.c" -ldl
gcc "${flags[@]}" -o "$1/make-snapshot" "$here/../lib/make-snapshot.c"
for name in gate http; do
    gcc "${flags[@]}" -shared -fPIC -fvisibility=hidden -DNAME="\"$name\"" -o "$1/job_submit_sbwatch_$name.so" "$here/stopwatch.c" -ldl
done
gcc "${flags[@]}" -shared -fPIC -fvisibility=hidden -o "$1/http_check.so" "$here/http_check.c"
