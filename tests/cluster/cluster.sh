#!/usr/bin/env bash
# A real Slurm on this one machine, in a folder of its own. `cluster.sh help` tells the rest.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
for part in common options packages ports users process view wrappers config daemons accounts watch; do
    # shellcheck source=/dev/null
    . "$here/lib/$part.sh"
done

help() {
    cat <<'HELP'
cluster.sh VERB [OPTIONS]     a real one-machine Slurm: nodes c1 and c2 (64 CPUs), g1 (8 fake GPUs); partitions cpu, gpu;
                              accounts science{physics{alice,bob} chem{bob,carol}} industry{dave}; erin has none
  up                          brings it up, or does what is missing (needs root and Debian's packages; 77 where they cannot be had)
  down [--remove] [--fast]    ends everything that runs inside; --remove deletes the folder, --fast leaves running jobs as they are
  reset                       down, forget all state, up
  status                      who runs; 0 only when all do
  check                       can this machine do it? 0, or 77 and why not (downloads the packages)
  env                         lines for eval: puts the wrappers of Slurm's commands on PATH
  run [--user U] [--cwd D] -- COMMAND...     runs a command inside (U's home, or where you are); its exit code is the command's
  start|stop|kill DAEMON...   one of munged mariadbd slurmdbd slurmctld c1 c2 g1 (kill: at once)
  restart DAEMON...           stop, then start
options (each call; environment in brackets)
  --dir FOLDER                the cluster's folder [SLURMBANK_CLUSTER_DIR]; default: slurmbank-NAME in TMPDIR or /tmp
  --name NAME                 [SLURMBANK_CLUSTER_NAME] default: default
  --cache FOLDER              downloads [SLURMBANK_CACHE]; default: ~/.cache/slurmbank
  --quiet                     [SLURMBANK_CLUSTER_QUIET=1]
options of up and reset (remembered in the folder; changed ones restart slurmctld)
  --prefix FOLDER             binaries of another installed Slurm instead of Debian's [SLURM_PREFIX]
  --cluster NAME              Slurm's ClusterName [SLURMBANK_CLUSTER] default: lab
  --conf-extra FILE           lines for slurm.conf; each replaces ours of that key, node or partition [SLURMBANK_CONF_EXTRA]
  --enforce LIST              AccountingStorageEnforce [SLURMBANK_ENFORCE] default: associations,limits,qos,safe
  --half-life TIME            PriorityDecayHalfLife [SLURMBANK_HALF_LIFE] default: 0
  --calc-period MINUTES       PriorityCalcPeriod [SLURMBANK_CALC_PERIOD] default: 1
  --accounts FILE             for `sacctmgr load`, @CLUSTER@ is the name [SLURMBANK_ACCOUNTS]
  --buffer-pool SIZE          of the database [SLURMBANK_BUFFER_POOL] default: 256M
  --lifetime SECONDS          down --remove by itself after that time [SLURMBANK_CLUSTER_LIFETIME]
  --with-parent PID           down --remove by itself once that process is gone [SLURMBANK_CLUSTER_PARENT]
Programs outside use FOLDER/bin/enter as their prefix, or FOLDER/bin as the folder of Slurm's commands.
HELP
}

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
    # An earlier view that lost its keeper is of no use any more.
    [ -z "${id:-}" ] || view_is_open || sweep
    id=${id:-$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')}
    # A running cluster keeps its packages; they may not change under it.
    if [ -z "${root:-}" ] || ! view_is_open; then packages_root; fi
    if view_is_open; then ports_assign; else ports_choose; fi
    settings_save
    folder_fill
    [ -z "$prefix" ] || [ -x "$prefix/sbin/slurmctld" ] || fail "there is no slurmctld under $prefix"
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
    sweep
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
