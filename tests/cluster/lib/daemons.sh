# Munge, the database, slurmdbd, slurmctld and three slurmds: how each starts, when it is ready, how long it may take to end.

readonly NODES=(c1 c2 g1)
# In the order in which they start; they end the other way round.
readonly DAEMONS=(munged mariadbd slurmdbd slurmctld c1 c2 g1)

daemon_start() {
    case $1 in
        munged) munged_start ;;
        mariadbd) mariadbd_start ;;
        slurmdbd) spawn slurmdbd slurmdbd -D ;;
        slurmctld) spawn slurmctld slurmctld -D ;;
        c1 | c2 | g1) mkdir -p "$dir/spool-$1" && spawn "$1" slurmd -D -N "$1" ;;
        *) usage_error "no daemon called '$1' (${DAEMONS[*]})" ;;
    esac
}

daemon_ready() {
    case $1 in
        munged) wait_until 10 munged "$bin/enter" munge --no-input --socket="$dir/munge/munge.socket" ;;
        mariadbd) wait_until 30 mariadbd database -e 'select 1' ;;
        slurmdbd) wait_until 60 slurmdbd listens slurmdbd "$slurmdbd_port" ;;
        slurmctld) wait_until 60 slurmctld controller_answers ;;
        c1) wait_until 20 "slurmd c1" listens c1 "$slurmd_port" ;;
        c2) wait_until 20 "slurmd c2" listens c2 $((slurmd_port + 1)) ;;
        g1) wait_until 20 "slurmd g1" listens g1 $((slurmd_port + 2)) ;;
    esac || { show_log "$log/$1.out"; show_log "$log/$1.log"; fail "$1 did not start"; }
}

# A database writes its pages first.
daemon_stop() {
    case $1 in
        mariadbd) stop "$1" 60 ;;
        slurmctld | slurmdbd) stop "$1" 20 ;;
        *) stop "$1" 10 ;;
    esac
}

# listens NAME PORT: the daemon runs, and somebody listens there (state 0A). Connecting would leave errors in its log.
listens() {
    alive "$1" || return "$HOPELESS"
    grep -qsi ":$(printf %04X "$2") [0-9A-F]*:0000 0A " /proc/net/tcp /proc/net/tcp6
}

# A newer slurmctld listens before it has read its state and its plugins, and may still end over one of them.
controller_answers() {
    listens slurmctld "$slurmctld_port" || return
    timeout 10 "$bin/scontrol" ping 2>&1 | grep -q ' is UP'
}

munged_start() {
    local owner
    owner=$(users_uid munge)
    mkdir -p "$dir/munge"
    if [ ! -s "$dir/munge/munge.key" ]; then
        (umask 077 && head -c 128 /dev/urandom >"$dir/munge/munge.key")
    fi
    chmod 400 "$dir/munge/munge.key"
    chown -R "$owner" "$dir/munge"
    rm -f "$dir/munge/munge.socket"*
    spawn munged "$bin/enter" --user munge --cwd / -- munged --foreground --socket="$dir/munge/munge.socket" --key-file="$dir/munge/munge.key" \
        --pid-file="$dir/munge/munged.self" --log-file="$dir/munge/munged.log" --seed-file="$dir/munge/munged.seed"
}

mariadbd_start() {
    mariadbd_create
    mkdir -p "$dir/tmp"
    spawn mariadbd mariadbd --no-defaults --user=root --datadir="$dir/mysql" --socket="$run/mysql.sock" --pid-file="$run/mariadbd.self" \
        --tmpdir="$dir/tmp" --bind-address=127.0.0.1 --port="$mariadbd_port" --innodb-buffer-pool-size="$buffer_pool" \
        --innodb-flush-log-at-trx-commit=0 --innodb-lock-wait-timeout=900 --skip-name-resolve --skip-log-bin --max-allowed-packet=64M
}

# An empty database directory costs half a second to make and nothing to copy. It is made apart and then renamed:
# an interrupted start leaves none that is half done.
mariadbd_create() {
    [ ! -d "$dir/mysql" ] || return 0
    local template=$cache/database-${root##*/root-}
    if [ ! -d "$template" ]; then
        local part=$template.$$
        rm -rf "$part"
        "$bin/enter" --cwd / mariadb-install-db --no-defaults --user=root --datadir="$part" --auth-root-authentication-method=socket \
            --skip-test-db --skip-log-bin >"$log/mariadb-install-db.out" 2>&1 || { show_log "$log/mariadb-install-db.out"; fail "no database could be made"; }
        mv -T "$part" "$template" 2>/dev/null || rm -rf "$part"
    fi
    rm -rf "$dir/mysql.part"
    cp -a --sparse=always "$template" "$dir/mysql.part"
    mv "$dir/mysql.part" "$dir/mysql"
}

# Only root gets in, through the socket.
database() { "$bin/enter" --cwd / mariadb --no-defaults --user=root --socket="$run/mysql.sock" "$@"; }

database_user() {
    database -e "create user if not exists slurm@'127.0.0.1' identified by '$(<"$etc/database.password")';
        alter user slurm@'127.0.0.1' identified by '$(<"$etc/database.password")'; grant all on slurm_acct_db.* to slurm@'127.0.0.1'"
}

nodes_ready() {
    local idle
    alive slurmctld || return "$HOPELESS"
    idle=$(timeout 20 "$bin/sinfo" -hN -o '%N %t' | sort -u | grep -Ec ' (idle|mix|alloc)$')
    [ "$idle" = "${#NODES[@]}" ]
}
