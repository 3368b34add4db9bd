# Counting tests. A suite leaves its figures in passed, failed and skipped; report prints and adds them up.

passed=0 failed=0 skipped=0 all_passed=0 all_failed=0 all_skipped=0

# count_trx FILE: one UnitTestResult element a line; its outcome attribute is what happened.
count_trx() {
    passed=0 failed=0 skipped=0
    [ -s "$1" ] || return 0
    read -r passed failed skipped < <(awk '
        match($0, /<UnitTestResult [^>]*outcome="[A-Za-z]+"/) {
            outcome = substr($0, RSTART, RLENGTH); sub(/.*outcome="/, "", outcome); sub(/"$/, "", outcome)
            if (outcome == "Passed") passed++; else if (outcome == "NotExecuted") skipped++; else failed++
        }
        END { print passed + 0, failed + 0, skipped + 0 }' "$1")
}

# count_lines FILE: what tests/cluster/lib/testing.sh prints.
count_lines() {
    passed=$(grep -c '^ok - ' "$1" || true)
    failed=$(grep -c '^not ok - ' "$1" || true)
    skipped=$(grep -c '^skip - ' "$1" || true)
}

# explain NAME CODE LOG: reports, and shows why something failed. A suite that ends badly, or runs nothing, has failed too.
explain() {
    local note=''
    if [ "$2" = 124 ] || [ "$2" = 137 ]; then
        failed=$((failed + 1)) note="(stopped: it took longer than $limit s)"
    elif [ "$2" != 0 ] && [ "$failed" = 0 ]; then
        failed=1 note="(ended with status $2)"
    elif [ $((passed + failed + skipped)) = 0 ]; then
        failed=1 note='(no test ran)'
    fi
    [ "$failed" = 0 ] || { grep -vE '^ok - ' "$3" | tail -n 120 | sed 's/^/    /'; } || true
    { grep -E '^skip - ' "$3" | sed 's/^/    /'; } || true
    report "$1" "$passed passed, $failed failed, $skipped skipped${note:+ $note}"
}

report() {
    printf '%s: %s\n' "$1" "$2"
    all_passed=$((all_passed + passed)) all_failed=$((all_failed + failed)) all_skipped=$((all_skipped + skipped))
}

total() {
    printf '%s passed, %s failed, %s skipped\n' "$all_passed" "$all_failed" "$all_skipped"
    [ "$all_failed" = 0 ] && [ "$all_passed" != 0 ]
}
