# The stand-in's sacctmgr: listings, and changes of accounts, users, coordinators and limits.
function sacctmgr(   i) {
  for (i = 2; i <= words && W[i] ~ /^-/; i++) { }
  verb = W[i]; entity = W[i + 1]; first = i + 2
  if (verb == "show" && entity == "configuration") show_file("slurmdbd.txt")
  else if (verb == "show") listing()
  else if (verb == "add" && entity == "account") add_accounts()
  else if (verb == "add" && entity == "user") add_users()
  else if (verb == "delete" && (entity == "account" || entity == "user")) remove()
  else if (entity == "coordinator") coordinators(verb == "add")
  else if (verb == "modify") modify()
  else unknown()
}

function listing(   n, i, j, column, text, cell) {
  load(entity); load("account")
  n = split(value("format"), column, ",")
  for (i = 1; i <= N[entity]; i++) {
    if (!chosen(i)) continue
    text = ""
    for (j = 1; j <= n; j++) {
      cell = entity == "user" && column[j] == "Coordinators" ? coordinated(T["user", i, "User"]) : T[entity, i, column[j]]
      text = text cell "|"
    }
    print text
  }
}

function chosen(i,   cluster, account, user, partition, name) {
  cluster = value("cluster", first); account = value("account", first); user = value("user", first); partition = value("partition", first); name = value("name", first)
  if (entity == "association")
    return among(T[entity, i, "Cluster"], cluster) && among(T[entity, i, "Account"], account) && (has["user"] && user == "" ? T[entity, i, "User"] == "" : among(T[entity, i, "User"], user)) && among(T[entity, i, "Partition"], partition)
  if (entity == "account") return among(T[entity, i, "Account"], account)
  if (entity == "user") return among(T[entity, i, "User"], name)
  if (entity == "qos") return among(T[entity, i, "Name"], name)
  return entity != "cluster" || among(T[entity, i, "Cluster"], cluster)
}

function coordinated(user,   i, answer) {
  for (i = 1; i <= N["account"]; i++)
    if (T["account", i, "Coordinators"] != "" && among(user, T["account", i, "Coordinators"])) answer = answer (answer == "" ? "" : ",") T["account", i, "Account"]
  return answer
}

function row_of(table, column, name,   i) {
  load(table)
  for (i = 1; i <= N[table]; i++) if (!((table, i) in gone) && T[table, i, column] == name) return i
  return 0
}

function association_of(account, user, partition,   i) {
  load("association")
  for (i = 1; i <= N["association"]; i++)
    if (!(("association", i) in gone) && T["association", i, "Account"] == account && T["association", i, "User"] == user && (partition == "*" || T["association", i, "Partition"] == partition)) return i
  return 0
}

function new_association(account, user, partition, parent, share,   n, i, id) {
  for (i = 1; i <= N["association"]; i++) if (T["association", i, "ID"] + 0 > id) id = T["association", i, "ID"] + 0
  n = ++N["association"]
  for (i = 1; i <= C["association"]; i++) T["association", n, H["association", i]] = ""
  T["association", n, "Cluster"] = "lab"; T["association", n, "Account"] = account; T["association", n, "User"] = user
  T["association", n, "Partition"] = partition; T["association", n, "ParentName"] = parent; T["association", n, "ID"] = id + 1
  T["association", n, "Share"] = share == "" ? 1 : share; T["association", n, "QOSLevel"] = "normal"
}

function add_accounts(   names, n, i, parent, r, made) {
  parent = value("parent")
  if (!association_of(parent, "", "")) { print " Parent account '" parent "' doesn't exist." > "/dev/stderr"; code = 1; return }
  n = split(value("name"), names, ",")
  for (i = 1; i <= n; i++) {
    if (association_of(names[i], "", "")) continue
    if (!row_of("account", "Account", names[i])) {
      r = ++N["account"]; T["account", r, "Account"] = names[i]; T["account", r, "Coordinators"] = ""
      T["account", r, "Description"] = value("description"); if (!has["description"]) T["account", r, "Description"] = names[i]
      T["account", r, "Organization"] = value("organization"); if (!has["organization"]) T["account", r, "Organization"] = parent
    }
    new_association(names[i], "", "", parent, value("fairshare")); made++
  }
  if (!made) { print " Nothing new added."; code = 1; return }
  save("account"); save("association"); print " Adding Account(s)"
}

function add_users(   names, accounts, n, m, i, j, r, made) {
  n = split(value("name"), names, ","); m = split(value("account"), accounts, ",")
  for (j = 1; j <= m; j++) if (!association_of(accounts[j], "", "")) { print " error: account '" accounts[j] "' doesn't exist" > "/dev/stderr"; code = 1; return }
  for (i = 1; i <= n; i++) {
    if (!row_of("user", "User", names[i])) {
      r = ++N["user"]; T["user", r, "User"] = names[i]; T["user", r, "DefaultAccount"] = accounts[1]; T["user", r, "AdminLevel"] = "None"
    }
    for (j = 1; j <= m; j++) if (!association_of(accounts[j], names[i], value("partition"))) { new_association(accounts[j], names[i], value("partition"), "", value("fairshare")); made++ }
  }
  if (!made) { print " Nothing new added."; code = 1; return }
  save("user"); save("association"); print " Adding User(s)"
}

