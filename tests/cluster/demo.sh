#!/usr/bin/env bash
# demo.sh [--keep] [--transcript FILE]: a real Slurm on this machine, banked from the first grant to the last unit.
# `./build.sh demo` builds and calls it. Each step shows the command and the raw answer, and checks what it shows.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
repository=$(cd "$here/../.." && pwd)
# The folder of slurmbank; tests put a lying one there.
program=${SLURMBANK_DEMO_PROGRAM:-$repository/out}
keep=0 transcript=
for part in stage place story reckoning cmdlets gate; do
    # shellcheck source=/dev/null
    . "$here/demo/$part.sh"
done

usage() {
    cat <<'HELP'
demo.sh [OPTIONS]      the whole story of a bank, on a real Slurm in a folder of its own (root)
  --keep               leave the cluster and the bank running, and say how to use and to end them
  --transcript FILE    write what the cmdlets answer to FILE too (where there is a pwsh)
It ends with 0 when all that it showed was right, 1 when not (it says which step, and keeps the folder),
77 when this machine cannot do it.
HELP
}

options() {
    while [ $# -gt 0 ]; do
        case $1 in
            --keep) keep=1 ;;
            --transcript)
                [ $# -ge 2 ] || { usage >&2; exit 2; }
                transcript=$(realpath -m -- "$2")
                shift
                ;;
            --help | -h) usage; exit 0 ;;
            *) usage >&2; exit 2 ;;
        esac
        shift
    done
}

main() {
    options "$@"
    place_check
    trap place_leave EXIT
    trap 'exit 130' INT
    trap 'exit 143' TERM HUP
    story_opening
    story_grants
    story_jobs
    story_settling
    story_spent
    story_held
    story_released
    cmdlets_story
    gate_story
    reckoning
    cmdlets_missing
    place_kept
}

main "$@"
