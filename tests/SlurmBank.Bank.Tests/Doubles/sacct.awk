# Part of the double of sacct. A row is in a window where the job was there in a part of it: submitted by its end, not ended before it.
function epoch(text, part) {
  if (text == "") return ""
  split(text, part, /[-T:]/)
  return mktime(part[1] " " part[2] " " part[3] " " part[4] " " part[5] " " part[6])
}
function known(list, id, n, i, all) {
  n = split(list, all, ",")
  for (i = 1; i <= n; i++) wanted[all[i]] = 1
}
BEGIN {
  FS = "\t"
  from = epoch(ENVIRON["SACCT_FROM"]); to = epoch(ENVIRON["SACCT_TO"])
  byJob = ENVIRON["SACCT_JOBS"] != ""; known(ENVIRON["SACCT_JOBS"])
  columns = split(ENVIRON["SACCT_F"], name, ","); d = ENVIRON["SACCT_D"]
  # "cut" is the end of a window: the answer for it breaks off in the middle of its rows.
  cut = ENVIRON["SACCT_CUT"]; breaks = cut != "" && to != "" && to + 0 >= cut + 0
}
NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i; next }
{
  submit = $at["Submit"]; end = $at["End"]
  if (byJob) { split($at["JobID"], visible, /[_+]/); if (!($at["JobIDRaw"] in wanted) && !(visible[1] in wanted)) next }
  else if (from != "" && (submit + 0 > to + 0 || (end ~ /^[0-9]+$/ && end + 0 < from + 0))) next
  if (ENVIRON["SACCT_CLUSTER"] != "" && $at["Cluster"] != ENVIRON["SACCT_CLUSTER"] && $at["Cluster"] != "stray") next
  if (breaks && printed >= 3) { print "cut off in the mid"; exit 1 }
  line = ""
  for (i = 1; i <= columns; i++) {
    value = (name[i] in at) ? $at[name[i]] : ""
    gsub("\036", "\n", value)
    line = line value d
  }
  print line; printed++
}
END { if (breaks) exit 1 }
