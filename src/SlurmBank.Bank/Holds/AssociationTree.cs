using System;
using System.Collections.Generic;
using System.Linq;
using SlurmBank.Slurm;

namespace SlurmBank.Bank;

/// <summary>A cluster's tree of associations as Slurm shows it now.</summary>
internal sealed class AssociationTree
{
    private readonly Dictionary<string, SlurmAssociation> accounts = new(StringComparer.Ordinal);
    private readonly ILookup<string, SlurmAssociation> users;
    private readonly ILookup<string, string> children;

    internal AssociationTree(IReadOnlyList<SlurmAssociation> associations)
    {
        foreach (SlurmAssociation association in associations.Where(a => a.IsAccount))
        {
            accounts[association.Account] = association;
        }

        users = associations.Where(a => !a.IsAccount).ToLookup(a => a.Account);
        children = accounts.Values.Where(a => a.ParentAccount.Length > 0).ToLookup(a => a.ParentAccount, a => a.Account);
    }

    internal IEnumerable<string> Accounts => accounts.Keys.Where(a => a != "root");

    internal bool Has(string account) => accounts.ContainsKey(account);

    internal SlurmAssociation Account(string name) => accounts[name];

    internal IEnumerable<SlurmAssociation> Users(string account) => users[account];

    /// <summary>The parents by account; null directly below root.</summary>
    internal IEnumerable<(string Account, string? Parent)> Parents() =>
        Accounts.Select(a => (a, accounts[a].ParentAccount is "" or "root" ? null : accounts[a].ParentAccount));

    internal IEnumerable<string> Descendants(string account)
    {
        var queue = new Queue<string>(children[account]);
        var seen = new HashSet<string>(StringComparer.Ordinal) { account };
        while (queue.TryDequeue(out string? next))
        {
            if (seen.Add(next))
            {
                yield return next;
                foreach (string child in children[next])
                {
                    queue.Enqueue(child);
                }
            }
        }
    }

    /// <summary>An account and those above it, up to root.</summary>
    internal IEnumerable<string> Upwards(string account)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (string at = account; accounts.TryGetValue(at, out SlurmAssociation? association) && seen.Add(at); at = association.ParentAccount)
        {
            yield return at;
        }
    }

    /// <summary>The value of a limit on a target (see <see cref="HoldTarget"/>); null where Slurm has no such association.</summary>
    internal string? ValueOf(string target, HoldMechanism mechanism)
    {
        HoldTarget one = HoldTarget.Parse(target);
        SlurmAssociation? association = one.IsUser
            ? users[one.Account].FirstOrDefault(u => u.User == one.User && u.Partition == one.Partition)
            : accounts.GetValueOrDefault(one.Account);
        return association is null ? null : mechanism.ValueOn(association);
    }

    /// <summary>The QOS that jobs of an account may run under.</summary>
    internal IEnumerable<string> QosOf(string account) =>
        users[account].Append(accounts[account]).SelectMany(a => a.Qos.Split(',', StringSplitOptions.RemoveEmptyEntries)).Distinct(StringComparer.OrdinalIgnoreCase);
}