function below(account, top,   guard, i) {
  for (guard = 0; guard < 50 && account != "" && account != "root"; guard++) {
    if (among(account, top)) return 1
    i = association_of(account, "", ""); account = i ? T["association", i, "ParentName"] : ""
  }
  return 0
}

function remove(   i, name, account, done, r, dead) {
  load("association"); load("user"); load("account")
  name = value("name"); account = value("account")
  for (i = 1; i <= N["association"]; i++)
    if (entity == "account" ? below(T["association", i, "Account"], name) : T["association", i, "User"] != "" && among(T["association", i, "User"], name) && among(T["association", i, "Account"], account)) { dead[i] = 1; done++ }
  for (i in dead) gone["association", i] = 1
  for (i = 1; i <= N["user"]; i++) if (T["user", i, "User"] != ENVIRON["SAMPLE_ME"] && !has_any(T["user", i, "User"])) gone["user", i] = 1
  value("cluster")
  if (entity == "account" && !has["cluster"]) for (i = 1; i <= N["account"]; i++) if (!association_of(T["account", i, "Account"], "", "")) gone["account", i] = 1
  if (!done) { print " Nothing deleted"; code = 1; return }
  save("association"); save("user"); save("account"); print " Deleting " entity "s..."
}

function has_any(user,   i) {
  for (i = 1; i <= N["association"]; i++) if (!(("association", i) in gone) && T["association", i, "User"] == user) return 1
  return 0
}

function coordinators(adds,   r, names, n, i, all, m, j, answer) {
  r = row_of("account", "Account", value("account"))
  if (!r) { print " error: account '" value("account") "' doesn't exist" > "/dev/stderr"; code = 1; return }
  n = split(T["account", r, "Coordinators"], all, ",")
  for (i = 1; i <= n; i++) if (!among(all[i], value("names"))) answer = answer (answer == "" ? "" : ",") all[i]
  if (adds) answer = answer (answer == "" ? "" : ",") value("names")
  T["account", r, "Coordinators"] = answer; save("account")
}

function modify(   i, set, done, by_user) {
  load("association"); load("account")
  for (set = first; set <= words && W[set] != "set"; set++) { }
  by_user = entity == "user"
  if (!by_user && (line ~ / description=/ || line ~ / organization=/)) { texts(set); return }
  for (i = 1; i <= N["association"]; i++) {
    if (!among(T["association", i, "Account"], value("account", first))) continue
    if (by_user ? !(T["association", i, "User"] != "" && among(T["association", i, "User"], value("name", first)) && among(T["association", i, "Partition"], value("partition", first))) : T["association", i, "User"] != "") continue
    if (!done++) print " Modified " (by_user ? "user" : "account") " associations..."
    print "  C = lab        A = " T["association", i, "Account"] (by_user ? " U = " T["association", i, "User"] : "")
    apply(i, set)
  }
  if (!done) { print "  Nothing modified"; code = 1; return }
  save("association")
}

function texts(set,   i, done) {
  for (i = 1; i <= N["account"]; i++) {
    if (!among(T["account", i, "Account"], value("account", first))) continue
    done++
    value("description", set); if (has["description"]) T["account", i, "Description"] = value("description", set)
    value("organization", set); if (has["organization"]) T["account", i, "Organization"] = value("organization", set)
  }
  if (!done) { print "  Nothing modified"; code = 1; return }
  save("account"); print " Modified accounts..."
}

function apply(i, set,   j, e, key, text, column) {
  for (j = set + 1; j <= words; j++) {
    e = index(W[j], "="); key = substr(W[j], 1, e - 1); text = substr(W[j], e + 1)
    column = key == "Fairshare" ? "Share" : key == "parent" ? "ParentName" : key == "RawUsage" ? "Reset" : key
    if (column == "Reset") T["association", i, column] = now
    else if (index(text, "=") == 0) T["association", i, column] = text == "-1" ? "" : column == "MaxWallDurationPerJob" ? span(text * 60) : text
    else T["association", i, column] = merged(T["association", i, column], text)
  }
}

# Of a limit with TRES only those that are named change.
function merged(before, text,   part, n, i, e, key, set, m, answer) {
  m = split(text, set, ",")
  for (i = 1; i <= m; i++) { e = index(set[i], "="); new_of[substr(set[i], 1, e - 1)] = substr(set[i], e + 1) }
  n = split(before, part, ",")
  for (i = 1; i <= n; i++) { e = index(part[i], "="); key = substr(part[i], 1, e - 1); if (!(key in new_of)) answer = answer (answer == "" ? "" : ",") part[i] }
  for (i = 1; i <= m; i++) { e = index(set[i], "="); key = substr(set[i], 1, e - 1); if (new_of[key] != "-1") answer = answer (answer == "" ? "" : ",") set[i]; delete new_of[key] }
  return answer
}
