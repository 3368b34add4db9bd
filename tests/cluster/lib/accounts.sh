# Accounts and users of the cluster, in slurmdbd. One `load` is five times faster than one command a row.

accounts_load() {
    ! grep -qx "$cluster" <<<"$("$bin/sacctmgr" -nP show cluster format=cluster 2>/dev/null)" || return 0
    if [ -n "$accounts" ]; then sed "s/@CLUSTER@/$cluster/g" "$accounts"; else accounts_default; fi >"$etc/accounts.cfg"
    "$bin/sacctmgr" -i load file="$etc/accounts.cfg" </dev/null >"$log/accounts.out" 2>&1 ||
        { show_log "$log/accounts.out"; fail "the accounts could not be loaded"; }
}

accounts_default() {
    cat <<CFG
Cluster - '$cluster':Fairshare=1:QOS='normal'
Parent - 'root'
User - 'root':DefaultAccount='root':AdminLevel='Administrator':Fairshare=1
Account - 'science':Description='science':Organization='university':Fairshare=10
Account - 'industry':Description='industry':Organization='external':Fairshare=5
Parent - 'science'
Account - 'physics':Description='physics':Organization='university':Fairshare=10
Account - 'chem':Description='chem':Organization='university':Fairshare=10
Parent - 'physics'
User - 'alice':DefaultAccount='physics':Fairshare=1
User - 'bob':DefaultAccount='physics':Fairshare=1
Parent - 'chem'
User - 'bob':Fairshare=1
User - 'carol':DefaultAccount='chem':Fairshare=1
Parent - 'industry'
User - 'dave':DefaultAccount='industry':Fairshare=1
CFG
}
