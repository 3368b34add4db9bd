# Words, failures and bounded waits. Sourced by every script of this folder.

# Exit codes: 1 something failed, 2 wrong use, 77 this machine cannot do it (a test then counts as skipped).
readonly EXIT_USAGE=2 EXIT_CANNOT=77

started_ms=${started_ms:-$(date +%s%3N)}

# Progress goes to standard error: standard output belongs to answers that programs read.
say() {
    [ "${quiet:-0}" = 1 ] || printf '[%5d ms] %s\n' $(($(date +%s%3N) - started_ms)) "$*" >&2
}

fail() {
    printf 'cluster: %s\n' "$*" >&2
    exit 1
}

usage_error() {
    printf "cluster: %s (see 'cluster.sh help')\n" "$*" >&2
    exit "$EXIT_USAGE"
}

cannot() {
    printf 'cluster: %s\n' "$*" >&2
    exit "$EXIT_CANNOT"
}

# wait_until SECONDS WHAT COMMAND...: polls COMMAND up to twenty times a second; returns 1 once the time is over, however long each call
# takes, or at once where COMMAND ends with HOPELESS.
readonly HOPELESS=3
wait_until() {
    local seconds=$1 what=$2 code end
    shift 2
    end=$((SECONDS + seconds))
    while :; do
        code=0
        "$@" >/dev/null 2>&1 || code=$?
        [ "$code" != 0 ] || return 0
        [ "$code" != "$HOPELESS" ] || return 1
        [ "$SECONDS" -lt "$end" ] || break
        sleep 0.05
    done
    printf 'cluster: waited %s s in vain for %s\n' "$seconds" "$what" >&2
    return 1
}

# Last lines of a log, indented, for the reader of a failure.
show_log() {
    [ -s "$1" ] || return 0
    printf '  last lines of %s:\n' "$1" >&2
    tail -n 15 "$1" | sed 's/^/    /' >&2
}
