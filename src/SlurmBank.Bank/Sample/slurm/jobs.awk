# The stand-in's jobs: sacct and squeue. A start or an end of 0 has not come yet.
function option(name,   v) { v = value("--" name); return v }

function state_matches(state, list,   all, n, i, s) {
  if (list == "") return 1
  n = split(list, all, ",")
  for (i = 1; i <= n; i++) {
    s = toupper(all[i])
    if (s == "CD") s = "COMPLETED"; else if (s == "CA") s = "CANCELLED"; else if (s == "F") s = "FAILED"; else if (s == "TO") s = "TIMEOUT"
    else if (s == "NF") s = "NODE_FAIL"; else if (s == "R") s = "RUNNING"; else if (s == "PD") s = "PENDING"; else if (s == "OOM") s = "OUT_OF_MEMORY"
    if (s == state || s == "ALL") return 1
  }
  return 0
}

function job_matches(i, list,   base) {
  if (list == "") return 1
  base = T["job", i, "JobID"]; sub(/_.*/, "", base)
  return among(T["job", i, "JobID"], list) || among(T["job", i, "JobIDRaw"], list) || among(base, list)
}

function job_chosen(i) {
  return among(T["job", i, "Account"], option("accounts") option("account")) && among(T["job", i, "User"], option("user")) && among(T["job", i, "Partition"], option("partition")) \
    && among(T["job", i, "QOS"], option("qos")) && among("lab", option("clusters")) && state_matches(T["job", i, "State"], option("state") option("states")) && job_matches(i, option("jobs")) \
    && among(T["job", i, "NodeList"], option("nodelist")) && among(T["job", i, "JobName"], option("name"))
}

function uid_of(user,   i) { load("user"); for (i = 1; i <= N["user"]; i++) if (T["user", i, "User"] == user) return 2000 + i; return 1999 }
function moment(time) { return time + 0 ? time : "Unknown" }
function stop(i) { return T["job", i, "End"] + 0 ? T["job", i, "End"] + 0 : now }
function ran(i) { return T["job", i, "Start"] + 0 ? stop(i) - T["job", i, "Start"] : 0 }

function sacct(   i, j, n, column, d, from, to, text) {
  if (W[2] == "--helpformat") { print "Account AdminComment AllocTRES Cluster Comment DBIndex ElapsedRaw Eligible End ExitCode Flags JobID JobIDRaw JobName NNodes NodeList Partition QOS Reason ReqTRES Start State Submit SubmitLine Suspended TimelimitRaw UID User WorkDir"; return }
  load("job"); n = split(option("format"), column, ","); d = option("delimiter")
  from = option("starttime") == "" ? 0 : seconds(option("starttime")); to = option("endtime") == "" ? now : seconds(option("endtime"))
  for (i = 1; i <= N["job"]; i++) {
    if (T["job", i, "Submit"] + 0 > to || (T["job", i, "End"] + 0 && T["job", i, "End"] + 0 < from) || !job_chosen(i)) continue
    text = ""
    for (j = 1; j <= n; j++) text = text sacct_cell(i, column[j]) d
    print text
  }
}

function sacct_cell(i, c) {
  if (c == "Start" || c == "End") return moment(T["job", i, c])
  if (c == "Eligible") return T["job", i, "Submit"]
  if (c == "ElapsedRaw") return ran(i)
  if (c == "Suspended") return "00:00:00"
  if (c == "UID") return uid_of(T["job", i, "User"])
  if (c == "ReqTRES") return T["job", i, "TRES"]
  if (c == "AllocTRES") return T["job", i, "Start"] + 0 ? T["job", i, "TRES"] : ""
  if (c == "Cluster") return "lab"
  if (c == "ExitCode") return T["job", i, "State"] == "FAILED" ? "1:0" : "0:0"
  if (c == "NNodes") return amount(T["job", i, "TRES"], "node")
  if (c == "Flags") return "SchedMain"
  if (c == "DBIndex") return T["job", i, "JobIDRaw"]
  if (c == "WorkDir") return "/home/" T["job", i, "User"]
  if (c == "SubmitLine") return "sbatch " T["job", i, "JobName"] ".sh"
  if (c == "Reason") return "None"
  if (c == "NodeList") return T["job", i, c] == "" ? "None assigned" : T["job", i, c]
  if (c == "AdminComment" || c == "Comment") return ""
  return T["job", i, c]
}

function squeue(   i, j, n, c, name, after, text) {
  load("job"); n = split(option("Format"), name, ",")
  for (j = 1; j <= n; j++) { c = index(name[j], ":0"); after[j] = substr(name[j], c + 2); name[j] = substr(name[j], 1, c - 1) }
  for (i = 1; i <= N["job"]; i++) {
    if (T["job", i, "End"] + 0 || !job_chosen(i)) continue
    text = ""
    for (j = 1; j <= n; j++) text = text squeue_cell(i, name[j]) after[j]
    print text
  }
}

function squeue_cell(i, c) {
  if (c == "jobid") return T["job", i, "JobIDRaw"]
  if (c == "submittime" || c == "eligibletime") return T["job", i, "Submit"]
  if (c == "starttime") return T["job", i, "Start"] + 0 ? T["job", i, "Start"] : "N/A"
  if (c == "state") return T["job", i, "State"]
  if (c == "reason") return T["job", i, "State"] == "PENDING" ? "Resources" : "None"
  if (c == "account") return T["job", i, "Account"]
  if (c == "username") return T["job", i, "User"]
  if (c == "userid") return uid_of(T["job", i, "User"])
  if (c == "partition") return T["job", i, "Partition"]
  if (c == "qos") return T["job", i, "QOS"]
  if (c == "timelimit") return span(T["job", i, "TimelimitRaw"] * 60)
  if (c == "numnodes") return amount(T["job", i, "TRES"], "node")
  if (c == "numcpus") return amount(T["job", i, "TRES"], "cpu")
  if (c == "tres-alloc") return T["job", i, "TRES"]
  if (c == "name") return T["job", i, "JobName"]
  if (c == "timeused") return span(ran(i))
  if (c == "nodelist") return T["job", i, "NodeList"]
  if (c == "workdir") return "/home/" T["job", i, "User"]
  if (c == "arrayjobid") return T["job", i, "JobIDRaw"]
  if (c == "arraytaskid" || c == "hetjobid" || c == "hetjoboffset") return "N/A"
  return ""
}
