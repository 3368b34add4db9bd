using System;
using SlurmBank.Engine;
using SlurmBank.Ledger;

namespace SlurmBank.Bank;

/// <summary>Prices runs by the tariff that their start selects, and cuts what was done before the books were opened.</summary>
internal sealed class RunPricing
{
    private readonly TariffBook tariffs;
    private readonly long booksOpen;

    internal RunPricing(TariffBook tariffs, long booksOpen)
    {
        this.tariffs = tariffs;
        this.booksOpen = booksOpen;
    }

    /// <summary>Whether all of a run lies before the opening of the books, so that it is not the bank's.</summary>
    internal bool IsBeforeBooks(RunFacts facts) => facts.End <= booksOpen && !(facts.End == booksOpen && facts.WallSeconds == 0);

    /// <summary>Prices a run; a settled one keeps the tariff version that it was settled with.</summary>
    /// <returns>False where it cannot be priced; then code and reason say why.</returns>
    internal bool TryPrice(RunFacts facts, Run? settled, out PricedRun priced, out string code, out string reason)
    {
        priced = null!;
        code = string.Empty;
        reason = string.Empty;
        Tariff? tariff = settled is null ? tariffs.At(facts.Start) : tariffs.Version(settled.TariffVersion);
        if (tariff is null)
        {
            code = "NoTariff";
            reason = tariffs.Count == 0 ? "The ledger has no tariff for this cluster; capture one: slurmbank init, or New-SlurmTariff." : "No tariff version is in effect at the start of this run.";
            return false;
        }

        string currency = tariff.CurrencyOf(facts.Partition);
        if (settled is not null && settled.Currency != currency)
        {
            code = "CurrencyChanged";
            reason = $"The run was charged in {settled.Currency}, in partition {settled.Facts.Partition}; Slurm says now that it ran in {facts.Partition}, which is charged in {currency}. What was charged stays.";
            return false;
        }

        RunUsage usage = Usage(facts);
        if (facts.State == "REVOKED")
        {
            priced = new PricedRun(facts, currency, tariff.Version, ServiceUnits.Zero, facts.Start, "A sibling of a federated job that ran elsewhere.");
            return true;
        }

        if (!tariff.Price(usage, out PriceResult result))
        {
            code = result.Reason.ToString();
            reason = string.Join(" ", tariff.Explain(usage));
            return false;
        }

        priced = Cut(facts, tariff, result);
        return true;
    }

    internal static RunUsage Usage(RunFacts facts) => new()
    {
        Partition = facts.Partition,
        Qos = facts.Qos,
        State = facts.State,
        AllocTres = facts.AllocTres,
        WallSeconds = facts.WallSeconds,
        SuspendedSeconds = facts.SuspendedSeconds,
    };

    private PricedRun Cut(RunFacts facts, Tariff tariff, PriceResult result)
    {
        string note = result.IsFree ? result.ReasonText : string.Empty;
        if (facts.Start >= booksOpen || facts.WallSeconds == 0)
        {
            return new PricedRun(facts, tariff.CurrencyOf(facts.Partition), tariff.Version, result.Amount, facts.Start, note);
        }

        long before = RunSplit.Share(result.Amount.Units, Math.Min(booksOpen - facts.Start, facts.WallSeconds), facts.WallSeconds);
        ServiceUnits after = result.Amount - ServiceUnits.FromUnits(before);
        return new PricedRun(facts, tariff.CurrencyOf(facts.Partition), tariff.Version, after, booksOpen, "Only what was done after the books were opened is charged.");
    }
}
