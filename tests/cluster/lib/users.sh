# The people of the cluster: private copies of passwd and group, so that nobody is added to the machine.

readonly TEST_USERS=(alice bob carol dave erin)

users_write() {
    local layer=$dir/view/etc user uid=20001
    [ ! -s "$layer/passwd" ] || return 0
    cp /etc/passwd "$layer/passwd"
    cp /etc/group "$layer/group"
    users_system munge 64031
    users_system slurm 64030
    for user in "${TEST_USERS[@]}"; do
        users_add "$user" "$uid" "$(users_group)" "$dir/home/$user" /bin/bash
        # A person of that name on this machine keeps the number, but the cluster's files do not go into that home.
        sed -i "s|^\\($user:[^:]*:[^:]*:[^:]*:[^:]*\\):.*|\\1:$dir/home/$user:/bin/bash|" "$layer/passwd"
        mkdir -p "$dir/home/$user"
        chown "$(users_uid "$user"):$(users_gid "$user")" "$dir/home/$user"
        uid=$((uid + 1))
    done
}

# The group 'users' of the machine, or 100 where it has none.
users_group() { awk -F: '$1 == "users" { id = $3 } END { print id == "" ? 100 : id }' "$dir/view/etc/group"; }

users_uid() { awk -F: -v name="$1" '$1 == name { print $3 }' "$dir/view/etc/passwd"; }

users_gid() { awk -F: -v name="$1" '$1 == name { print $4 }' "$dir/view/etc/passwd"; }

users_system() {
    local uid
    users_add "$1" "$2" "$2" /nonexistent /usr/sbin/nologin
    uid=$(users_uid "$1")
    grep -q "^$1:" "$dir/view/etc/group" || printf '%s:*:%s:\n' "$1" "$uid" >>"$dir/view/etc/group"
}

# users_add NAME UID GID HOME SHELL: keeps a user whom the machine has already, takes the next free number otherwise.
# A password of * needs no line in shadow.
users_add() {
    local name=$1 uid=$2 gid=$3
    [ -z "$(users_uid "$name")" ] || return 0
    while grep -q "^[^:]*:[^:]*:$uid:" "$dir/view/etc/passwd" "$dir/view/etc/group"; do uid=$((uid + 1)); done
    [ "$gid" != "$2" ] || gid=$uid
    printf '%s:*:%s:%s:%s of the test cluster:%s:%s\n' "$name" "$uid" "$gid" "$name" "$4" "$5" >>"$dir/view/etc/passwd"
}
