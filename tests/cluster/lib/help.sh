# What `cluster.sh help` prints.

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
