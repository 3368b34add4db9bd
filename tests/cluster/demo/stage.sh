# How the demo shows things: steps, commands with their raw answers, and checks that end it loudly.

step_number=0
step_name=opening
# What the last command answered, standard error included, and where it is kept.
answer=
typed=
# Whether the failure was told already.
told=0

step() {
    step_number=$((step_number + 1))
    step_name=$1
    printf '\n== %d. %s\n' "$step_number" "$1"
}

say() { printf '%s\n' "$@"; }

# A command as a person would type it.
as_typed() {
    local word line=
    for word in "$@"; do
        [[ $word =~ ^[A-Za-z0-9_./:=,@%+-]+$ ]] || word="'${word//\'/\'\\\'\'}'"
        line+="${line:+ }$word"
    done
    printf '%s' "$line"
}

# run [--code N] COMMAND...: shows the command, then its raw answer; anything but exit code N (0) ends the demo.
run() {
    local wanted=0 code=0
    if [ "$1" = --code ]; then
        wanted=$2
        shift 2
    fi
    typed=$(as_typed "$@")
    printf '\n$ %s\n' "$typed"
    "$@" >"$folder/answer" 2>&1 </dev/null || code=$?
    cat "$folder/answer"
    answer=$(<"$folder/answer")
    [ "$code" = 130 ] && exit 130
    [ "$code" = "$wanted" ] || mismatch "exit code $wanted" "exit code $code"
    [ "$wanted" = 0 ] || printf '[exit code %d]\n' "$code"
}

# expect WHAT PATTERN: the last answer matches this extended regular expression.
expect() {
    grep -qE -- "$2" <<<"$answer" || mismatch "$1: an answer that matches /$2/" "the one above"
    checked "$1"
}

# equal WHAT EXPECTED ACTUAL
equal() {
    [ "$2" = "$3" ] || mismatch "$1: $2" "$3"
    checked "$1"
}

checked() { printf '  [ok] %s\n' "$1"; }

mismatch() {
    told=1
    printf '\ndemo: FAILED in step %d (%s)\n  command:  %s\n  expected: %s\n  found:    %s\n' \
        "$step_number" "$step_name" "$typed" "$1" "$2" >&2
    exit 1
}

# await SECONDS WHAT COMMAND...: polls until the command succeeds.
await() {
    local seconds=$1 what=$2 end=$((SECONDS + $1))
    shift 2
    printf '\n(waiting until %s)\n' "$what"
    until "$@" >/dev/null 2>&1; do
        typed=$(as_typed "$@")
        [ "$SECONDS" -lt "$end" ] || mismatch "$what within $seconds s" "not so: $(squeue -o '%i %a %T %r' 2>&1 | tr '\n' ';')"
        sleep 0.2
    done
}

# The job number in sbatch's last answer.
job_number() { awk '/^Submitted batch job/ { print $4 }' <<<"$answer"; }

job_state_is() { [ "$(squeue -h -j "$1" -o %T)" = "$2" ]; }

job_reason_is() { [ "$(squeue -h -j "$1" -o %r)" = "$2" ]; }

# slurmdbd knows the end of each of N runs.
runs_ended() {
    sacct -a -X -D -n -P -S now-1days -o End >"$folder/ends"
    [ "$(wc -l <"$folder/ends")" = "$1" ] && ! grep -q Unknown "$folder/ends"
}
