using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using SlurmBank.Engine;
using SlurmBank.Ledger;

namespace SlurmBank.Bank;

/// <summary>
/// crc-bank: one proposal (or class) an account with an amount a cluster, of which the sum counts; investments whose present share and
/// roll-over are added to it; archives. What was used is Slurm's RawUsage, taken from the proposal first, then from the investments.
/// </summary>
internal sealed class CrcBankSource(BankContext context, ImportCommand command, OldUsage usage)
{
    private static readonly HashSet<string> NotClusters = new(StringComparer.OrdinalIgnoreCase) { "id", "account", "proposal_type", "percent_notified", "start_date", "end_date" };

    internal void Read(IReadOnlyList<ForeignRow> proposals, IReadOnlyList<ForeignRow> investments, IReadOnlyList<ForeignRow> proposalArchive, IReadOnlyList<ForeignRow> investmentArchive, IncomingBatch batch)
    {
        var seen = new HashSet<string>();
        batch.Each(proposals, row =>
        {
            if (seen.Add(row.Account()))
            {
                Account(row, investments, investmentArchive, batch);
            }
            else
            {
                batch.Left.Add((row.Place, row.Account(), "proposal", "a second proposal of the account, which crc-bank never looks at"));
            }
        });
        batch.Each(investments, row => _ = seen.Contains(row.Account()) ? string.Empty : throw row.Problem($"account '{row.Account()}' has an investment and no proposal"));
        batch.Each(proposalArchive, row => batch.Left.Add((row.Place, row.Account(), "proposal", $"archived: it ended on {row.Text("end_date")}")));
        if (proposals.Any(p => p.NumberOrZero("percent_notified") > 0))
        {
            batch.Warnings.Add("Which notices were sent (percent_notified) is not brought over: the first notices of this bank may repeat one.");
        }
    }

    /// <summary>Clusters are the columns that are nothing else.</summary>
    internal static string[] Clusters(ForeignRow row) => [.. row.Values.Keys.Where(k => !NotClusters.Contains(k)).Order(StringComparer.Ordinal)];

    private void Account(ForeignRow row, IReadOnlyList<ForeignRow> investments, IReadOnlyList<ForeignRow> archive, IncomingBatch batch)
    {
        string account = row.Account();
        string[] clusters = Clusters(row);
        long id = row.Id();
        DateOnly first = row.Date("start_date");
        (long start, long end) = Window(row);
        if (end <= context.NowSeconds && !command.IncludeEnded)
        {
            batch.Left.Add((row.Place, account, Kind(row), $"it ended on {row.Text("end_date")} and was not renewed; its investments are left with it"));
            return;
        }

        decimal total = clusters.Sum(row.NumberOrZero);
        var grants = new List<Incoming>
        {
            new()
            {
                Place = row.Place,
                Account = account,
                Kind = Kind(row),
                Amount = row.Units(total, command.Rate, "the sum over the clusters"),
                Start = start,
                End = end,
                Scope = new AllocationScope(clusters, [], [], []),
                Reference = string.Create(CultureInfo.InvariantCulture, $"crc-bank:proposal:{account}:{first:yyyy-MM-dd}"),
                Note = string.Join(", ", clusters.Select(c => string.Create(CultureInfo.InvariantCulture, $"{c} {row.NumberOrZero(c)}"))),
            },
        };
        foreach (ForeignRow investment in investments.Where(i => Is(i, account)))
        {
            Add(grants, investment, row, "investment", batch);
        }

        foreach (ForeignRow spent in archive.Where(i => Is(i, account)))
        {
            if (!spent.IsNull("proposal_id") && spent.Id("proposal_id") == id)
            {
                Add(grants, spent, row, "archived-investment", batch);
            }
            else
            {
                batch.Left.Add((spent.Place, account, "investment", "archived with an earlier proposal"));
            }
        }

        ServiceUnits used = usage.Of(row, account, null, command.Rate, out string note);
        batch.Grants.AddRange(Spend(grants, used, note));
    }

    /// <summary>An investment's present share and what rolled over into it, to be spent until the proposal or the investment ends.</summary>
    private void Add(List<Incoming> grants, ForeignRow row, ForeignRow proposal, string of, IncomingBatch batch)
    {
        (long start, long end) = Window(proposal);
        decimal now = row.NumberOrZero("current_sus") + row.NumberOrZero("rollover_sus");
        decimal later = row.IsNull("withdrawn_sus") ? 0 : row.NumberOrZero("service_units") - row.NumberOrZero("withdrawn_sus");
        string first = proposal.Date("start_date").ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        grants.Add(new Incoming
        {
            Place = row.Place,
            Account = proposal.Account(),
            Kind = "investment",
            Amount = row.Units(now, command.Rate, "current_sus and rollover_sus"),
            Start = start,
            End = end,
            Priority = 200,
            Reference = string.Create(CultureInfo.InvariantCulture, $"crc-bank:{of}:{(row.IsNull("id") ? 0 : row.Id())}:{first}"),
        });
        if (later > 0)
        {
            batch.Left.Add((row.Place, proposal.Account(), "investment", string.Create(CultureInfo.InvariantCulture, $"{later} of {row.NumberOrZero("service_units")} are for later years, until {row.Text("end_date")}: grant them when their year begins")));
        }
    }

    /// <summary>Takes what was used from the grants in their order; what is more than all of them stays with the proposal.</summary>
    private static IEnumerable<Incoming> Spend(List<Incoming> grants, ServiceUnits used, string note)
    {
        long rest = used.Units;
        var parts = new long[grants.Count];
        for (int i = 0; i < parts.Length; i++)
        {
            parts[i] = Math.Min(rest, Math.Max(grants[i].Amount.Units, 0));
            rest -= parts[i];
        }

        parts[0] += rest;
        return grants.Select((g, i) => g with { Used = ServiceUnits.FromUnits(parts[i]), Note = i == 0 && note.Length > 0 ? $"{g.Note}; {note}" : g.Note });
    }

    private static string Kind(ForeignRow row) => row.NumberOrZero("proposal_type") == 1 ? "class" : "proposal";

    private static bool Is(ForeignRow row, string account) => !row.IsNull("account") && string.Equals(row.Text("account"), account, StringComparison.OrdinalIgnoreCase);

    private (long Start, long End) Window(ForeignRow row)
    {
        (long start, long end) = (SiteMoment.FromDate(row.Date("start_date")).ToStart(context.Zone), SiteMoment.FromDate(row.Date("end_date")).ToStart(context.Zone));
        return end > start ? (start, end) : throw row.Problem($"it ends ({row.Text("end_date")}) before it begins ({row.Text("start_date")})");
    }
}
