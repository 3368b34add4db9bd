# The stand-in's scontrol, sinfo, sshare and sreport: what the cluster has, and sums of what its jobs used.
function scontrol(   i, what, name, n, key, text) {
  for (i = 2; i <= words && W[i] ~ /^-/; i++) { }
  what = W[i] == "show" ? W[i + 1] : W[i]; name = W[i + 2]
  if (what == "config") show_file("config.txt")
  else if (what == "ping") print "Slurmctld(primary) at sample is UP"
  else if (what == "partition" || what == "node") {
    key = what == "partition" ? "PartitionName" : "NodeName"
    while ((getline text < (folder "/" what "s.txt")) > 0) if (name == "" || index(text, key "=" name " ") == 1) { print text; n++ }
    if (!n) { print (what == "node" ? "Node " : "Partition ") name " not found" > "/dev/stderr"; code = 1 }
  }
  else if (what == "job") {
    load("job")
    for (i = 1; i <= N["job"]; i++) if (T["job", i, "JobIDRaw"] == name && !(T["job", i, "End"] + 0)) { show_job(i); return }
    print "slurm_load_jobs error: Invalid job id specified" > "/dev/stderr"; code = 1
  }
  else if (what == "assoc_mgr") print "Current Association Manager state"
  else unknown()
}

function show_job(i) {
  print "JobId=" T["job", i, "JobIDRaw"] " JobName=" T["job", i, "JobName"] " UserId=" T["job", i, "User"] "(" uid_of(T["job", i, "User"]) ") Account=" T["job", i, "Account"] \
    " QOS=" T["job", i, "QOS"] " JobState=" T["job", i, "State"] " TimeLimit=" span(T["job", i, "TimelimitRaw"] * 60) " Partition=" T["job", i, "Partition"] \
    " NumNodes=" amount(T["job", i, "TRES"], "node") " NumCPUs=" amount(T["job", i, "TRES"], "cpu") " TRES=" T["job", i, "TRES"]
}

# A field of a line of partitions or nodes.
function field(text, key,   part, n, i) { n = split(text, part, " "); for (i = 1; i <= n; i++) if (index(part[i], key "=") == 1) return substr(part[i], length(key) + 2); return "" }

function sinfo(   text, name, all, nodes, used, busy, i) {
  if (W[2] == "--version") { print "slurm-sample 22.05.8"; return }
  load("job")
  while ((getline text < (folder "/partitions.txt")) > 0) {
    name = field(text, "PartitionName"); all = field(text, "TotalCPUs") + 0; nodes = field(text, "TotalNodes") + 0; used = 0; busy = 0
    if (!among(name, option("partition"))) continue
    for (i = 1; i <= N["job"]; i++) if (T["job", i, "State"] == "RUNNING" && T["job", i, "Partition"] == name) { used += amount(T["job", i, "TRES"], "cpu"); busy++ }
    if (busy > nodes) busy = nodes
    print name "|" used "/" all - used "/0/" all "|" busy "/" nodes - busy "/0/" nodes "|"
  }
}

# What a second of a job counts in slurmctld: its partition's weights, not truncated as the billing of AllocTRES is.
function weight(tres) { return amount(tres, "cpu") + amount(tres, "mem") / 4096 + 16 * amount(tres, "gres/gpu") }

# What an association used, as billing seconds, since its usage was last set to zero; of an account with all below it.
function usage(account, user,   i, sum, a, reset) {
  a = association_of(account, user, "*"); reset = T["association", a, "Reset"] + 0
  for (i = 1; i <= N["job"]; i++) {
    if (user != "" && T["job", i, "User"] != user) continue
    if (user != "" ? T["job", i, "Account"] != account : account != "root" && !below(T["job", i, "Account"], account)) continue
    if (T["job", i, "Start"] + 0 && stop(i) > reset) sum += ran(i) * weight(T["job", i, "TRES"])
  }
  return sum + 0
}

function sshare() { load("job"); load("association"); total = usage("root", ""); if (!total) total = 1; branch("root", 0) }

function branch(account, depth,   i) {
  share_row(association_of(account, "", ""), depth)
  for (i = 1; i <= N["association"]; i++) if (T["association", i, "Account"] == account && T["association", i, "User"] != "") share_row(i, depth + 1)
  for (i = 1; i <= N["association"]; i++) if (T["association", i, "User"] == "" && T["association", i, "ParentName"] == account) branch(T["association", i, "Account"], depth + 1)
}

