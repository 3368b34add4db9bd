#!/bin/sh
# A double of sacctmgr: lists, and changes the limits of associations that lie in a file, so that ten thousand accounts need no slurmdbd.
# "fail.modify" holds a word; a modify command that has it in it is refused. "deaf" accepts every change and makes none.
here=${0%/*}
printf 'sacctmgr %s\n' "$*" >> "$here/commands.log"
[ "$1" = show ] || shift
case "$*" in
  modify*)
    if [ -f "$here/fail.modify" ]; then
      case "$*" in *$(cat "$here/fail.modify")*) echo ' Error with request: Access/permission denied' >&2; exit 1 ;; esac
    fi
    case "$*" in *RawUsage=0*) exit 0 ;; esac
    [ -f "$here/deaf" ] && { echo ' Modified account associations...'; exit 0; }
    export SACCTMGR_LINE="$*"
    awk -f "$here/modify.awk" "$here/association.rows" > "$here/association.new.$$" && mv "$here/association.new.$$" "$here/association.rows"
    exit 0 ;;
esac
[ -f "$here/fail.sacctmgr" ] && { cat "$here/fail.sacctmgr" >&2; exit 1; }
case "$*" in
  *'show association'*)
    for word in "$@"; do case $word in cluster=*) cluster=${word#cluster=} ;; account=*) account=,${word#account=}, ;; esac; done
    awk -F'|' -v c="$cluster" -v a="$account" '(c == "" || $1 == c) && (a == "" || index(a, "," $2 ",")) { print }' "$here/association.rows" ;;
  *'show account withcoord'*) cat "$here/coordinator.rows" ;;
  *'show account'*) cat "$here/account.rows" ;;
  *'show qos'*) cat "$here/qos.rows" ;;
  *'show user'*)
    for word in "$@"; do case $word in name=*) user=${word#name=} ;; esac; done
    awk -F'|' -v u="$user" 'u == "" || $1 == u { print }' "$here/user.rows" ;;
  *'show configuration'*) cat "$here/dbd.txt" ;;
esac
