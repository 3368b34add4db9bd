# What the tests of jobcomp/slurmbank share: a cluster with the plugin in its slurmctld, its spool, and two banks, one of which has no spool.
# Sets dir, spool. Wants `repository`, `base`.

cluster() { local verb=$1; shift; "$repository/tests/cluster/cluster.sh" "$verb" --dir "$dir" "$@"; }
as() { local user=$1; shift; "$dir/bin/enter" --user "$user" -- "$@"; }
submit() { local user=$1; shift; as "$user" sbatch --parsable -o /dev/null "$@"; }
live() { "$dir/bin/squeue" -h -j "$1" -o %T 2>/dev/null; }
state() { "$dir/bin/sacct" -nXP -j "$1" -o state | tail -n 1 | cut -d' ' -f1; }
alive() { "$dir/bin/scontrol" ping | sed -n 's/.* is \(UP\|DOWN\).*/\1/p'; }
logged() { grep -c -- "$1" "$dir/log/slurmctld.log" || true; }
controller() { read -r pid _ <"$dir/run/slurmctld.pid" && printf '%s' "$pid"; }
# Clock ticks that slurmctld has used.
ticks() { awk '{ print $14 + $15 }' "/proc/$(controller)/stat"; }

# recorded JOB: the states that were recorded of it, in their order.
recorded() { "$dir/bin/sacct" -c -nP -S 2020-01-01 -j "$1" -o state | tr '\n' ' ' | sed 's/ $//'; }
segments() { find "$1" -maxdepth 1 -name '*.seg' | wc -l; }
# whole: nothing is being written any more.
whole() { find "$spool" -maxdepth 1 -name '*.open' | wc -l; }

# conf KEY VALUE: a line of slurm.conf.
conf() { sed -i "s|^$1=.*|$1=$2|" "$dir/etc/slurm.conf"; }
reconfigure() { "$dir/bin/scontrol" reconfigure; }

# folder NAME: one that slurmctld may write into.
folder() {
    mkdir -p "$1"
    chown "$("$dir/bin/enter" id -u slurm)" "$1"
}

# bank NAME [LINE...]: a bank's configuration and ledger, its books open from yesterday on.
bank() {
    local name=$1
    shift
    mkdir -p "$base/$name"
    { printf '[ledger]\npath = "%s"\nsnapshot = "%s"\n[slurm]\ncommand_prefix = ["%s"]\n' "$base/$name/ledger.db" "$base/$name/snapshot.json" "$dir/bin/enter"
    [ $# = 0 ] || printf '%s\n' "$@"; } >"$base/$name/bank.toml"
    chmod 600 "$base/$name/bank.toml"
}
ask() { local name=$1; shift; "$slurmbank" "$@" --no-color --config "$base/$name/bank.toml"; }
# fact NAME FACT: a fact of the last sync of that bank.
fact() { sed -n "s/^$2  *//p" "$base/$1/sync.out" | head -n 1; }
settle() { local code=0; ask "$1" sync >"$base/$1/sync.out" 2>&1 || code=$?; echo "$code" >"$base/$1/sync.code"; }
# What is charged, to compare two ledgers by.
charges() { ask "$1" transactions --kind charge --json | grep -E '^    "(effective|account|chargedUnits|jobId|user)"' | sed 's/^ *//' | paste -d' ' - - - - - | sort; }

# A cluster whose slurmctld has the plugin; `parameters` are its JobCompParams.
jobcomp_up() {
    bring_up --dir "$dir" --with-parent $$
    folder "$spool"
    cp "$repository/out/plugins/jobcomp_slurmbank.so" "$dir/plugins/.new" && mv -f "$dir/plugins/.new" "$dir/plugins/jobcomp_slurmbank.so"
    : >"$base/filetxt.log" && chown "$("$dir/bin/enter" id -u slurm)" "$base/filetxt.log"
    cat >"$base/extra.conf" <<CONF
JobCompType=jobcomp/slurmbank
JobCompLoc=$spool
JobCompParams=${parameters:-slurmbank_rotate=1,slurmbank_next=filetxt,slurmbank_next_loc=$base/filetxt.log}
PreemptType=preempt/partition_prio
PreemptMode=CANCEL
PartitionName=urgent Nodes=g1 PriorityTier=10
CONF
    cluster up --conf-extra "$base/extra.conf"
}
