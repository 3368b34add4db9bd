#!/usr/bin/env bash
# Stands in for Slurm's commands where a test of the command line needs answers and no real Slurm is at hand: one cluster 'lab' with accounts
# science{physics chem} and industry, partition cpu. It answers what the bank asks, in Slurm's forms, and nothing else; what the bank makes
# of a real Slurm is tested on a real one elsewhere. Beside it lie: jobs (one a line), limits/ (what was set), down (no answer), log (calls).
set -u
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
me=${0##*/}
printf '%s %s\n' "$me" "$*" >> "$here/log"
if [[ -e $here/slow ]]; then exec sleep 30; fi
if [[ -e $here/down ]]; then
    echo "$me: error: Unable to contact slurm controller (connect failure)" >&2
    exit 1
fi

option() { # option NAME ARGUMENTS...: the value of --NAME=VALUE
    local name=$1 word
    shift
    for word in "$@"; do [[ $word == "--$name="* ]] && printf '%s' "${word#*=}"; done
}

limit() { cat "$here/limits/$1" 2>/dev/null; }

association() { # cluster account user parent id limit qos
    printf 'lab|%s|%s||%s|%s|1||||||%s||||||normal|\n' "$1" "$2" "$3" "$4" "$5"
}

case "$me $*" in
    "scontrol show config")
        cat <<-EOF
		Configuration data as of 2027-01-01T00:00:00
		AccountingStorageEnforce = associations,limits,qos,safe
		AccountingStorageTRES   = cpu,mem,energy,node,billing,fs/disk,vmem,pages
		AccountingStorageType   = accounting_storage/slurmdbd
		BOOT_TIME               = 1767225600
		ClusterName             = lab
		DefMemPerCPU            = 1024
		EnforcePartLimits       = NO
		HASH_VAL                = Match
		JobDefaults             = (null)
		JobRequeue              = 1
		MaxArraySize            = 1001
		MaxMemPerNode           = UNLIMITED
		PriorityDecayHalfLife   = 00:00:00
		PriorityFlags           =
		PriorityType            = priority/multifactor
		PriorityUsageResetPeriod = NONE
		PrivateData             = none
		SelectType              = select/cons_tres
		SelectTypeParameters    = CR_CPU_MEMORY
		SLURM_CONF              = /etc/slurm/slurm.conf
		SLURM_VERSION           = 22.05.8

		Slurmctld(primary) at head is UP
		EOF
        ;;
    "scontrol --all --oneliner show partition"*)
        echo 'PartitionName=cpu AllowGroups=ALL AllowAccounts=ALL AllowQos=ALL AllocNodes=ALL Default=YES QoS=N/A DefaultTime=NONE DisableRootJobs=NO ExclusiveUser=NO GraceTime=0 Hidden=NO MaxNodes=UNLIMITED MaxTime=7-00:00:00 MinNodes=0 LLN=NO MaxCPUsPerNode=UNLIMITED Nodes=c[1-2] PriorityJobFactor=1 PriorityTier=1 RootOnly=NO ReqResv=NO OverSubscribe=NO OverTimeLimit=NONE PreemptMode=OFF State=UP TotalCPUs=128 TotalNodes=2 SelectTypeParameters=NONE JobDefaults=(null) DefMemPerNode=UNLIMITED MaxMemPerNode=UNLIMITED TRES=cpu=128,mem=500G,node=2,billing=128 TRESBillingWeights=CPU=1.0'
        ;;
    "scontrol --all --oneliner show node"*)
        for n in 1 2; do
            echo "NodeName=c$n Arch=x86_64 CoresPerSocket=1  CPUAlloc=0 CPUEfctv=64 CPUTot=64 CPULoad=0.10 AvailableFeatures=(null) ActiveFeatures=(null) Gres=(null) NodeAddr=127.0.0.1 NodeHostName=c$n Version=22.05.8 RealMemory=256000 AllocMem=0 FreeMem=20264 Sockets=64 Boards=1 State=IDLE ThreadsPerCore=1 TmpDisk=0 Weight=1 Owner=N/A MCS_label=N/A Partitions=cpu  CfgTRES=cpu=64,mem=250G,billing=64 AllocTRES="
        done
        ;;
    "sacctmgr "*"show configuration"*)
        printf 'PrivateData            = none\nSlurmDBD configuration:\nPrivateData            = none\nSlurmUser              = slurm(64030)\n'
        ;;
    "sacctmgr "*"show user"*)
        me_name=$(id -un)
        printf 'alice|physics|None|\nbob|chem|None|\n%s|root|Administrator|\n' "$me_name"
        ;;
    "sacctmgr "*"show qos"*) echo 'normal|1|0||1.000000|||||||||||||' ;;
    "sacctmgr "*"show association"*)
        association root '' '' 1 "$(limit root)"
        association root root '' 2 ''
        association industry '' root 4 "$(limit industry)"
        association science '' root 3 "$(limit science)"
        association chem '' science 6 "$(limit chem)"
        association chem bob '' 9 ''
        association physics '' science 5 "$(limit physics)"
        association physics alice '' 7 ''
        ;;
    "sacctmgr --immediate modify account "*)
        if [[ -e $here/refuse ]]; then
            echo ' Your user account does not have privileges to perform this operation.' >&2
            exit 1
        fi
        all=$*
        account=${all##*account=}
        value=${all##*GrpTRESRunMins=}
        mkdir -p "$here/limits"
        for name in $(tr ',' ' ' <<< "${account%% *}"); do
            if [[ $value == cpu=-1 ]]; then rm -f "$here/limits/$name"; else printf '%s' "$value" > "$here/limits/$name"; fi
        done
        printf ' Modified account associations...\n  C = lab        A = %s\n' "${account%% *}"
        ;;
    sdiag*) printf 'Agent queue size:     0\nDBD Agent queue size: 0\n' ;;
    "sacct --helpformat"*) echo 'Account AdminComment AllocTRES Cluster DBIndex Eligible ElapsedRaw End ExitCode Flags JobID JobIDRaw NNodes Partition QOS ReqTRES Start State Submit Suspended TimelimitRaw UID User' ;;
    "sacct "*)
        delimiter=$(option delimiter "$@")
        from=$(date -ud "$(option starttime "$@")" +%s)
        to=$(date -ud "$(option endtime "$@")" +%s)
        IFS=, read -ra columns <<< "$(option format "$@")"
        nodelist=$(option nodelist "$@")
        while IFS='|' read -r raw submit start end state account user cpus node; do
            [[ -z $raw ]] || ((end < from || submit >= to)) && continue
            [[ -n $nodelist && $nodelist != "$node" ]] && continue
            declare -A row=([JobIDRaw]=$raw [JobID]=$raw [Submit]=$submit [Eligible]=$submit [Start]=$start [End]=$end [ElapsedRaw]=$((end - start))
                [Suspended]=00:00:00 [State]=$state [Account]=$account [User]=$user [UID]=1001 [Partition]=cpu [QOS]=normal [TimelimitRaw]=60
                [ReqTRES]="billing=$cpus,cpu=$cpus,mem=${cpus}G,node=1" [AllocTRES]="billing=$cpus,cpu=$cpus,mem=${cpus}G,node=1" [Cluster]=lab
                [ExitCode]=0:0 [NNodes]=1 [Flags]=SchedMain [DBIndex]=$raw)
            for column in "${columns[@]}"; do printf '%s%s' "${row[$column]-}" "$delimiter"; done
            printf '\n'
        done < "$here/jobs"
        ;;
    "squeue "*) ;;
    *)
        echo "$me: this stand-in does not know: $*" >&2
        exit 2
        ;;
esac
