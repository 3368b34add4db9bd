using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using SlurmBank.Ledger;

namespace SlurmBank.Bank;

/// <summary>Finds entries of the ledger.</summary>
internal static class TransactionReading
{
    internal static IEnumerable<TransactionReport> Read(BankContext context, LedgerView view, TransactionQuery query)
    {
        List<EntryKind> kinds = [.. query.Kinds.Select(Kind)];
        var pattern = new NamePattern(query.Accounts);
        HashSet<long>? accounts = pattern.IsEverything ? null : [.. AccountNames.Choose(view.Reader, query.Accounts).Select(n => view.Account(n).Id)];
        var filter = new EntryFilter
        {
            AccountId = accounts?.Count == 1 ? accounts.First() : null,
            Kind = kinds.Count == 1 ? kinds[0] : null,
            Reference = query.Reference,
            RecordedFrom = query.StartTime is SiteMoment from ? from.ToStart(context.Zone) * 1_000_000 : null,
            RecordedBefore = query.EndTime is SiteMoment to ? to.ToEnd(context.Zone) * 1_000_000 : null,
            Descending = query.Last is not null,
        };
        var reports = new ReportBuilder(context, view.Reader, withBooks: true);
        IEnumerable<Entry> entries = Entries(view.Reader, filter, query.JobId)
            .Where(e => accounts is null || IsOf(accounts, e.Draft.AccountId) || IsOf(accounts, e.Draft.OtherAccountId))
            .Where(e => kinds.Count == 0 || kinds.Contains(e.Draft.Kind));
        if (query.Last is int last)
        {
            entries = entries.Take(last).Reverse();
        }

        if (!query.Explain)
        {
            return entries.Select(reports.Transaction);
        }

        var derivation = new EntryDerivation(context, view.Reader);
        return entries.Select(entry => reports.Transaction(entry) is TransactionReport report ? report with { Derivation = derivation.Of(entry, report.Postings, report.ChargedUnits) } : null!);
    }

    private static IEnumerable<Entry> Entries(ILedgerReader reader, EntryFilter filter, string? jobId)
    {
        if (jobId is null)
        {
            return reader.Entries(filter);
        }

        IEnumerable<Entry> all = CostReading.Find(reader, jobId).SelectMany(run => reader.Entries(filter with { RunId = run.Id }).ToList());
        return filter.Descending ? all.OrderByDescending(e => e.Seq) : all.OrderBy(e => e.Seq);
    }

    private static bool IsOf(HashSet<long> accounts, long? account) => account is long id && accounts.Contains(id);

    private static EntryKind Kind(string word) => Enum.TryParse(word, ignoreCase: true, out EntryKind kind) && !char.IsDigit(word[0])
        ? kind
        : throw new InvalidRequestException(
            $"There is no kind of entry '{word}'.",
            "Kinds are " + string.Join(", ", Enum.GetValues<EntryKind>().Select(k => k.ToString().ToLower(CultureInfo.InvariantCulture))) + ".");
}
