# The little that the bash tests share. Each check prints one line `ok - NAME`, `not ok - NAME` or `skip - NAME`, which build.sh counts.

tests_failed=0

ok() { printf 'ok - %s\n' "$1"; }

not_ok() {
    printf 'not ok - %s\n' "$1"
    [ -z "${2:-}" ] || printf '%s\n' "$2" | sed 's/^/  # /'
    tests_failed=$((tests_failed + 1))
}

# check NAME COMMAND...: passes when COMMAND does.
check() {
    local name=$1 answer
    shift
    if answer=$("$@" 2>&1); then ok "$name"; else not_ok "$name" "$* => $answer"; fi
}

# same NAME EXPECTED ACTUAL
same() {
    if [ "$2" = "$3" ]; then ok "$1"; else not_ok "$1" "$(diff <(printf '%s\n' "$2") <(printf '%s\n' "$3") | head -n 40)"; fi
}

# eventually NAME SECONDS EXPECTED COMMAND...: polls until COMMAND prints EXPECTED.
eventually() {
    local name=$1 expected=$3 answer='' end=$((SECONDS + $2))
    shift 3
    while :; do
        answer=$("$@" 2>&1) && [ "$answer" = "$expected" ] && { ok "$name"; return 0; }
        [ "$SECONDS" -lt "$end" ] || { not_ok "$name" "expected '$expected', last seen '$answer' from: $*"; return 0; }
        sleep 0.1
    done
}

# inside ID: the processes whose view of /etc bears the mark of that cluster, a line each.
inside() {
    local view
    for view in /proc/[0-9]*/root; do
        if grep -qs "$1" "$view/etc/slurmbank-cluster"; then printf '%s\n' "$view"; fi
    done
}

# A cluster that cannot be had here is a skipped test with a reason, not a failure.
bring_up() {
    local code=0 answer
    answer=$("$here/cluster.sh" up "$@" 2>&1) || code=$?
    case $code in
        0) return 0 ;;
        77) printf 'skip - %s: %s\n' "${0##*/}" "$(tail -n 1 <<<"$answer")"; exit 0 ;;
        *) not_ok "cluster.sh up $*" "$answer"; exit 1 ;;
    esac
}

finish() { [ "$tests_failed" = 0 ]; }