function share_row(a, depth,   account, user, used, sum, i, norm, part, promised, minutes) {
  account = T["association", a, "Account"]; user = T["association", a, "User"]
  if (!among(account, option("accounts"))) return
  for (i = 1; i <= N["association"]; i++)
    if (user != "" ? T["association", i, "Account"] == account && T["association", i, "User"] != "" : T["association", i, "User"] == "" && T["association", i, "ParentName"] == T["association", a, "ParentName"]) sum += T["association", i, "Share"]
  for (i = 1; i <= N["job"]; i++) if (T["job", i, "State"] == "RUNNING" && (account == "root" || below(T["job", i, "Account"], account)) && (user == "" || T["job", i, "User"] == user)) {
    minutes = T["job", i, "TimelimitRaw"] - ran(i) / 60; if (minutes > 0) promised += minutes * amount(T["job", i, "TRES"], "billing")
  }
  used = usage(account, user); norm = sum ? T["association", a, "Share"] / sum : 1; part = used / total
  print "lab|" sprintf("%" depth "s", "") account "|" user "|" T["association", a, "Partition"] "|" (account == "root" ? "" : T["association", a, "Share"]) "|" sprintf("%.6f", norm) "|" whole(used) "|" sprintf("%.6f", part) "|" sprintf("%.6f", part) "|" \
    (user == "" ? "" : sprintf("%.6f", exp(-log(2) * part / norm))) "|" (part ? sprintf("%.6f", norm / part) : "inf") "|" T["association", a, "GrpTRESMins"] "|billing=" whole(used / 60) "|billing=" whole(promised + 0) "|"
}

function sreport(   i, what, from, to, tres, n, t) {
  load("job"); load("association")
  what = line ~ /Utilization( |$)/ && line !~ /By/ ? "cluster" : line ~ /TopUsage/ ? "top" : line ~ /UserUtilizationByAccount/ ? "users" : "accounts"
  from = seconds(value("start")); to = seconds(value("end")); if (to > now) to = now
  tres = value("--tres"); if (tres == "ALL" || tres == "") tres = "cpu,mem,energy,node,billing,fs/disk,vmem,pages,gres/gpu"
  n = split(tres, t, ",")
  for (i = 1; i <= n; i++) if (what == "cluster") cluster_row(t[i], from, to); else used_rows(t[i], from, to, what)
}

function overlap(i, from, to,   s, e) {
  if (!(T["job", i, "Start"] + 0)) return 0
  s = T["job", i, "Start"] + 0 > from ? T["job", i, "Start"] + 0 : from; e = stop(i) < to ? stop(i) : to
  return e > s ? e - s : 0
}

function used_rows(t, from, to, what,   i, a, u, sum, best, done, k) {
  for (i = 1; i <= N["job"]; i++) {
    if (!among(T["job", i, "Account"], value("accounts")) || !among(T["job", i, "User"], value("users")) || !among("lab", value("clusters") value("--cluster"))) continue
    k = overlap(i, from, to) * amount(T["job", i, "TRES"], t); if (!k) continue
    sum[what == "top" ? T["job", i, "User"] : T["job", i, "Account"] "|" T["job", i, "User"]] += k
    if (what == "accounts") for (a = T["job", i, "Account"]; a != ""; a = a == "root" ? "" : T["association", association_of(a, "", ""), "ParentName"]) sum[a "|"] += k
  }
  # Largest first, as TopUsage has them; the number of rows asked for.
  for (done = 0; what != "top" || done < (value("topcount") == "" ? 10 : value("topcount") + 0); done++) {
    best = ""; for (u in sum) if (best == "" || sum[u] > sum[best] || (sum[u] == sum[best] && u < best)) best = u
    if (best == "") break
    if (what == "top") { i = row_of("user", "User", best); print "lab|" T["user", i, "DefaultAccount"] "|" best "|" t "|" whole(sum[best]) "|" }
    else print "lab|" best "|" t "|" whole(sum[best]) "|"
    delete sum[best]
  }
}

function cluster_row(t, from, to,   i, count, used, all) {
  load("cluster"); count = amount(T["cluster", 1, "TRES"], t); all = count * (to - from); if (all < 0) all = 0
  for (i = 1; i <= N["job"]; i++) used += overlap(i, from, to) * amount(T["job", i, "TRES"], t)
  print "lab|" t "|" count "|" whole(used + 0) "|0|0|" whole(all > used ? all - used : 0) "|0|" whole(all) "|"
}
