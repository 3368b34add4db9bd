using System.Collections.Generic;
using System.Linq;
using SlurmBank.Ledger;

namespace SlurmBank.Bank;

/// <summary>The accounts above accounts in Slurm's trees, as they were last read.</summary>
internal sealed class AccountParents
{
    private readonly ILedgerReader reader;
    private readonly string[] clusters;
    private readonly Dictionary<string, Dictionary<long, long>>? all;
    private readonly Dictionary<long, string> names = [];

    /// <summary>Over a ledger.</summary>
    /// <param name="reader">The ledger.</param>
    /// <param name="isForAll">True where many accounts are asked about: the trees are read as a whole.</param>
    internal AccountParents(ILedgerReader reader, bool isForAll)
    {
        this.reader = reader;
        clusters = [.. reader.Tariffs().Select(t => t.Cluster).Distinct()];
        all = isForAll
            ? clusters.ToDictionary(c => c, c => reader.Associations(c).Where(a => a.ParentId is not null).ToDictionary(a => a.AccountId, a => a.ParentId!.Value))
            : null;
    }

    /// <summary>An account's parent on each cluster where it has one.</summary>
    internal Dictionary<string, string> Of(long accountId)
    {
        var parents = new Dictionary<string, string>();
        foreach (string cluster in clusters)
        {
            long? parent = all is null ? reader.FindAssociation(cluster, accountId)?.ParentId : all[cluster].TryGetValue(accountId, out long id) ? id : null;
            if (parent is long above)
            {
                parents[cluster] = Name(above);
            }
        }

        return parents;
    }

    /// <summary>An account's parent; null where it has none, or another on each cluster.</summary>
    internal string? OneOf(long accountId)
    {
        string[] distinct = [.. Of(accountId).Values.Distinct()];
        return distinct.Length == 1 ? distinct[0] : null;
    }

    private string Name(long id)
    {
        if (!names.TryGetValue(id, out string? name))
        {
            names[id] = name = reader.FindAccount(id)!.Name;
        }

        return name;
    }
}
