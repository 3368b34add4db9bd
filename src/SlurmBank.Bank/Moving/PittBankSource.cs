using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using SlurmBank.Engine;
using SlurmBank.Ledger;

namespace SlurmBank.Bank;

/// <summary>
/// The bank of pitt-crc, version 0.2: proposals with an allocation a cluster (<c>all_clusters</c> for a floating one), each with what was used
/// of it, and investments with what is left in them. Windows end before their end date.
/// </summary>
internal sealed class PittBankSource(BankContext context, ImportCommand command)
{
    private const string Floating = "all_clusters";

    internal void Read(ITableReader database, string source, IncomingBatch batch)
    {
        var accounts = new Dictionary<long, string>();
        batch.Each(ForeignRow.Of(database, "account", source), row => accounts.Add(row.Id(), row.Account("name")));
        var proposals = new Dictionary<long, ForeignRow>();
        batch.Each(ForeignRow.Of(database, "proposal", source), row => proposals.Add(row.Id(), row));
        batch.Each(ForeignRow.Of(database, "allocation", source), row => Allocation(row, accounts, proposals, batch));
        batch.Each(ForeignRow.Of(database, "investment", source), row => Investment(row, accounts, batch));
        if (proposals.Values.Any(p => p.NumberOrZero("percent_notified") > 0))
        {
            batch.Warnings.Add("Which notices were sent (percent_notified) is not brought over: the first notices of this bank may repeat one.");
        }
    }

    private void Allocation(ForeignRow row, Dictionary<long, string> accounts, Dictionary<long, ForeignRow> proposals, IncomingBatch batch)
    {
        ForeignRow proposal = row.IsNull("proposal_id") || !proposals.TryGetValue(row.Id("proposal_id"), out ForeignRow? found) ? throw row.Problem("its proposal is not there") : found;
        string account = Owner(proposal, accounts);
        (long start, long end) = Window(proposal);
        string cluster = row.Text("cluster_name").ToLowerInvariant();
        bool isFloating = cluster == Floating;
        if (Ended(row, account, "proposal", end, batch))
        {
            return;
        }

        ServiceUnits total = row.Units(row.Number("service_units_total"), command.Rate, "service_units_total");
        ServiceUnits used = row.Units(row.NumberOrZero("service_units_used"), command.Rate, "service_units_used");
        bool isOver = used > total;
        batch.Grants.Add(new Incoming
        {
            Place = row.Place,
            Account = account,
            Kind = isFloating ? "floating" : "proposal",
            Amount = total,
            Used = isOver ? total : used,
            Start = start,
            End = end,
            Scope = isFloating ? AllocationScope.Everything : new AllocationScope([cluster], [], [], []),
            Reference = string.Create(CultureInfo.InvariantCulture, $"pitt-bank:allocation:{row.Id()}"),
            Reason = string.Create(CultureInfo.InvariantCulture, $"proposal {proposal.Id()} of pitt-crc bank"),
            Note = isOver ? string.Create(CultureInfo.InvariantCulture, $"{(used - total).Amount:0.##} more was used than it has: that bank charges it to nothing, and so it is not brought over") : string.Empty,
        });
    }

    private void Investment(ForeignRow row, Dictionary<long, string> accounts, IncomingBatch batch)
    {
        string account = Owner(row, accounts);
        if (row.Date("end_date") == row.Date("start_date"))
        {
            // Its migration of 2023 wrote the start into both columns; that bank takes such an investment for expired.
            batch.Left.Add((row.Place, account, "investment", string.Create(CultureInfo.InvariantCulture, $"it ends on the day it began ({row.Text("start_date")}), as that bank's migration wrote it, and was never used there: {row.NumberOrZero("current_sus")} are left in it, to be granted by hand")));
            return;
        }

        (long start, long end) = Window(row);
        if (Ended(row, account, "investment", end, batch))
        {
            return;
        }

        batch.Grants.Add(new Incoming
        {
            Place = row.Place,
            Account = account,
            Kind = "investment",
            Amount = row.Units(row.Number("current_sus"), command.Rate, "current_sus"),
            Start = start,
            End = end,
            Priority = 200,
            Reference = string.Create(CultureInfo.InvariantCulture, $"pitt-bank:investment:{row.Id()}"),
            Reason = string.Create(CultureInfo.InvariantCulture, $"investment {row.Id()} of pitt-crc bank"),
            Note = string.Create(CultureInfo.InvariantCulture, $"what is left of {row.Number("service_units")}; {Math.Max(row.NumberOrZero("withdrawn_sus"), 0)} were withdrawn in advance"),
        });
    }

    private bool Ended(ForeignRow row, string account, string kind, long end, IncomingBatch batch)
    {
        if (end > context.NowSeconds || command.IncludeEnded)
        {
            return false;
        }

        batch.Left.Add((row.Place, account, kind, string.Create(CultureInfo.InvariantCulture, $"it ended on {context.Instant(end):yyyy-MM-dd}")));
        return true;
    }

    private static string Owner(ForeignRow row, Dictionary<long, string> accounts) =>
        row.IsNull("account_id") || !accounts.TryGetValue(row.Id("account_id"), out string? name) ? throw row.Problem("its account is not there") : name;

    private (long Start, long End) Window(ForeignRow row)
    {
        (long start, long end) = (SiteMoment.FromDate(row.Date("start_date")).ToStart(context.Zone), SiteMoment.FromDate(row.Date("end_date")).ToStart(context.Zone));
        return end > start ? (start, end) : throw row.Problem($"it ends ({row.Text("end_date")}) before it begins ({row.Text("start_date")})");
    }
}
