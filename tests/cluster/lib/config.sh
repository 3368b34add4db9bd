# Slurm's configuration, written from the options. A file given by --conf-extra wins line by line.

config_write() {
    if [ -s "$etc/slurm.conf" ] && [ "$config_changed" = 0 ]; then return 0; fi
    version=$("$bin/enter" slurmctld -V 2>/dev/null | awk '{ print $2 }') || version=
    [ -n "$version" ] || fail "no working slurmctld${prefix:+ under $prefix}"
    config_slurm >"$etc/slurm.conf.base"
    if [ -s "$conf_extra" ]; then
        { config_without "$conf_extra" <"$etc/slurm.conf.base"; printf '\n# from %s\n' "$conf_extra"; cat "$conf_extra"; } >"$etc/slurm.conf.new"
    else
        cp "$etc/slurm.conf.base" "$etc/slurm.conf.new"
    fi
    mv -f "$etc/slurm.conf.new" "$etc/slurm.conf"
    rm -f "$etc/slurm.conf.base"
    config_gres
    config_slurmdbd
    # From 23.02 on slurmd looks for a cgroup plugin unless it is told that there is none.
    [ "${version%%.*}" -lt 23 ] || printf 'CgroupPlugin=disabled\n' >"$etc/cgroup.conf"
}

# Drops from standard input what the file $1 sets: NodeName=c1 and PartitionName=cpu by name, everything else by key.
config_without() {
    awk '
        function key(line,  k) {
            sub(/^[ \t]+/, "", line)
            if (line ~ /^#/ || line !~ /=/) return ""
            k = tolower(line); sub(/[ \t].*/, "", k)
            if (k !~ /^(nodename|partitionname|nodeset|downnodes|include)=/) sub(/=.*/, "", k)
            return k
        }
        NR == FNR { if (key($0) != "") set[key($0)] = 1; next }
        !(key($0) in set)' "$1" -
}

config_plugin_dir() {
    local found
    for found in ${prefix:+"$prefix"/lib/slurm "$prefix"/lib64/slurm "$prefix"/lib/*/slurm} "$root"/usr/lib/*/slurm-wlm /usr/lib/*/slurm-wlm; do
        [ -d "$found" ] || continue
        printf '%s' "${found#"$root"}"
        return 0
    done
}

config_slurm() {
    local host plugins
    host=$(uname -n)
    host=${host%%.*}
    plugins=$(config_plugin_dir)
    cat <<CONF
# One machine that plays three nodes, oversubscribed on purpose. Written by cluster.sh.
ClusterName=$cluster
SlurmctldHost=$host(127.0.0.1)
SlurmctldPort=$slurmctld_port
SlurmUser=slurm
AuthType=auth/munge
AuthInfo=socket=$dir/munge/munge.socket
# Nothing listens on the network.
CommunicationParameters=NoCtldInAddrAny,NoInAddrAny
MpiDefault=none
MailProg=/bin/true
ReturnToService=2
SlurmctldPidFile=$run/slurmctld.self
SlurmdPidFile=$run/slurmd-%n.self
StateSaveLocation=$dir/state
SlurmdSpoolDir=$dir/spool-%n
SlurmctldLogFile=$log/slurmctld.log
SlurmdLogFile=$log/slurmd-%n.log
SlurmctldDebug=info
SlurmdDebug=info
PluginDir=${plugins:+$plugins:}$dir/plugins
SlurmdParameters=config_overrides
# No cgroups: they belong to the machine.
ProctrackType=proctrack/linuxproc
JobAcctGatherType=jobacct_gather/linux
JobAcctGatherFrequency=30
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU_Memory
SchedulerType=sched/backfill
SchedulerParameters=sched_interval=5,bf_interval=5,batch_sched_delay=0,default_queue_depth=1000,defer_batch
InactiveLimit=0
KillWait=5
MinJobAge=60
MaxJobCount=50000
MaxArraySize=20001
SlurmctldTimeout=30
SlurmdTimeout=60
MessageTimeout=20
JobRequeue=1
AccountingStorageType=accounting_storage/slurmdbd
AccountingStorageHost=127.0.0.1
AccountingStoragePort=$slurmdbd_port
# Not a password: the munge socket of connections to slurmdbd.
AccountingStoragePass=$dir/munge/munge.socket
AccountingStorageEnforce=$enforce
AccountingStorageTRES=gres/gpu
PriorityType=priority/multifactor
PriorityDecayHalfLife=$half_life
PriorityUsageResetPeriod=NONE
PriorityCalcPeriod=$calc_period
PriorityWeightFairshare=1000
PriorityWeightAge=100
GresTypes=gpu
DefMemPerCPU=1024
NodeName=c[1-2] NodeHostname=$host NodeAddr=127.0.0.1 Port=[$slurmd_port-$((slurmd_port + 1))] CPUs=64 RealMemory=256000 State=UNKNOWN
NodeName=g1 NodeHostname=$host NodeAddr=127.0.0.1 Port=$((slurmd_port + 2)) CPUs=64 RealMemory=512000 Gres=gpu:8 State=UNKNOWN
PartitionName=cpu Nodes=c[1-2] Default=YES MaxTime=7-0 State=UP TRESBillingWeights="CPU=1.0,Mem=0.25G,GRES/gpu=0.0"
PartitionName=gpu Nodes=g1 MaxTime=7-0 State=UP TRESBillingWeights="CPU=1.0,Mem=0.25G,GRES/gpu=1.0"
CONF
}

# Each fake GPU is a device file of its own, another name of /dev/null.
config_gres() {
    local i
    mkdir -p "$dir/gpu"
    for i in 0 1 2 3 4 5 6 7; do
        [ -e "$dir/gpu/gpu$i" ] || mknod -m 666 "$dir/gpu/gpu$i" c 1 3
    done
    printf 'NodeName=g1 Name=gpu File=%s/gpu/gpu[0-7]\n' "$dir" >"$etc/gres.conf"
}

# slurmdbd reads the file beside the slurm.conf that SLURM_CONF names, and wants it closed to others.
config_slurmdbd() {
    (
        umask 077
        [ -s "$etc/database.password" ] || od -An -N16 -tx1 /dev/urandom | tr -d ' \n' >"$etc/database.password"
        cat >"$etc/slurmdbd.conf" <<CONF
AuthType=auth/munge
AuthInfo=socket=$dir/munge/munge.socket
DbdHost=localhost
DbdAddr=127.0.0.1
DbdPort=$slurmdbd_port
SlurmUser=slurm
DebugLevel=info
LogFile=$log/slurmdbd.log
PidFile=$run/slurmdbd.self
PluginDir=$(config_plugin_dir)
StorageType=accounting_storage/mysql
StorageHost=127.0.0.1
StoragePort=$mariadbd_port
StorageUser=slurm
StoragePass=$(<"$etc/database.password")
StorageLoc=slurm_acct_db
CONF
    )
    chown "$(users_uid slurm)" "$etc/slurmdbd.conf"
}
