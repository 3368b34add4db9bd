# Part of the double of sacctmgr: "modify account where account=a,b cluster=lab set GrpTRESRunMins=cpu=0", or "modify user where name=...".
BEGIN {
  FS = "|"; OFS = "|"
  n = split(ENVIRON["SACCTMGR_LINE"], word, " "); users = word[2] == "user"
  for (i = 3; i <= n; i++) {
    equals = index(word[i], "="); key = substr(word[i], 1, equals - 1); value = substr(word[i], equals + 1)
    if (word[i] == "set") setting = 1
    else if (setting) { limit = key; text = value }
    else if (key == "account") split_into(value, accounts)
    else if (key == "name") split_into(value, names)
  }
  column = limit == "GrpSubmitJobs" ? 9 : limit == "GrpTRESMins" ? 12 : 13
  cleared = text ~ /-1$/
}
function split_into(list, into, all, count, j) { count = split(list, all, ","); for (j = 1; j <= count; j++) into[all[j]] = 1 }
{
  if (($2 in accounts) && (users ? ($3 in names) : $3 == "")) $column = cleared ? "" : text
  print
}
