using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.Json;
using SlurmBank.Bank.Tests.Doubles;
using SlurmBank.Bank.Tests.Support;
using SlurmBank.Bank.Tests.Sync;
using SlurmBank.Engine;

namespace SlurmBank.Bank.Tests.Reports;

/// <summary>The cost export against the FOCUS specification's own list, and against the ledger.</summary>
public sealed class FocusTests
{
    private const long T = TestBank.Open;

    /// <summary>The columns that FOCUS 1.2 has as mandatory, written down from the specification.</summary>
    private static readonly string[] Mandatory =
    [
        "BilledCost", "BillingAccountId", "BillingAccountName", "BillingCurrency", "BillingPeriodEnd", "BillingPeriodStart", "ChargeCategory", "ChargeClass",
        "ChargeDescription", "ChargePeriodEnd", "ChargePeriodStart", "ContractedCost", "EffectiveCost", "InvoiceIssuerName", "ListCost", "PricingQuantity", "PricingUnit",
        "ProviderName", "PublisherName", "ServiceCategory", "ServiceName",
    ];

    /// <summary>Those of them that the specification lets be null.</summary>
    private static readonly string[] MayBeNull = ["ChargeClass", "PricingQuantity", "PricingUnit"];

    public static IEnumerable<object[]> Seeds => Soak.Seeds(2);

    [Fact]
    public void It_has_every_mandatory_column_with_a_value_that_fits()
    {
        using TestBank bank = TestBank.Opened(zone: "Europe/Vienna");
        bank.Clock.Seconds = T + (3 * TestBank.Day);
        bank.Slurm.Jobs([JobRow.Run(1, T + 80_000, 10_000) with { User = "b,\"o" }, JobRow.Run(2, T + 500, 7)]);
        _ = bank.Sync(T, bank.Clock.Seconds);
        _ = bank.Service.Refund(new RefundCommand { JobIds = ["2"], Amount = ServiceUnits.FromUnits(3_000) });
        IReadOnlyList<FocusRow> rows = bank.Service.Focus(new FocusQuery());
        Assert.Empty(Mandatory.Except(FocusRow.Columns));
        Assert.Equal(4, rows.Count);
        foreach (FocusRow row in rows)
        {
            Dictionary<string, string> cells = FocusRow.Columns.Zip(row.Cells()).ToDictionary(c => c.First, c => c.Second);
            Assert.Equal(FocusRow.Columns.Count, row.Cells().Count);
            Assert.All(Mandatory.Except(MayBeNull), column => Assert.NotEqual(string.Empty, cells[column]));
            Assert.Contains(cells["ChargeCategory"], new[] { "Usage", "Purchase", "Tax", "Credit", "Adjustment" });
            Assert.Contains(cells["ChargeFrequency"], new[] { "One-Time", "Recurring", "Usage-Based" });
            Assert.Equal("Compute", cells["ServiceCategory"]);
            DateTimeOffset[] times = [.. ((string[])["BillingPeriodStart", "ChargePeriodStart", "ChargePeriodEnd", "BillingPeriodEnd"]).Select(c => DateTimeOffset.ParseExact(cells[c], "yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal))];
            Assert.Equal(times.Order(), times);
            Assert.Equal("normal", JsonDocument.Parse(cells["Tags"]).RootElement.GetProperty("qos").GetString());
            Assert.Equal(row.x_BilledUnits, (long)Math.Round(decimal.Parse(cells["BilledCost"], CultureInfo.InvariantCulture) * ServiceUnits.UnitsPerServiceUnit));
            Assert.All(FocusRow.Columns, column => Assert.NotNull(typeof(FocusRow).GetProperty(column)));
        }

        Assert.Equal([("Usage", 7_000L), ("Credit", -3_000L), ("Usage", 2_800_000L), ("Usage", 7_200_000L)], rows.Select(r => (r.ChargeCategory, r.x_BilledUnits)));
        Assert.Equal(bank.Balance().TotalChargedUnits, rows.Sum(r => r.x_BilledUnits));
        Assert.Equal("2025-12-31T23:00:00Z", rows[0].Cells()[FocusRow.Columns.ToList().IndexOf("BillingPeriodStart")]);
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Its_sum_is_the_ledgers_however_the_time_is_cut(int seed) => Soak.WithSeed(seed, random =>
    {
        var history = new History(random, 300);
        using TestBank bank = TestBank.Opened(more: "[sync]\nwindow = \"7d\"\n", zone: "Europe/Vienna");
        bank.Clock.Seconds = History.End;
        bank.Slurm.Jobs(history.At(History.Stages - 1));
        _ = bank.Sync(T, History.End);
        long all = bank.Service.Balances([]).Sum(b => b.TotalChargedUnits);
        Assert.Equal(all, bank.Service.Focus(new FocusQuery()).Sum(r => r.x_BilledUnits));
        for (int i = 0; i < 4; i++)
        {
            long cut = T + random.NextInt64(-TestBank.Day, (History.Days + 3) * TestBank.Day);
            Assert.Equal(all, bank.Service.Focus(new FocusQuery { EndTime = TestBank.At(cut), Monthly = i % 2 == 0 }).Concat(bank.Service.Focus(new FocusQuery { StartTime = TestBank.At(cut) })).Sum(r => r.x_BilledUnits));
        }
    });
}
