using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Numerics;

namespace SlurmBank.Engine.Tests;

/// <summary>Prices against the same rule written with unbounded integers, on random tariffs and runs.</summary>
public class TariffExactnessTests
{
    private static readonly BigInteger Largest = long.MaxValue;

    [Fact]
    public void Partition_prices()
    {
        int seed = Environment.TickCount;
        Random random = new(seed);
        for (int round = 0; round < 3_000; round++)
        {
            (string price, BigInteger up, BigInteger down) = Number(random);
            (string factor, BigInteger factorUp, BigInteger factorDown) = Number(random);
            Tariff tariff = (Tariffs.Price(price) with { QosFactors = One("q", factor) }).Build();
            long cpus = random.NextInt64(long.MaxValue) >> random.Next(63);
            long seconds = Math.Max(1, random.NextInt64() >> random.Next(62));
            BigInteger cents = HalfUp(up * factorUp * cpus * seconds, 36 * down * factorDown);
            Check(tariff, $"cpu={cpus}", seconds, factorUp.IsZero ? 0 : cents * 36_000, $"seed {seed}: {price} x {factor} x {cpus} x {seconds}");
        }
    }

    [Fact]
    public void Exact_billing()
    {
        int seed = Environment.TickCount;
        Random random = new(seed);
        string[] names = ["cpu", "mem", "gres/gpu", "license/x"];
        for (int round = 0; round < 3_000; round++)
        {
            long[] thousandths = [.. names.Select(_ => random.NextInt64(-500, 20_000))];
            long[] counts = [.. names.Select(_ => random.NextInt64(1L << 40) >> random.Next(40))];
            string weights = string.Join(',', names.Zip(thousandths, (name, weight) => string.Create(CultureInfo.InvariantCulture, $"{name}={weight / 1000m}{(name == "mem" ? "G" : string.Empty)}")));
            var flags = (PriorityFlags)random.Next(4);
            (string factor, BigInteger factorUp, BigInteger factorDown) = Number(random);
            Tariff tariff = (Tariffs.Weights("billing-exact", weights, PriorityFlagsText.Print(flags)) with { QosFactors = One("q", factor) }).Build();
            long seconds = Math.Max(1, random.NextInt64(1L << 40) >> random.Next(40));

            // Everything over 1024000: thousandths, and memory by 1024.
            BigInteger[] terms = [.. counts.Zip(thousandths, (count, weight) => (BigInteger)count * weight)];
            BigInteger cpu = terms[0] * 1024, mem = terms[1], gpu = terms[2] * 1024, licence = terms[3] * 1024;
            BigInteger sum = flags == PriorityFlags.None ? cpu + mem + gpu + licence
                : flags.HasFlag(PriorityFlags.MaxTresGres) ? BigInteger.Max(0, BigInteger.Max(cpu, mem)) + gpu + licence
                : BigInteger.Max(BigInteger.Max(0, cpu), BigInteger.Max(mem, gpu)) + licence;
            BigInteger units = HalfUp(sum * 1000 * seconds * factorUp, factorDown * 1_024_000);
            string tres = string.Join(',', names.Zip(counts, (name, count) => $"{name}={count}"));
            Check(tariff, tres, seconds, factorUp.IsZero ? 0 : sum < 0 ? -1 : units, $"seed {seed}: {weights} {flags} {tres} x {seconds} x {factor}");
        }
    }

    [Fact]
    public void Stored_billing()
    {
        int seed = Environment.TickCount;
        Random random = new(seed);
        for (int round = 0; round < 3_000; round++)
        {
            (string factor, BigInteger factorUp, BigInteger factorDown) = Number(random);
            Tariff tariff = (Tariffs.Weights("billing", "") with { QosFactors = One("q", factor) }).Build();
            long billing = random.NextInt64(long.MaxValue) >> random.Next(63);
            long seconds = Math.Max(1, random.NextInt64() >> random.Next(62));
            BigInteger units = HalfUp((BigInteger)billing * seconds * 1000 * factorUp, factorDown);
            Check(tariff, $"billing={billing},cpu=1", seconds, units, $"seed {seed}: {billing} x {seconds} x {factor}");
        }
    }

    private static void Check(Tariff tariff, string tres, long seconds, BigInteger units, string what)
    {
        PriceResult result = tariff.Of(tres, seconds, qos: "q");
        PriceReason[] possible = units < 0 ? [PriceReason.NegativeBilling]
            : units >= Largest ? [PriceReason.Overflow]
            : [PriceReason.Priced, PriceReason.FreeQos];
        Assert.True(possible.Contains(result.Reason), $"{what} is {result.Reason}, not {possible[0]}");
        Assert.True(!result.IsPriced || result.Amount.Units == units, $"{what} is {result.Amount.Units}, not {units}");
    }

    private static BigInteger HalfUp(BigInteger numerator, BigInteger denominator)
    {
        BigInteger quotient = BigInteger.DivRem(numerator, denominator, out BigInteger rest);
        return rest * 2 >= denominator ? quotient + 1 : quotient;
    }

    private static Dictionary<string, string> One(string name, string text) => new() { [name] = text };

    /// <summary>A decimal or a fraction, with the numbers it stands for.</summary>
    private static (string Text, BigInteger Numerator, BigInteger Denominator) Number(Random random)
    {
        long numerator = random.NextInt64(1_000_000_000_000) >> random.Next(40);
        if (random.Next(2) == 0)
        {
            long denominator = random.NextInt64(1, 1_000_000_000) >> random.Next(29);
            denominator = Math.Max(denominator, 1);
            return (string.Create(CultureInfo.InvariantCulture, $"{numerator}/{denominator}"), numerator, denominator);
        }

        int decimals = random.Next(7);
        decimal scale = (decimal)Math.Pow(10, decimals);
        return ((numerator / scale).ToString(CultureInfo.InvariantCulture), numerator, (BigInteger)scale);
    }
}
