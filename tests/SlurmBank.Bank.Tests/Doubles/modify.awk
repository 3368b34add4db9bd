# Part of the double of sacctmgr: "modify account where account=a,b cluster=lab set GrpTRESRunMins=cpu=0", or
# "modify user where account=a cluster=lab partition=p name=x,y set ...". Of a limit with TRES only the one named changes.
BEGIN {
  FS = "|"; OFS = "|"
  n = split(ENVIRON["SACCTMGR_LINE"], word, " "); users = word[2] == "user"
  for (i = 3; i <= n; i++) {
    equals = index(word[i], "="); key = substr(word[i], 1, equals - 1); value = substr(word[i], equals + 1)
    if (word[i] == "set") setting = 1
    else if (setting) { limit = key; text = value }
    else if (key == "account") split_into(value, accounts)
    else if (key == "name") split_into(value, names)
    else if (key == "partition") { partitions = 1; split_into(value, partition) }
  }
  column = limit == "GrpSubmitJobs" ? 9 : limit == "GrpJobs" ? 8 : limit == "GrpTRESMins" ? 12 : 13
}
function split_into(list, into, all, count, j) { count = split(list, all, ","); for (j = 1; j <= count; j++) into[all[j]] = 1 }
function changed(before, part, count, j, answer) {
  if (index(text, "=") == 0) return text == "-1" ? "" : text
  tres = substr(text, 1, index(text, "=")); count = split(before, part, ",")
  for (j = 1; j <= count; j++) if (index(part[j], tres) != 1) answer = answer (answer == "" ? "" : ",") part[j]
  return text ~ /=-1$/ ? answer : text (answer == "" ? "" : ",") answer
}
{
  if (($2 in accounts) && (users ? ($3 in names) : $3 == "") && (!partitions || ($4 in partition))) $column = changed($column)
  print
}
