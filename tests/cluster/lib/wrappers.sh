# $DIR/bin: `enter`, which runs a command inside the view, and one wrapper for each of Slurm's commands.
# They need nothing but sh, nsenter and env: a call costs a few milliseconds and keeps its pid, so a deadline kills the right process.

readonly COMMANDS=(sacct sacctmgr sbatch scancel scontrol sdiag sinfo sprio squeue sreport srun salloc sshare sstat sattach sbcast strigger)

wrappers_write() {
    mkdir -p "$bin"
    {
        printf '#!/bin/sh\n# Written by cluster.sh; runs a command inside the cluster of %s.\n' "$dir"
        printf 'dir=%s id=%s prefix=%s bin=%s\n' "$dir" "$id" "$prefix" "$bin"
        cat "$here/lib/enter.sh"
    } >"$bin/enter.new"
    chmod 755 "$bin/enter.new"
    mv -f "$bin/enter.new" "$bin/enter"
    local command
    for command in "${COMMANDS[@]}"; do ln -sfn enter "$bin/$command"; done
}

# What a shell evaluates to use the cluster: `eval "$(cluster.sh env)"`.
wrappers_env() {
    cat <<ENV
export SLURMBANK_CLUSTER_DIR='$dir'
export SLURM_CONF='$etc/slurm.conf'
export PATH='$bin':"\$PATH"
ENV
}
