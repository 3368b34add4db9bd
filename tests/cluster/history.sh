#!/usr/bin/env bash
# history.sh N [options]: N finished jobs of alice, bob, carol and dave straight into the cluster's database, for benchmarks.
# The same N and first id give the same jobs, but for the end of the period, which is now.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
dir=${SLURMBANK_CLUSTER_DIR:-${TMPDIR:-/tmp}/slurmbank-${SLURMBANK_CLUSTER_NAME:-default}}
first=1000000 days=365 steps=0 jobs=

usage() {
    echo 'history.sh N [--dir FOLDER] [--first ID] [--days DAYS] [--steps]   N finished jobs, ids ID+1..ID+N, over the last DAYS days' >&2
    exit 2
}

while [ $# -gt 0 ]; do
    case $1 in
        --dir) dir=${2:?}; shift ;;
        --first) first=${2:?}; shift ;;
        --days) days=${2:?}; shift ;;
        --steps) steps=1 ;;
        *) [ -z "$jobs" ] || usage; jobs=$1 ;;
    esac
    shift
done
[[ $jobs =~ ^[1-9][0-9]*$ && $first =~ ^[0-9]+$ && $days =~ ^[1-9][0-9]*$ ]] || usage
cluster=$(sed -n 's/^cluster=//p' "$dir/settings" 2>/dev/null) || cluster=
[ -n "$cluster" ] || { echo "history.sh: no cluster in $dir" >&2; exit 1; }

sql() { "$dir/bin/enter" --cwd / mariadb --no-defaults --user=root --socket="$dir/run/mysql.sock" --batch --skip-column-names slurm_acct_db "$@"; }

# The uid of each user is the cluster's own.
uid_cases() {
    local user
    for user in alice bob carol dave; do printf "when '%s' then %s " "$user" "$("$dir/bin/enter" id -u "$user")"; done
}

# hash(salt): a number from the job's sequence that looks random and is always the same.
# Every tenth job or so has GPUs; a fifth are tasks of arrays of 50; runs and waits are mostly short with a long tail.
job_rows() {
    cat <<SQL
set unique_checks = 0, foreign_key_checks = 0, autocommit = 0;
set @now = unix_timestamp(), @span = $days * 86400;
create temporary table payers (k int primary key, id_assoc int, uid int, acct varchar(64)) engine = memory;
insert into payers
  select row_number() over (order by id_assoc) - 1, id_assoc, case user $(uid_cases) end, acct
  from ${cluster}_assoc_table where user in ('alice', 'bob', 'carol', 'dave') and deleted = 0;
set @payers = (select count(*) from payers);
set @gpu = (select id from tres_table where type = 'gres' and name = 'gpu');
insert into ${cluster}_job_table
  (mod_time, account, cpus_req, derived_ec, exit_code, flags, job_name, id_assoc, id_array_job, id_array_task, id_job, id_qos, id_resv,
   id_wckey, id_user, id_group, het_job_id, het_job_offset, mem_req, nodelist, nodes_alloc, node_inx, \`partition\`, priority, state,
   timelimit, state_reason_prev, time_submit, time_eligible, time_start, time_end, work_dir, submit_line, tres_alloc, tres_req)
select submit + wait + run, acct, cpus, 0, if(state = 5, 256, 0), 8, concat('job', seq % 97), id_assoc,
   if(seq % 5 = 0, $first + seq - seq % 250, 0), if(seq % 5 = 0, seq % 250, 4294967294), $first + seq, 1, 0, 0,
   uid, 100, 0, 4294967294, memory, if(gpus > 0, 'g1', if(seq % 2, 'c2', 'c1')), 1, if(gpus > 0, '2', seq % 2),
   if(gpus > 0, 'gpu', 'cpu'), 1000, state, minutes, 0, submit, submit, submit + wait, submit + wait + run, '/home',
   concat('sbatch -A ', acct, ' -c ', cpus, ' --mem=', memory, 'M -t ', minutes, ' job.sh'),
   concat('1=', cpus, ',2=', memory, ',3=18446744073709551614,4=1,5=', billing, if(gpus > 0, concat(',', @gpu, '=', gpus), '')),
   concat('1=', cpus, ',2=', memory, ',4=1,5=', billing, if(gpus > 0, concat(',', @gpu, '=', gpus), ''))
from (
  select shaped.*, cpus + floor(memory / 4096) + gpus as billing,
     greatest(0, least(minutes * 60, floor(pow(crc32(concat('r', seq)) % 1000 / 1000, 3) * minutes * 60), @now - submit - wait - 1)) as run
  from (
    select seq, payers.*, floor(@now - @span + seq / $jobs * (@span - 90000)) as submit,
       floor(pow(crc32(concat('w', seq)) % 1000 / 1000, 4) * 40000) as wait,
       elt(1 + crc32(concat('c', seq)) % 8, 1, 1, 1, 2, 4, 8, 16, 32) + 0 as cpus,
       (elt(1 + crc32(concat('c', seq)) % 8, 1, 1, 1, 2, 4, 8, 16, 32) + 0) * elt(1 + crc32(concat('m', seq)) % 4, 1024, 2048, 4096, 8192) as memory,
       if(crc32(concat('g', seq)) % 10 = 0, 1 + crc32(concat('n', seq)) % 8, 0) as gpus,
       elt(1 + crc32(concat('t', seq)) % 6, 10, 60, 240, 1440, 2880, 4320) + 0 as minutes,
       elt(1 + crc32(concat('s', seq)) % 20, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 5, 5, 4, 6, 7) + 0 as state
    from seq_1_to_$jobs join payers on payers.k = crc32(concat('u', seq)) % @payers
  ) shaped
) timed;
commit;
SQL
}

step_rows() {
    cat <<SQL
set unique_checks = 0, autocommit = 0;
insert into ${cluster}_step_table
  (job_db_inx, exit_code, id_step, nodelist, nodes_alloc, node_inx, state, step_name, task_cnt, time_start, time_end, user_sec, user_usec,
   sys_sec, sys_usec, tres_alloc, tres_usage_in_ave, tres_usage_in_max, tres_usage_in_tot)
select job_db_inx, exit_code, -5, nodelist, 1, node_inx, state, 'batch', 1, time_start, time_end, (time_end - time_start) * cpus_req, 0, 1, 0,
   substring_index(tres_alloc, ',5=', 1), '1=1000,2=500000000', '1=1000,2=500000000', '1=1000,2=500000000'
from ${cluster}_job_table where id_job > $first and id_job <= $first + $jobs;
commit;
SQL
}

started=$(date +%s%3N)
job_rows | sql
[ "$steps" = 0 ] || step_rows | sql
sql -e "analyze table ${cluster}_job_table" >/dev/null
printf '%s jobs in %s ms; the table has %s rows\n' "$jobs" $(($(date +%s%3N) - started)) "$(sql -e "select count(*) from ${cluster}_job_table")"
