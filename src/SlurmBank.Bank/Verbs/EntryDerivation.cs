using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using SlurmBank.Engine;
using SlurmBank.Ledger;

namespace SlurmBank.Bank;

/// <summary>
/// Derives what an entry about a run moved, from the ledger alone: the run as it was known then (later corrections say what they changed, and are
/// taken back), the tariff version that priced it, the part of its time, and where the amount was drawn from.
/// </summary>
internal sealed class EntryDerivation(BankContext context, ILedgerReader reader)
{
    private readonly Dictionary<string, TariffBook> tariffs = [];

    internal IReadOnlyList<string> Of(Entry entry, IReadOnlyList<PostingReport> postings, long charged)
    {
        if (entry.Draft.RunId is not long id || reader.FindRun(id) is not Run run)
        {
            return [];
        }

        var lines = new List<string>();
        EntryDraft draft = entry.Draft;
        (RunFacts facts, long price) = Then(run, draft.Kind is EntryKind.Charge or EntryKind.Adjustment ? draft.Revision : run.Revision);
        if (draft.Kind is EntryKind.Charge or EntryKind.Adjustment)
        {
            lines.AddRange(Tariffs(facts.Key.Cluster).Version(run.TariffVersion)?.Explain(RunPricing.Usage(facts)) ?? []);
            if (run.ChargedFrom > facts.Start)
            {
                lines.Add($"charged from {context.Instant(run.ChargedFrom):u} on, when the books were opened: {ServiceUnits.FromUnits(price)} {run.Currency}");
            }
        }

        lines.Add(draft.Kind switch
        {
            EntryKind.Charge => Segment(entry, run, facts, price, charged),
            EntryKind.Adjustment => $"price {ServiceUnits.FromUnits(Then(run, draft.Revision - 1).Price)}, now {ServiceUnits.FromUnits(price)}: {ServiceUnits.FromUnits(charged)} {run.Currency} ({charged} units)",
            _ => $"of a price of {ServiceUnits.FromUnits(price)}: {ServiceUnits.FromUnits(charged)} {run.Currency} ({charged} units)",
        });
        lines.AddRange(postings.Where(p => !p.Book.StartsWith("charged:", StringComparison.Ordinal)).Select(p => p.AmountUnits < 0
            ? $"drawn from {p.Book}: {ServiceUnits.FromUnits(-p.AmountUnits)}"
            : $"given back to {p.Book}: {ServiceUnits.FromUnits(p.AmountUnits)}"));
        return lines;
    }

    private string Segment(Entry entry, Run run, RunFacts facts, long price, long charged)
    {
        string amount = $"{ServiceUnits.FromUnits(charged)} {run.Currency} ({charged} units)";
        if (entry.Draft.Segment == 0)
        {
            return $"the whole run: {amount}";
        }

        long end = reader.Entries(new EntryFilter { RunId = run.Id, Kind = EntryKind.Charge }).Where(e => e.Draft.Segment == entry.Draft.Segment + 1).Select(e => (long?)e.Draft.Effective).FirstOrDefault() ?? facts.End;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"segment {entry.Draft.Segment}, up to the edge of a window: {end - entry.Draft.Effective} of {facts.End - Math.Max(run.ChargedFrom, facts.Start)} s x {ServiceUnits.FromUnits(price)} = {amount}");
    }

    /// <summary>The run's facts and price at a revision.</summary>
    private (RunFacts Facts, long Price) Then(Run run, int revision)
    {
        RunFacts facts = run.Facts;
        long price = run.Price.Units;
        foreach (Entry later in reader.Entries(new EntryFilter { RunId = run.Id, Kind = EntryKind.Adjustment }).OrderByDescending(e => e.Draft.Revision).TakeWhile(e => e.Draft.Revision > revision))
        {
            foreach (string line in later.Draft.Body.Split('\n', StringSplitOptions.RemoveEmptyEntries))
            {
                int equals = line.IndexOf('=', StringComparison.Ordinal);
                int arrow = line.IndexOf(" -> ", StringComparison.Ordinal);
                if (equals > 0 && arrow > equals)
                {
                    (facts, price) = Undo(facts, price, line[..equals], line[(equals + 1)..arrow]);
                }
            }
        }

        return (facts, price);
    }

    private static (RunFacts Facts, long Price) Undo(RunFacts facts, long price, string name, string was) => name switch
    {
        "account" => (facts with { Account = was }, price),
        "user" => (facts with { User = was }, price),
        "partition" => (facts with { Partition = was }, price),
        "qos" => (facts with { Qos = was }, price),
        "state" => (facts with { State = was }, price),
        "alloc_tres" => (facts with { AllocTres = was }, price),
        "start" => (facts with { Start = Number(was) }, price),
        "end" => (facts with { End = Number(was) }, price),
        "suspended" => (facts with { SuspendedSeconds = Number(was) }, price),
        "price" => (facts, Number(was)),
        _ => (facts, price),
    };

    private static long Number(string text) => long.Parse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);

    private TariffBook Tariffs(string cluster)
    {
        if (!tariffs.TryGetValue(cluster, out TariffBook? book))
        {
            book = TariffBook.Read(reader, cluster);
            tariffs.Add(cluster, book);
        }

        return book;
    }
}
