#!/usr/bin/env bash
# What happens to slurmctld and to the funds when something breaks: each fault is shown biting where its guard is off, and then not.
set -euo pipefail
repository=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
here=$repository/tests/cluster
. "$here/lib/testing.sh"
. "$repository/tests/plugins/lib/gate.sh"
[ -e "$repository/out/plugins/job_submit_slurmbank.so" ] || { echo 'skip - test-gate-faults: the plugins are not built here'; exit 0; }

base=$(mktemp -d "${TMPDIR:-/tmp}/slurmbank-test.XXXXXX")
dir=$base/cluster tools=$base/tools
export SLURMBANK_CLUSTER_QUIET=1
trap 'ctl umount "$gate/journal" 2>/dev/null || true; cluster down --remove; rm -rf "$base"' EXIT
chmod 755 "$base"
tools_built
gate_up
short='Job violates accounting/QOS policy'
accepted=0 refused=1

drop() { local user; for user in alice bob carol dave; do "$dir/bin/scancel" -u "$user" 2>/dev/null || true; done; }
# ask N: 0 where a job of N SU of physics would be let through.
ask() { if said_by submit alice --test-only -n "$1" -t 60 --wrap true | grep -q "$short"; then echo $refused; else echo $accepted; fi; }
back() { cluster start slurmctld; sleep 0.5; }
lives() { same "slurmctld lives: $1" UP "$(alive)"; }
# fresh: an empty journal, no jobs, figures as at first, slurmctld started again.
fresh() { drop; cluster stop slurmctld; rm -f "$gate"/journal/*; settings enforce "$@"; conf UnseenSeconds=1; snapshot; back; }

echo '# a restart and a kill -9'
rm -f "$gate/journal/gate.journal"; conf AdminComment=no; cluster restart slurmctld; sleep 0.5
hold alice -n 60 -t 60 >/dev/null
cluster kill slurmctld; rm -f "$gate/journal/gate.journal"; back
same 'without journal and admin_comment kill -9 forgets the lien: a second job of 60 gets through' $accepted "$(ask 60)"
fresh
conf 'AdminComment=no'; seen
hold alice -n 60 -t 60 >/dev/null
cluster kill slurmctld; back
same 'the journal alone survives kill -9' $refused "$(ask 60)"
rm -f "$gate/journal/gate.journal"; seen
cluster kill slurmctld; back
same 'so does one that was taken away meanwhile: it is written anew' $refused "$(ask 60)"
fresh
hold alice -n 60 -t 60 >/dev/null
cluster kill slurmctld; rm -f "$gate/journal/gate.journal"; back
same 'admin_comment alone survives kill -9' $refused "$(ask 60)"
check 'and is counted' test "$(counter liens_rebuilt)" = 1
cluster restart slurmctld; sleep 0.5
same 'a restart keeps the lien' $refused "$(ask 60)"
same 'and only once' $accepted "$(ask 40)"

echo '# half a line, and rubbish, in the journal'
fresh; conf AdminComment=no; seen
hold alice -n 60 -t 60 >/dev/null
cluster kill slurmctld
line=$(grep '^+' "$gate/journal/gate.journal")
printf '+ torn line%s\n' "$line" >"$gate/journal/gate.journal"; back
same 'a line that was written behind half a line is lost' $accepted "$(ask 60)"
fresh; conf AdminComment=no; seen
hold alice -n 30 -t 60 >/dev/null
cluster kill slurmctld; printf '+ torn line' >>"$gate/journal/gate.journal"; back
hold alice -n 30 -t 60 >/dev/null
cluster kill slurmctld; back
same 'the gate begins a line of its own: neither the one before nor the one after is lost' $refused "$(ask 41)"
same 'and no other is there' $accepted "$(ask 40)"
head -c 3000 /dev/urandom >"$gate/journal/gate.journal"; cluster kill slurmctld; back
same 'a journal of rubbish, where the jobs tell nothing: the liens are forgotten' $accepted "$(ask 41)"
fresh
hold alice -n 60 -t 60 >/dev/null
head -c 3000 /dev/urandom >"$gate/journal/gate.journal"; cluster kill slurmctld; back
lives 'a journal of rubbish'
same 'the job itself tells its lien' $refused "$(ask 60)"

echo '# reconfigure'
fresh
hold alice -n 60 -t 60 >/dev/null
before=$(controller)
for i in 1 2 3; do ctl scontrol reconfigure; done
same 'reconfigure keeps the lien' $refused "$(ask 60)"
sed -i '/^JobSubmitPlugins=/d' "$dir/etc/slurm.conf"; ctl scontrol reconfigure; sleep 0.5
same 'taken out of slurm.conf, the gate lets all through' $accepted "$(ask 60)"
printf 'JobSubmitPlugins=slurmbank\n' >>"$dir/etc/slurm.conf"; ctl scontrol reconfigure; sleep 1
same 'put in again, it knows what it knew' $refused "$(ask 60)"
same 'all in one slurmctld' "$before" "$(controller)"

echo '# a slurmctld in the background, as a site has it: from 23.11 on a reconfigure starts another one beside it'
fresh; conf AdminComment=no; seen
hold alice -n 60 -t 60 >/dev/null
cluster stop slurmctld; rm "$gate/journal/gate.journal"; ctl slurmctld; sleep 1
same 'a new one that has neither journal nor admin_comment knows nothing' $accepted "$(ask 60)"
grep -qx slurmctld "/proc/$(controller)/comm" && kill "$(controller)"; sleep 1
fresh
hold alice -n 60 -t 60 >/dev/null
cluster stop slurmctld; ctl slurmctld; sleep 1
same 'one that has them knows the lien' $refused "$(ask 60)"
before=$(controller)
ctl scontrol reconfigure; sleep 1
if slurm_since 23.11; then check 'the reconfigure made another process' test "$before" != "$(controller)"; fi
same 'which knows the lien' $refused "$(ask 60)"
hold alice -n 20 -t 60 >/dev/null
for i in 1 2; do ctl scontrol reconfigure; sleep 0.5; done
rm -f "$gate/journal/gate.journal"; seen
grep -qx slurmctld "/proc/$(controller)/comm" && kill -9 "$(controller)"; conf 'AdminComment=no'; back
same 'one lien that the first made and one of the second are in the journal' $refused "$(ask 21)"
same 'and no other' $accepted "$(ask 20)"
lives 'reconfigures'

echo '# the snapshot'
fresh
physics=1000 snapshot; seen
same 'figures of yesterday let through what cannot be paid today' $accepted "$(ask 101)"
settings enforce 'max_snapshot_age = 60' 'missing_snapshot = "refuse"'
physics=1000 snapshot "created $(($(date +%s) - 120))"; seen
same 'with a limit of age they do not count' $refused "$(ask 1)"
settings enforce 'max_snapshot_age = 60' 'missing_snapshot = "allow"'; seen
same 'or the site lets jobs through meanwhile' $accepted "$(ask 101)"
check 'counted' test "$(counter figures_missing_allowed)" -ge 1
# bites NAME: with a snapshot as it lies there now, anything gets through where the site does not want it refused; nothing where it does.
bites() {
    settings enforce 'missing_snapshot = "allow"'; seen
    same "$1, missing_snapshot = allow: anything gets through" $accepted "$(ask 10000)"
    settings enforce 'missing_snapshot = "refuse"'; seen
    same "$1, missing_snapshot = refuse: nothing" $refused "$(ask 1)"
}
rm -f "$gate/gate.snapshot"
bites 'no snapshot (J6)'
same 'said once in the log' 1 "$(logged 'there is no usable snapshot')"
snapshot; seen
same 'it comes back by itself' $accepted "$(ask 1)"
# Nobody may read this one, not even between two commands of ours.
cp "$gate/gate.snapshot" "$gate/closed"; chmod 000 "$gate/closed"
physics=1000000 snapshot; seen
same 'forged figures with a right checksum are believed' $accepted "$(ask 10000)"
snapshot; printf '\377\377\377' | dd of="$gate/gate.snapshot" bs=1 seek=300 conv=notrunc status=none; seen
same 'with a wrong one they are not' $refused "$(ask 1)"
snapshot; truncate -s 400 "$gate/gate.snapshot"; bites 'cut short'
head -c 100000 /dev/urandom >"$gate/gate.snapshot"; bites rubbish
: >"$gate/gate.snapshot"; bites empty
rm -f "$gate/gate.snapshot"; mkfifo "$gate/gate.snapshot"
same 'a FIFO blocks whoever just reads it' 124 "$(code_of timeout 1 cat "$gate/gate.snapshot")"
bites 'a FIFO in its place'
rm -f "$gate/gate.snapshot"; mkdir "$gate/gate.snapshot"; bites 'a folder in its place'
rmdir "$gate/gate.snapshot"; mv "$gate/closed" "$gate/gate.snapshot"; bites unreadable
rm -f "$gate/gate.snapshot"; snapshot; seen
same 'and a good one works again' $accepted "$(ask 100)"
lives 'all of that'

echo '# the configuration'
# By rename: a file that is empty for a moment is a configuration without a word.
broken() { printf 'broken' >"$gate/broken"; mv -f "$gate/broken" "$gate/bank-config.toml"; }
broken; cluster restart slurmctld; sleep 0.5
same 'broken from the start: OnFailure=allow lets through what cannot be paid' $accepted "$(ask 101)"
settings enforce; seen
same 'put right, it is in force' $refused "$(ask 101)"
broken; seen
same 'broken then, it leaves the one before in force' $refused "$(ask 101)"
cluster restart slurmctld; sleep 0.5
conf 'OnFailure=refuse' UnseenSeconds=1; seen
same 'OnFailure=refuse does not' $refused "$(ask 1)"
check 'and tells the user' grep -q 'The bank cannot be asked' <<<"$(said_by hold alice -n 1 -t 60)"
conf 'Gate=off'; settings enforce; seen
same 'a line of slurmbank_gate.conf that says so lets all through' $accepted "$(ask 101)"
conf 'OnFailure=refuse' 'Nonsense=1' 'UnseenSeconds=x' '=' 'Gate=maybe'; seen
same 'nonsense there is left out: what cannot be paid is refused' $refused "$(ask 101)"
same 'and what can is not' $accepted "$(ask 1)"
lives 'broken configurations'

echo '# the engine'
fresh
cluster stop slurmctld; mv "$gate/libslurmbank.so" "$gate/away.so"; back
same 'no library, OnFailure=allow: what cannot be paid gets through' $accepted "$(ask 101)"
conf 'OnFailure=refuse' UnseenSeconds=1; seen
same 'no library, OnFailure=refuse: nothing does' $refused "$(ask 1)"
same 'said once' 1 "$(logged 'the engine cannot be loaded')"
head -c 9000 "$gate/away.so" >"$gate/libslurmbank.so"
check 'a library that is cut short kills whoever just loads it' test "$(code_of env LD_PRELOAD="$gate/libslurmbank.so" true)" -gt 128
seen
same 'a library that is cut short is refused' $refused "$(ask 1)"
check 'by name' grep -q 'is cut short' "$dir/log/slurmctld.log"
put /bin/true "$gate/libslurmbank.so"; seen
same 'another program in its place too' $refused "$(ask 1)"
lives 'bad libraries'
put "$gate/away.so" "$gate/libslurmbank.so"; seen; sleep 1
same "the right one is taken up without a restart" "$refused" "$(ask 101)"
same "and lets through what can be paid" "$accepted" "$(ask 100)"

echo '# a full disk'
fresh
cluster stop slurmctld
ctl mount -t tmpfs -o size=64k,mode=777 tmpfs "$gate/journal"
back
# A file system gives whole pages: the journal's is filled, then all the others.
ctl sh -c "cd $gate/journal && { head -c \$((4095 - \$(stat -c %s gate.journal))) /dev/zero | tr '\\0' '#'; echo; } >>gate.journal"
ctl dd if=/dev/zero of="$gate/journal/filler" bs=1k status=none 2>/dev/null || true
conf AdminComment=no; seen
hold alice -n 60 -t 60 >/dev/null
cluster kill slurmctld; back
same 'where the jobs tell nothing, kill -9 forgets the lien that the full disk did not take' $accepted "$(ask 60)"
drop; conf UnseenSeconds=1; seen
hold alice -n 60 -t 60 >/dev/null
same 'with a full disk the lien is kept in memory' $refused "$(ask 60)"
ctl cat "$gate/journal/gate.journal" | grep -c '^+' >"$tools/lines" || true
same 'though not on the disk' 0 "$(cat "$tools/lines")"
cluster kill slurmctld; back
same 'and the job brings it back after kill -9' $refused "$(ask 60)"
ctl rm "$gate/journal/filler"
hold alice -n 1 -t 60 >/dev/null; sleep 0.2
same 'room again, lines again' 1 "$(ctl grep -c '^+ .* 3600000 ' "$gate/journal/gate.journal")"
cluster stop slurmctld; ctl umount "$gate/journal"; back
drop; chmod 000 "$gate/journal"; chown root "$gate/journal"; conf AdminComment=no; cluster restart slurmctld; sleep 0.5
hold alice -n 60 -t 60 >/dev/null
cluster kill slurmctld; back
same 'a journal folder that cannot be entered, and jobs that tell nothing: kill -9 forgets the lien' $accepted "$(ask 60)"
drop; conf UnseenSeconds=1; seen
hold alice -n 60 -t 60 >/dev/null
cluster kill slurmctld; back
same 'the job brings it back' $refused "$(ask 60)"
lives 'a journal folder that cannot be entered'
chown "$("$dir/bin/enter" id -u slurm)" "$gate/journal"; chmod 755 "$gate/journal"

echo '# another version of Slurm'
include=$(sed -n 's/^SLURM_INC = //p' "$repository/artifacts/plugins/tree.mk")
mkdir -p "$tools/prefix/include" && cp -rL "$include/slurm" "$tools/prefix/include/slurm"
header=$tools/prefix/include/slurm/slurm_version.h
# The same headers, but for the last number.
number=$(($(sed -n 's/^#define[ \t]*SLURM_VERSION_NUMBER[ \t]*\(0x[0-9a-fA-F]*\).*/\1/p' "$header") ^ 1))
sed -i "s/\(define[ \t]*SLURM_VERSION_NUMBER\)[ \t].*/\1 $(printf '0x%06x' "$number")/" "$header"
other=$(printf '%d.%02d.%d' $((number >> 16)) $((number >> 8 & 255)) $((number & 255)))
check 'the plugins build against headers alone' env SLURM_SRC= SLURM_PREFIX="$tools/prefix" make -s -C "$repository/plugins" OUT="$tools/out" BUILD="$tools/build"
cluster stop slurmctld
put "$tools/out/job_submit_slurmbank.so" "$dir/plugins/job_submit_slurmbank.so"
cluster start slurmctld >/dev/null 2>&1 || true
# slurmctld may listen before it looks at its plugins, which is all that `start` waits for.
refusal() { if grep -qi "incompatible.*job_submit_slurmbank.*(${other//./\\.})" "$dir/log/slurmctld.log"; then echo said; fi; }
eventually "slurmctld refuses one that was built for $other, and says so" 20 said refusal
put "$repository/out/plugins/job_submit_slurmbank.so" "$dir/plugins/job_submit_slurmbank.so"
cluster start slurmctld
lives 'with the right one again'

echo '# the plugin itself'
check 'only what Slurm looks for is exported' test -z "$(nm -D --defined-only "$repository/out/plugins/job_submit_slurmbank.so" | awk '{ print $3 }' | grep -vxE 'init|fini|job_submit|job_modify|plugin_(name|type|version)')"
check 'of the SPANK plugin too' test -z "$(nm -D --defined-only "$repository/out/plugins/spank_slurmbank.so" | awk '{ print $3 }' | grep -vxE 'plugin_(name|type|version)|spank_plugin_version|slurm_spank_init|slurm_spank_init_post_opt')"
check 'relocations are read-only, bound at once' bash -c "readelf -d '$repository/out/plugins/job_submit_slurmbank.so' | grep -q 'BIND_NOW\|FLAGS.*NOW' && readelf -lW '$repository/out/plugins/job_submit_slurmbank.so' | grep -q GNU_RELRO"
finish
