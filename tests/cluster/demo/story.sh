# The story, told with the command line.

readonly QUEUE='%.8i %.9a %.7u %.9T %r'

story_opening() {
    step 'A cluster, and an empty ledger'
    say 'A real Slurm comes up in a folder of its own. Nothing else on this machine is touched.'
    place_make
    run sinfo -N -o '%N %P %c %G %T'
    expect 'three nodes are idle' '^g1 +gpu .*idle'
    say "" "The nodes are oversubscribed: each claims 64 CPUs, and this machine has $(nproc). Jobs only sleep." \
        "'enter --user alice' is how root plays alice."
    run cat bank.toml
    run slurmbank config test
    expect 'the configuration and the cluster are fit for a bank' 'Nothing to mend'
    run slurmbank init
    expect 'four accounts of Slurm are known' '^accounts +4'
    run slurmbank balance
    expect 'an account without a grant is unmanaged' '^chem +unmanaged'
}

story_grants() {
    step 'Grants'
    run slurmbank grant physics 100 --reference AY26-1
    expect 'a grant is an entry' 'granted 100.00 SU.*allocation 1'
    run slurmbank grant chem 0.05 --reference AY26-2
    say "" 'The same grant again, as when a script runs twice; then another amount under the same reference:'
    run slurmbank grant physics 100 --reference AY26-1
    expect 'it moves nothing' 'nothing was changed'
    run --code 6 slurmbank grant physics 200 --reference AY26-1
    expect 'it is refused, by name of the field' 'another amount'
}

story_jobs() {
    step 'Real jobs: a batch job, an array, GPUs; and bob, who works for chem'
    run enter --user alice sbatch -n 60 -t 5 --wrap='sleep 6'
    batch_job=$(job_number)
    run enter --user alice sbatch -n 4 -t 5 --array=1-3 --wrap='sleep 6'
    run enter --user alice sbatch -p gpu --gres=gpu:8 -n 16 -t 5 --wrap='sleep 6'
    run enter --user bob sbatch -A chem -n 40 -t 5 --wrap='sleep 6'
    await 30 'all six run' six_run
    run squeue -o "$QUEUE"
    run slurmbank sync
    expect 'what runs is set aside, not charged' '^open liens +[1-9]'
    run slurmbank balance
}

six_run() { [ "$(squeue -h -r -t RUNNING | wc -l)" = 6 ]; }

story_settling() {
    step 'Settling'
    await 60 'the jobs have ended and slurmdbd knows' runs_ended 6
    run slurmbank sync
    expect 'nothing runs any more' '^open liens +0'
    run slurmbank transactions --kind charge
    equal 'six runs are charged, array tasks one by one' 6 "$(grep -c ' charge ' <<<"$answer")"
    run slurmbank cost "$batch_job"
    expect 'the price is shown with its arithmetic' 'billing 75 \(AllocTRES\) x [0-9]+ s x qos 1 = '
    say "" 'One entry, with its postings: what is charged is drawn from the grant; together they are zero.'
    run slurmbank transactions --job "$batch_job" --json
    equal 'the postings sum to zero' 0 "$(postings_sum)"
}

postings_sum() {
    awk '/"postings"/ { inside = 1 } inside && /"amountUnits"/ { gsub(/[^-0-9]/, ""); sum += $0; n++ } END { print n == 2 ? sum : "not two postings" }' <<<"$answer"
}

story_spent() {
    step 'An account is spent'
    run slurmbank balance
    expect 'chem has used up its 0.05 SU' '^chem +spent'
    expect 'physics has not' '^physics +open'
    run slurmbank quote -A physics -n 4 -t 10 --user alice
    expect 'physics can pay' 'Answer: +the account can pay'
    run --code 1 slurmbank quote -A chem -n 4 -t 10 --user bob
    expect 'chem cannot, and the missing amount is named' 'the account cannot pay for this job: .* missing'
}

story_held() {
    step 'The account is held'
    say 'A new ledger holds nobody. chem is told to be enforced; the plan changes nothing.'
    run slurmbank account set chem --mode enforce
    run slurmbank enforce --plan
    expect 'the plan names chem' '^chem +would hold'
    say "" 'The first enforcement stops where it would hold more than a tenth of the accounts:'
    run --code 1 slurmbank enforce
    expect 'it asks for a look at the plan' 'more than the brake'
    run slurmbank enforce --force
    expect 'chem is held' '^chem +held'
    run sacctmgr -n -P show assoc account=chem format=account,user,grptresrunmins
    expect 'that is a limit of Slurm' '^chem\|\|cpu=0$'
    run enter --user bob sbatch -A chem -n 4 -t 5 --wrap='sleep 3'
    waiting_job=$(job_number)
    run enter --user alice sbatch -n 4 -t 5 --wrap='sleep 3'
    local other
    other=$(job_number)
    await 30 "slurmctld has said why job $waiting_job waits" job_reason_is "$waiting_job" AssocGrpCPURunMinutesLimit
    await 30 "job $other has started" job_began "$other"
    run squeue -t all -j "$waiting_job,$other" -o "$QUEUE"
    expect "bob's job waits, and Slurm says why" "$waiting_job +chem +bob +PENDING +AssocGrpCPURunMinutesLimit"
    expect "another account's job starts" "$other +physics +alice +(RUNNING|COMPLETING|COMPLETED)"
    run slurmbank enforce
    expect 'a second enforcement changes nothing' '0 Slurm commands'
}

job_began() { squeue -h -t all -j "$1" -o %T | grep -qE '^(RUNNING|COMPLET)'; }

story_released() {
    step 'More is granted, and the job runs'
    run slurmbank deposit chem 10 --reason 'second half of AY26-2'
    run slurmbank enforce
    expect 'chem is released' '^chem +released'
    await 30 "job $waiting_job has started" job_began "$waiting_job"
    run squeue -t all -j "$waiting_job" -o "$QUEUE"
    expect "bob's job runs" "$waiting_job +chem +bob +(RUNNING|COMPLETING|COMPLETED)"
    await 60 'both have ended and slurmdbd knows' runs_ended 8
    run slurmbank sync
    run slurmbank sync
    expect 'a second sync charges nothing' '^charged +0,'
    run slurmbank balance
    expect 'chem has funds again' '^chem +open'
    run slurmbank transactions chem
    expect 'hold and release are in the books' ' release '
}
