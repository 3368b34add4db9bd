# The plugins' chapter: slurmctld itself asks the bank, at every submission.

readonly PLUGINS=(job_submit_slurmbank.so libslurmbank.so spank_slurmbank.so)

# Why there is no such chapter here; nothing where there can be one. SLURMBANK_DEMO_PLUGINS=0 leaves it out.
gate_lacks() {
    local file built ours
    [ "${SLURMBANK_DEMO_PLUGINS:-1}" = 1 ] || { echo 'it was not wanted'; return 0; }
    for file in "${PLUGINS[@]}"; do
        [ -e "$repository/out/plugins/$file" ] || { echo "$file was not built on this machine (./build.sh says why)"; return 0; }
    done
    built=$(gate_built_for)
    ours=$(sinfo -V | awk '{ print $2 }')
    [ "$built" = "$ours" ] || echo "the plugins were built for Slurm $built, and this is $ours"
}

# The version of the headers that the plugins were built with; a plugin fits exactly its own.
gate_built_for() {
    local include number
    include=$(sed -n 's/^SLURM_INC = //p' "$repository/artifacts/plugins/tree.mk")
    number=$(sed -n 's/^#define[ \t]*SLURM_VERSION_NUMBER[ \t]*\(0x[0-9a-fA-F]*\).*/\1/p' "$include/slurm/slurm_version.h")
    printf '%d.%02d.%d' $((number >> 16)) $((number >> 8 & 255)) $((number & 255))
}

gate_story() {
    step 'The bank inside slurmctld'
    local lacks
    lacks=$(gate_lacks)
    if [ -n "$lacks" ]; then
        say "This chapter is left out: $lacks."
        return 0
    fi
    gate_installed
    gate_asked
    gate_refused
    gate_given_back
}

gate_installed() {
    local etc=$folder/cluster/etc
    say 'Until here the bank worked from outside. Now slurmctld, which has been running all the time, gets the plugins.'
    run install -m 755 "${PLUGINS[@]/#/$repository/out/plugins/}" "$folder/cluster/plugins"
    # slurmctld's user reads configuration and snapshot; the ledger stays root's.
    chmod 711 "$folder/bank"
    install -d -o "$(enter id -u slurm)" -m 750 "$folder/gate"
    printf '\n[gate]\npolicy = "enforce"\njournal = "%s"\n' "$folder/gate" >>"$folder/bank/bank.toml"
    printf 'Configuration=%s\n' "$folder/bank/bank.toml" >"$etc/slurmbank_gate.conf"
    printf 'required %s\n' "$folder/cluster/plugins/spank_slurmbank.so" >"$etc/plugstack.conf"
    printf 'JobSubmitPlugins=slurmbank\n' >>"$etc/slurm.conf"
    run tail -n 3 bank.toml
    run tail -n 1 "$etc/slurm.conf"
    run scontrol reconfigure
    run slurmbank sync
    await 20 'the plugin has read what the bank publishes' gate_answers 'Available: +[0-9]'
}

# gate_answers PATTERN: what --bank-quote says of a small job of alice's.
gate_answers() { { enter --user alice sbatch --bank-quote -n 1 -t 1 --wrap=true 2>&1 || true; } | grep -qE -- "$1"; }

gate_asked() {
    say "" 'What would a job cost? Nothing is submitted by asking:'
    run --code 1 enter --user alice sbatch --bank-quote -n 60 -t 60 --wrap='sleep 6'
    expect 'the price is told before' 'Cost at most: +75\.00 SU'
    expect 'and nothing was submitted' 'Nothing was submitted'
    gate_runs=$(sacct -a -X -D -n -P -S now-1days -o End | wc -l)
    run enter --user alice sbatch -n 60 -t 60 --wrap='sleep 6'
    gate_job=$(job_number)
    run sh -c "scontrol show job $gate_job | grep -e JobId -e AdminComment"
    expect 'its price is set aside at once, and the job carries the key' 'slurmbank=[0-9a-f]+:270000000'
}

gate_refused() {
    say "" 'Another job would fit if it were alone. Beside the first it does not:'
    run --code 1 enter --user alice sbatch -n 40 -t 60 --wrap='sleep 3'
    expect 'the second is refused' 'Cost at most: +50\.00 SU'
    expect 'it is told what would fit' 'Would fit: .*--time='
    equal 'granted - charged - running - queued = available' right "$(gate_sum)"
    run slurmbank sync
    run slurmbank liens
    expect "the bank has the gate's promise as a lien of its own" "^$gate_job +physics +alice"
}

# The lines of the refusal, which are rounded each by itself, add up to a hundredth.
gate_sum() {
    awk '{ sub(/^sbatch: error: /, "") } match($0, /: +-?[0-9.]+ SU/) { value = substr($0, RSTART + 1) + 0
            if (/^Granted:/) { sum += value; n++ } else if (/^(Charged|Running jobs|Queued jobs|Available):/) { sum -= value; n++ } }
        END { if (n != 5) print "not five lines"; else if (sum > 0.015 || sum < -0.015) print "off by", sum; else print "right" }' <<<"$answer"
}

gate_given_back() {
    await 60 'the first job has ended, after six seconds of its hour, and slurmdbd knows' runs_ended $((gate_runs + 1))
    run slurmbank sync
    await 10 'the plugin has the new figures' gate_answers 'Available: +9[0-9]\.'
    say "" 'The rest has come back. The same second job:'
    run enter --user alice sbatch -n 40 -t 60 --wrap='sleep 3'
    gate_second=$(job_number)
    await 60 'it has ended too' runs_ended $((gate_runs + 2))
    run slurmbank sync
    expect 'nothing is set aside any more' '^open liens +0'
    run slurmbank transactions --job "$gate_job"
    equal 'one charge, of what was used' 1 "$(grep -c ' charge ' <<<"$answer")"
    run slurmbank cost "$gate_job" "$gate_second"
    expect 'seconds, not the hour' 'billing 75 \(AllocTRES\) x [0-9]+ s x qos 1 = '
    run slurmbank balance
}
