using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading;
using SlurmBank.Engine;
using SlurmBank.Ledger;
using SlurmBank.Slurm;

namespace SlurmBank.Bank;

/// <summary>sbank: the limit of an account in CPU-minutes (GrpCPUMins, today <c>GrpTRESMins=cpu=</c>) is what was deposited; RawUsage is what was used of it.</summary>
internal sealed class SbankSource(BankContext context, ImportCommand command, OldUsage usage)
{
    /// <summary>The limits as slurmdbd has them now.</summary>
    internal List<ForeignRow> Live(CancellationToken cancellation)
    {
        var rows = new List<ForeignRow>();
        foreach (string cluster in context.Clusters(null, cancellation))
        {
            foreach (SlurmAssociation association in context.Slurm.Sacctmgr.ReadAssociations(cluster, null, cancellation).Rows.Where(a => a.User.Length == 0))
            {
                rows.Add(new ForeignRow(
                    $"sacctmgr: {association.Cluster}/{association.Account}",
                    string.Empty,
                    new Dictionary<string, object?>(StringComparer.OrdinalIgnoreCase) { ["Cluster"] = association.Cluster, ["Account"] = association.Account, ["GrpTRESMins"] = association.GrpTresMins }));
            }
        }

        return rows;
    }

    internal void Read(IEnumerable<ForeignRow> rows, IncomingBatch batch) => batch.Each(rows, row =>
    {
        if (!row.IsNull("User"))
        {
            return;
        }

        string account = row.Account();
        string cluster = row.IsNull("Cluster") ? string.Empty : row.Text("Cluster").ToLowerInvariant();
        if (Minutes(row) is not decimal minutes)
        {
            if (account != "root")
            {
                batch.Left.Add((row.Place, account, "grant", "it has no limit of CPU-minutes: nobody ever deposited anything"));
            }

            return;
        }

        ServiceUnits used = usage.Of(row, account, cluster.Length == 0 ? null : cluster, command.Rate, out string note);
        batch.Grants.Add(new Incoming
        {
            Place = row.Place,
            Account = account,
            Kind = "grant",
            Amount = row.Units(minutes / 60m, command.Rate, "GrpCPUMins"),
            Used = used,
            Start = Today(),
            Scope = cluster.Length == 0 ? AllocationScope.Everything : new AllocationScope([cluster], [], [], []),
            Reference = $"sbank:{cluster}:{account}",
            Note = note,
        });
    });

    private static decimal? Minutes(ForeignRow row)
    {
        if (!row.IsNull("GrpCPUMins"))
        {
            return Finite(row.Number("GrpCPUMins"));
        }

        string tres = row.IsNull("GrpTRESMins") ? string.Empty : row.Text("GrpTRESMins");
        if (!TresSet.TryParse(tres, out TresSet? set, out TextError error))
        {
            throw row.Problem($"GrpTRESMins '{tres}' cannot be read: {error.Message}");
        }

        return set.TryGetValue("cpu", out long minutes) ? Finite(minutes) : null;
    }

    /// <summary>A limit of -1, and slurmdbd's number for "none", is no limit.</summary>
    private static decimal? Finite(decimal minutes) => minutes is < 0 or >= uint.MaxValue - 1 ? null : minutes;

    private long Today() => SiteMoment.FromDate(DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(context.Clock.GetUtcNow(), context.Zone).DateTime)).ToStart(context.Zone);
}
