# The stand-in for Slurm of a sample ledger: which command was called, and the tables. A table is a file whose first line names its
# columns, separated by tabs; T[table, row, column] holds a cell, N[table] how many rows there are.
BEGIN {
  words = split(ENVIRON["SAMPLE_WORDS"], W, "\n")
  me = W[1]; now = ENVIRON["SAMPLE_NOW"] + 0; folder = ENVIRON["SAMPLE_TABLES"]; code = 0
  line = ""; for (i = 2; i <= words; i++) line = line (i > 2 ? " " : "") W[i]
  if (me == "sacctmgr") sacctmgr()
  else if (me == "sacct") sacct()
  else if (me == "squeue") squeue()
  else if (me == "scontrol") scontrol()
  else if (me == "sinfo") sinfo()
  else if (me == "sdiag") show_file("sdiag.txt")
  else if (me == "sshare") sshare()
  else if (me == "sreport") sreport()
  else unknown()
  exit code
}

function unknown() { fail("this stand-in of a sample ledger does not know: " line) }
function fail(text) { print me ": error: " text > "/dev/stderr"; code = 1 }
function show_file(name,   text) { while ((getline text < (folder "/" name)) > 0) print text }

# Numbers as whole ones: awk itself would write large ones with an exponent.
function whole(number) { return sprintf("%.0f", number) }
function floor(number,   n) { n = int(number); return n > number ? n - 1 : n }

function load(name,   text, cells, i, n) {
  if (name in N) return
  N[name] = 0
  if ((getline text < (folder "/" name)) > 0) { C[name] = split(text, cells, "\t"); for (i = 1; i <= C[name]; i++) H[name, i] = cells[i] }
  while ((getline text < (folder "/" name)) > 0) {
    n = ++N[name]; split(text, cells, "\t")
    for (i = 1; i <= C[name]; i++) T[name, n, H[name, i]] = cells[i]
  }
  close(folder "/" name)
}

# Written whole beside the old one and renamed, so that nobody reads half a table. Rows whose mark "gone" is set are left out.
function save(name,   new, i, j, text) {
  new = folder "/." name "." now
  for (i = 0; i <= N[name]; i++) {
    if (i > 0 && ((name, i) in gone)) continue
    text = ""
    for (j = 1; j <= C[name]; j++) text = text (j > 1 ? "\t" : "") (i == 0 ? H[name, j] : T[name, i, H[name, j]])
    print text > new
  }
  close(new)
  system("mv -f '" new "' '" folder "/" name "'")
}

# The value of a word "key=value", whatever the case of the key, from a place in the line on; has[] says whether it was there.
function value(key, from,   i, e) {
  has[key] = 0
  for (i = (from ? from : 2); i <= words; i++) {
    e = index(W[i], "=")
    if (e && tolower(substr(W[i], 1, e - 1)) == tolower(key)) { has[key] = 1; return substr(W[i], e + 1) }
  }
  return ""
}

# Whether a name is in a list with commas; an empty list has everything.
function among(name, list) { return list == "" || index("," tolower(list) ",", "," tolower(name) ",") > 0 }

function seconds(text,   part, y, m, d, days) {
  split(text, part, /[-T:]/); y = part[1] + 0; m = part[2] + 0; d = part[3] + 0
  if (m <= 2) { y--; m += 12 }
  days = 365 * y + floor(y / 4) - floor(y / 100) + floor(y / 400) + floor((153 * (m - 3) + 2) / 5) + d - 719469
  return days * 86400 + part[4] * 3600 + part[5] * 60 + part[6]
}

function span(s,   d) {
  d = int(s / 86400); s -= d * 86400
  return (d ? d "-" : "") sprintf("%02d:%02d:%02d", int(s / 3600), int(s / 60) % 60, s % 60)
}

# How much of a TRES is in a text like cpu=4,mem=8192M; memory in MiB.
function amount(tres, name,   part, n, i, e) {
  n = split(tres, part, ",")
  for (i = 1; i <= n; i++) { e = index(part[i], "="); if (substr(part[i], 1, e - 1) == name) return substr(part[i], e + 1) + 0 }
  return 0
}
