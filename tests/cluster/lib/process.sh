# Processes that this folder started: their pid with their start time, which together name one process for ever.

start_time() {
    local stat
    read -r stat 2>/dev/null <"/proc/$1/stat" || return 1
    stat=${stat##*) }
    # A zombie has ended; its parent has only not looked yet.
    [[ $stat != Z* ]] || return 1
    set -- $stat
    printf '%s' "${20}"
}

record() { printf '%s %s\n' "$2" "$(start_time "$2" || echo 0)" >"$run/$1.pid"; }

# Pid of a recorded process that still runs, else status 1.
pid_of() {
    local pid start
    [ -s "$run/$1.pid" ] && read -r pid start <"$run/$1.pid" && [ "$(start_time "$pid")" = "$start" ] && printf '%s' "$pid"
}

alive() { pid_of "$1" >/dev/null; }

# A daemon must not keep the caller's pipes and locks open.
close_descriptors() {
    local fd
    for fd in /proc/"$BASHPID"/fd/*; do
        fd=${fd##*/}
        [ "$fd" -le 2 ] || [ "$fd" = 255 ] || eval "exec $fd>&-" 2>/dev/null || true
    done
}

# spawn NAME COMMAND...: starts COMMAND inside the view, away from the caller's terminal, with an environment of its own.
spawn() {
    local name=$1
    shift
    (
        close_descriptors
        cd /
        exec setsid env -i PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LC_ALL=C.UTF-8 ${TZ:+TZ="$TZ"} \
            "$bin/enter" -- "$@" </dev/null >>"$log/$name.out" 2>&1
    ) &
    record "$name" $!
}

# stop NAME SECONDS: SIGTERM, a bounded wait, SIGKILL.
stop() {
    local pid tries
    if pid=$(pid_of "$1"); then
        kill -TERM "$pid" 2>/dev/null || true
        # A stopped process hears nothing before it goes on.
        kill -CONT "$pid" 2>/dev/null || true
        for ((tries = $2 * 50; tries > 0; tries--)); do
            alive "$1" || break
            sleep 0.02
        done
        if alive "$1"; then
            say "$1 ($pid) did not end within $2 s; SIGKILL"
            kill -KILL "$pid" 2>/dev/null || true
        fi
    fi
    rm -f "$run/$1.pid"
}

# sweep SECONDS: ends whatever still runs inside the view: job steps, their children, commands that somebody left there. Who has not ended
# after that time is killed.
sweep() {
    local tries pids signal=TERM
    for ((tries = 0; tries < $1 * 20 + 80; tries++)); do
        pids=$(view_pids)
        [ -n "$pids" ] || return 0
        [ "$tries" -lt $(($1 * 20)) ] || signal=KILL
        # shellcheck disable=SC2086 # a list of numbers
        [ $((tries % 20)) != 0 ] || kill "-$signal" $pids 2>/dev/null || true
        # shellcheck disable=SC2086
        [ $((tries % 20)) != 0 ] || kill -CONT $pids 2>/dev/null || true
        sleep 0.05
    done
    fail "these processes of the cluster could not be ended: $pids"
}
