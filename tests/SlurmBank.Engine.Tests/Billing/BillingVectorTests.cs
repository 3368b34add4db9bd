using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;

namespace SlurmBank.Engine.Tests;

/// <summary>Every row of billing.tsv, whose numbers were made by Slurm's own compiled code.</summary>
public class BillingVectorTests
{
    public static TheoryData<string, string, string, string, string, string> Rows()
    {
        TheoryData<string, string, string, string, string, string> rows = [];
        foreach (string line in File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Billing", "billing.tsv")).Skip(1))
        {
            string[] cells = line.Split('\t');
            rows.Add(cells[0], cells[1], cells[2], cells[3], cells[4], cells[5]);
        }

        return rows;
    }

    [Fact]
    public void All_rows_are_there() => Assert.Equal(36, Rows().Count);

    [Theory]
    [MemberData(nameof(Rows))]
    public void Row(string id, string weightsText, string flags, string tres, string expectedDouble, string expectedStored)
    {
        bool parsed = TresBillingWeights.TryParse(weightsText, null, out TresBillingWeights? weights, out TextError error);
        Assert.True(parsed != (expectedDouble == "PARSE_ERROR"), $"{id}: {error}");
        if (weights is null)
        {
            Assert.NotEmpty(error.Message);
            return;
        }

        double billing = Billing.Compute(weights, PriorityFlagsText.Read(flags), TresSet.Parse(tres));
        Assert.Equal(BitConverter.DoubleToInt64Bits(double.Parse(expectedDouble, CultureInfo.InvariantCulture)), BitConverter.DoubleToInt64Bits(billing));
        Assert.Equal(ulong.Parse(expectedStored, CultureInfo.InvariantCulture), Billing.StoredBySlurm(billing));

        BillingFault expectedFault = id switch { "B44" => BillingFault.TooLarge, "B45" => BillingFault.Negative, _ => BillingFault.None };
        Assert.Equal(expectedFault == BillingFault.None, Billing.TryStore(billing, out long stored, out BillingFault fault));
        Assert.Equal(expectedFault, fault);
        Assert.Equal(fault == BillingFault.None ? expectedStored : "0", stored.ToString(CultureInfo.InvariantCulture));
    }

    // The two positions of slurm.md 2.11 whose text is wrong, and the errors of 2.2.
    [Theory]
    [InlineData("B32", "cpu=abc", 4)]
    [InlineData("B33", "cpu=1, mem=1G", 6)]
    [InlineData("B35", "cpu", 3)]
    public void Errors_carry_their_position(string id, string text, int position)
    {
        Assert.False(TresBillingWeights.TryParse(text, null, out _, out TextError error));
        Assert.True(position == error.Position, $"{id}: {error}");
    }

    [Theory]
    [InlineData(0, 0ul)]
    [InlineData(0.999, 0ul)]
    [InlineData(-0.5, 0ul)]
    [InlineData(4294967296.5, 4294967296ul)]
    [InlineData(9223372036854775808.0, 9223372036854775808ul)]
    [InlineData(1.8446744073709550e19, 18446744073709549568ul)]
    [InlineData(1e30, 0ul)]
    [InlineData(-1e30, 9223372036854775808ul)]
    [InlineData(double.NaN, 0ul)]
    public void Stored_as_the_processor_converts(double billing, ulong expected) => Assert.Equal(expected, Billing.StoredBySlurm(billing));

    [Theory]
    [InlineData(-0.5, BillingFault.Negative)]
    [InlineData(9223372036854775808.0, BillingFault.TooLarge)]
    [InlineData(double.PositiveInfinity, BillingFault.TooLarge)]
    [InlineData(double.NaN, BillingFault.TooLarge)]
    public void What_is_not_a_price_is_a_fault(double billing, BillingFault expected)
    {
        Assert.False(Billing.TryStore(billing, out long stored, out BillingFault fault));
        Assert.Equal((expected, 0L), (fault, stored));
    }

    [Fact]
    public void A_count_that_is_not_consumed_is_passed_over()
    {
        TresBillingWeights weights = TresBillingWeights.Parse("cpu=1,license/x=2,billing=5");
        Assert.Equal(3, Billing.Compute(weights, PriorityFlags.None, TresSet.Parse("cpu=3,license/x=18446744073709551613,billing=7")));
    }

    [Fact]
    public void The_sum_follows_the_positions_not_the_text()
    {
        // 0.1 + 0.2 + 0.3 and 0.3 + 0.2 + 0.1 are different doubles.
        TresSet tres = TresSet.Parse("cpu=1,node=1,license/a=1");
        double expected = 0.1 + 0.2 + 0.3;
        Assert.NotEqual(0.3 + 0.2 + 0.1, expected);
        Assert.Equal(expected, Billing.Compute(TresBillingWeights.Parse("license/a=0.3,node=0.2,cpu=0.1"), PriorityFlags.None, tres));

        string[] tracked = ["license/c", "license/b", "license/a"];
        TresSet licences = TresSet.Parse("license/a=1,license/b=1,license/c=1");
        Assert.Equal(expected, Billing.Compute(TresBillingWeights.Parse("license/a=0.3,license/b=0.2,license/c=0.1", tracked), PriorityFlags.None, licences));
        Assert.Equal(0.3 + 0.2 + 0.1, Billing.Compute(TresBillingWeights.Parse("license/a=0.3,license/b=0.2,license/c=0.1"), PriorityFlags.None, licences));
    }

    [Fact]
    public void Agrees_with_the_formula_written_out_plainly()
    {
        int seed = Environment.TickCount;
        Random random = new(seed);
        string[] names = ["cpu", "mem", "node", "gres/gpu", "gres/gpu:a100", "license/x", "bb/cray", "vmem"];
        for (int round = 0; round < 5_000; round++)
        {
            Dictionary<string, double> weights = names.ToDictionary(name => name, _ => Math.Round((random.NextDouble() * 4) - 0.5, 3));
            Dictionary<string, long> counts = names.ToDictionary(name => name, _ => random.NextInt64(100_000) >> random.Next(17));
            string text = string.Join(',', weights.Select(pair => string.Create(CultureInfo.InvariantCulture, $"{pair.Key}={pair.Value}")));
            var flags = (PriorityFlags)random.Next(4);
            double actual = Billing.Compute(TresBillingWeights.Parse(text), flags, TresSet.From(counts));
            Assert.True(Plain(weights, counts, flags) == actual, $"seed {seed}: {text} {flags} {TresSet.From(counts)}");
        }
    }

    // slurm.md 2.1, in its order of positions.
    private static double Plain(Dictionary<string, double> weights, Dictionary<string, long> counts, PriorityFlags flags)
    {
        double node = 0, global = 0, gres = 0;
        foreach (string name in new[] { "cpu", "mem", "node", "vmem", "gres/gpu", "gres/gpu:a100", "license/x", "bb/cray" })
        {
            double value = counts[name] * weights[name];
            bool isGres = name.StartsWith("gres", StringComparison.Ordinal);
            if (flags == PriorityFlags.None || !(isGres || name is "cpu" or "mem" or "node"))
            {
                global += value;
            }
            else if (isGres && flags.HasFlag(PriorityFlags.MaxTresGres))
            {
                gres += value;
            }
            else
            {
                node = Math.Max(node, value);
            }
        }

        return node + gres + global;
    }
}
