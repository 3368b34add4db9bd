using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using SlurmBank.Engine;
using SlurmBank.Ledger;

namespace SlurmBank.Bank;

/// <summary>
/// slurm_su_bank: one record an account with a limit in CPU-hours and the day it was set. What was used is Slurm's RawUsage, summed over its
/// clusters. A limit of -1 is none; of 0, an account that is held as soon as it uses anything.
/// </summary>
internal sealed class SlurmSuBankSource(BankContext context, ImportCommand command, OldUsage usage)
{
    internal void Read(IEnumerable<ForeignRow> rows, IncomingBatch batch)
    {
        var seen = new HashSet<string>();
        batch.Each(rows, row =>
        {
            string account = row.Account();
            if (!seen.Add(account))
            {
                batch.Left.Add((row.Place, account, "grant", "a second record of the account, which slurm_su_bank never looks at"));
                return;
            }

            decimal limit = row.Number("su_limit_hrs");
            string reference = $"slurm_su_bank:{account}";
            bool isUnlimited = limit == -1;
            if (limit < 0 && !isUnlimited)
            {
                throw row.Problem(string.Create(CultureInfo.InvariantCulture, $"su_limit_hrs {limit} is negative; only -1 (no limit) means something"));
            }

            DateOnly day = row.IsNull("date") ? throw row.Problem("date is missing") : row.Date("date");
            string note = string.Empty;
            ServiceUnits used = isUnlimited ? ServiceUnits.Zero : usage.Of(row, account, null, command.Rate, out note);
            long end = End(day, out string ended);
            batch.Grants.Add(new Incoming
            {
                Place = row.Place,
                Account = account,
                Kind = "grant",
                IsUnlimited = isUnlimited,
                Amount = isUnlimited ? ServiceUnits.Unlimited : row.Units(limit, command.Rate, "su_limit_hrs"),
                Used = used,
                Start = SiteMoment.FromDate(day).ToStart(context.Zone),
                End = end,
                Reference = reference,
                Note = string.Join("; ", new[] { note, isUnlimited ? string.Empty : ended }.Where(n => n.Length > 0)),
            });
        });
    }

    /// <summary>The period's last day is the one that many days after the first. One that is over already stands open there until its check is run, and so it does here.</summary>
    private long End(DateOnly day, out string note)
    {
        note = string.Empty;
        if (command.PeriodDays == 0)
        {
            return Allocation.Forever;
        }

        DateOnly last = day.AddDays(command.PeriodDays);
        long end = SiteMoment.FromDate(last).ToEnd(context.Zone);
        if (end > context.NowSeconds)
        {
            return end;
        }

        note = string.Create(CultureInfo.InvariantCulture, $"its period ended on {last:yyyy-MM-dd} and was not renewed: granted without an end");
        return Allocation.Forever;
    }
}
