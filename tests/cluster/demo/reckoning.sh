# The reckoning: what raw sacct says, worked out here by awk, beside what the ledger says.

# ACCOUNT RUNS UNITS, from sacct alone: 1 billing for 1 second is 1000 units, 3 600 000 units are 1 SU.
# A run's time begins at the later of Start and Submit.
reckoning_sacct() {
    TZ=UTC SLURM_TIME_FORMAT=%s sacct -a -X -D -n -P --noconvert -S now-1days -o Account,Submit,Start,End,AllocTRES |
        awk -F'|' '
            $3 ~ /^[0-9]+$/ && $4 ~ /^[0-9]+$/ && match($5, /billing=[0-9]+/) {
                billing = substr($5, RSTART + 8, RLENGTH - 8)
                begin = $2 > $3 ? $2 : $3
                units[$1] += billing * ($4 - begin) * 1000
                runs[$1]++
            }
            END { for (account in units) printf "%s %d %d\n", account, runs[account], units[account] }' | sort
}

# ACCOUNT UNITS, from the ledger.
reckoning_ledger() {
    slurmbank balance --json |
        awk -F'[:,"]+' '/"account"/ { account = $3 } /"totalChargedUnits"/ { gsub(/ /, "", $3); print account, $3 }' | sort
}

reckoning() {
    step 'The reckoning'
    run slurmbank verify
    expect 'every entry, balance and draw is sound' '^ledger +sound'
    local head
    head=$(awk '$1 == "head" { print $2, $3 }' <<<"$answer")
    say "" 'Every account: what raw sacct says (billing x seconds, summed here by awk) beside what the ledger says.'
    typed='sacct, balance --json'
    reckoning_sacct >"$folder/sacct"
    reckoning_ledger >"$folder/ledger"
    join -a 1 -a 2 -e 0 -o 0,1.2,1.3,2.2 "$folder/sacct" "$folder/ledger" >"$folder/joined"
    awk 'BEGIN { printf "\n%-10s %5s %18s %18s %11s %10s\n", "ACCOUNT", "RUNS", "SACCT SAYS units", "LEDGER SAYS units", "DIFFERENCE", "SU" }
        { printf "%-10s %5d %18d %18d %11d %10.4f\n", $1, $2, $3, $4, $4 - $3, $4 / 3600000 }' "$folder/joined"
    equal 'no account differs by a single unit' '' "$(awk '$3 != $4 { print $1 }' "$folder/joined")"
    equal 'sacct has runs of every account that was granted something' "$granted_accounts" "$(awk '$3 > 0 { n++ } END { print n + 0 }' "$folder/joined")"
    say "" "chain head: entry $head" "Keep it elsewhere: against somebody who may write the ledger's file, the chain alone proves nothing."
}
