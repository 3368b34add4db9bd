#!/usr/bin/env bash
# A real Slurm on this one machine, in a folder of its own. `cluster.sh help` tells the rest.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
for part in common help options packages ports users process view wrappers config daemons accounts watch; do
    # shellcheck source=/dev/null
    . "$here/lib/$part.sh"
done

need_root() { [ "$(id -u)" = 0 ] || cannot "the test cluster needs root"; }

# Of this folder, one verb at a time changes something.
lock_folder() {
    exec {folder_lock}>"$dir/lock"
    flock -w 120 "$folder_lock" || fail "another cluster.sh is at work in $dir"
}

folder_make() {
    if [ -e "$dir" ] || [ -L "$dir" ]; then
        [ -d "$dir" ] && [ ! -L "$dir" ] && [ "$(stat -c %u "$dir")" = 0 ] || fail "$dir is not a folder of root"
        [ -s "$settings" ] || [ -z "$(find "$dir" -mindepth 1 -maxdepth 1 ! -name lock -print -quit)" ] || fail "$dir holds something else"
    fi
    mkdir -p "$dir"
    chmod 755 "$dir"
}

folder_fill() {
    mkdir -p "$run" "$etc" "$log" "$dir/state" "$dir/home" "$dir/view/etc"
    view_layer
    local owner
    owner=$(users_uid slurm)
    # Daemons that run as slurm write their pid files and logs beside root's.
    chown "$owner" "$run" "$log" "$dir/state"
}

up() {
    need_root
    folder_make
    lock_folder
    settings_load
    [ -z "$prefix" ] || [ -x "$prefix/sbin/slurmctld" ] || fail "there is no slurmctld under $prefix"
    # An earlier view that lost its keeper is of no use any more. Its slurmctld saves its state first: a newer one starts on no half of one.
    [ -z "${id:-}" ] || view_is_open || sweep 20
    id=${id:-$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')}
    # A running cluster keeps its packages; they may not change under it.
    if [ -z "${root:-}" ] || ! view_is_open; then packages_root; fi
    if view_is_open; then ports_assign; else ports_choose; fi
    settings_save
    folder_fill
    view_open
    config_write
    say "configured"
    up_daemons
    watch_start
    say "up: $dir (ports $port_base to $((port_base + 5)))"
}

up_daemons() {
    local daemon fresh=()
    # Most of slurm.conf is read only when the daemons start.
    [ "$config_changed" = 0 ] || for daemon in "${NODES[@]}" slurmctld; do daemon_stop "$daemon"; done
    for daemon in munged mariadbd; do alive "$daemon" || { daemon_start "$daemon"; fresh+=("$daemon"); }; done
    for daemon in "${fresh[@]}"; do daemon_ready "$daemon"; done
    database_user
    say "munged, mariadbd"
    alive slurmdbd || daemon_start slurmdbd
    daemon_ready slurmdbd
    say "slurmdbd"
    # slurmctld wants to find its cluster in the database.
    accounts_load
    say "accounts"
    alive slurmctld || daemon_start slurmctld
    daemon_ready slurmctld
    say "slurmctld"
    for daemon in "${NODES[@]}"; do alive "$daemon" || daemon_start "$daemon"; done
    for daemon in "${NODES[@]}"; do daemon_ready "$daemon"; done
    wait_until 60 "idle nodes" nodes_ready || { "$bin/sinfo" -N >&2; show_log "$log/slurmctld.log"; exit 1; }
}

down() {
    need_root
    [ -s "$settings" ] || { say "no cluster in $dir"; return 0; }
    lock_folder
    settings_load
    ! grep -qsx "$id" "$MARK" || fail "down is called from inside the cluster"
    local daemon
    ! alive watch || stop watch 2
    [ "$fast" = 1 ] || [ "$remove" = 1 ] || jobs_end
    for daemon in "${NODES[@]}"; do daemon_stop "$daemon" & done
    wait
    for daemon in slurmctld slurmdbd; do daemon_stop "$daemon"; done
    # A database that is thrown away need not write its pages.
    if [ "$remove" = 1 ]; then stop_now mariadbd; else daemon_stop mariadbd; fi
    for daemon in munged anchor; do daemon_stop "$daemon"; done
    sweep 1
    ports_release
    say "down"
    [ "$remove" != 1 ] || rm -rf "$dir"
}

# Jobs that run are cancelled first, so that no record of a lost node comes of it.
jobs_end() {
    alive slurmctld && alive slurmdbd || return 0
    timeout 10 "$bin/scancel" -Q --state=RUNNING >/dev/null 2>&1 || true
    timeout 10 "$bin/scancel" -Q --state=SUSPENDED >/dev/null 2>&1 || true
    wait_until 10 "the end of running jobs" no_jobs || true
}

no_jobs() { [ -z "$(timeout 5 "$bin/squeue" -h -t R,CG,S)" ]; }

stop_now() {
    local pid
    ! pid=$(pid_of "$1") || kill -KILL "$pid" 2>/dev/null || true
    stop "$1" 5
}

reset() {
    remove=1 down
    id='' root='' remove=0
    exec {folder_lock}>&- || true
    up
}

status() {
    need_cluster
    local daemon pid code=0
    for daemon in anchor "${DAEMONS[@]}"; do
        if pid=$(pid_of "$daemon"); then printf '%-10s up   %s\n' "$daemon" "$pid"; else printf '%-10s down\n' "$daemon"; code=1; fi
    done
    return "$code"
}

check() {
    need_root
    local scratch
    scratch=$(mktemp -d "${TMPDIR:-/tmp}/slurmbank-check.XXXXXX")
    dir=$scratch log=$scratch
    mkdir -p "$dir/view/etc"
    trap "rm -rf '$scratch'" EXIT
    view_possible || cannot "no overlay mounts here (a container without CAP_SYS_ADMIN?)"
    packages_root
}

need_cluster() {
    [ -s "$settings" ] || fail "no cluster in $dir"
    settings_load
    ports_assign
}

# start, stop, kill and restart of single daemons, for tests of failures.
daemons() {
    local verb=$1 daemon
    shift
    need_root
    need_cluster
    [ $# -gt 0 ] || usage_error "$verb which daemon? (${DAEMONS[*]})"
    for daemon in "$@"; do [[ " ${DAEMONS[*]} " == *" $daemon "* ]] || usage_error "no daemon called '$daemon' (${DAEMONS[*]})"; done
    for daemon in "$@"; do
        case $verb in
            stop | restart) daemon_stop "$daemon" ;;
            kill) stop_now "$daemon" ;;
        esac
        case $verb in
            start | restart)
                alive "$daemon" || daemon_start "$daemon"
                daemon_ready "$daemon"
                ;;
        esac
    done
}

main() {
    local verb=${1:-help}
    [ $# = 0 ] || shift
    options_default
    options_parse "$verb" "$@"
    case $verb in
        up | down | reset | status | check) "$verb" ;;
        env) need_cluster; wrappers_env ;;
        run) need_cluster; exec "$bin/enter" ${run_user:+--user "$run_user"} ${run_cwd:+--cwd "$run_cwd"} -- "${rest[@]}" ;;
        start | stop | kill | restart) daemons "$verb" "${rest[@]}" ;;
        watch) settings_load; watch_run ;;
        help | --help | -h) help ;;
        *) usage_error "unknown verb '$verb'" ;;
    esac
}

main "$@"
