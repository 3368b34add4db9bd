using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace SlurmBank.Tests;

/// <summary>How long the long tests run, and from which seeds.</summary>
internal static class Soak
{
    /// <summary>1 in the ordinary tests; SLURMBANK_SOAK_SCALE multiplies rounds, kills and seeds.</summary>
    public static int Scale { get; } = Number("SLURMBANK_SOAK_SCALE") is int scale and > 0 ? scale : 1;

    /// <summary>The seeds of a random test: the one of SLURMBANK_SEED, or as many as the scale says from a fixed start.</summary>
    public static IEnumerable<object[]> Seeds(int count) =>
        Number("SLURMBANK_SEED") is int seed ? [[seed]] : Enumerable.Range(1, count * Scale).Select(s => new object[] { s });

    /// <summary>As many seeds whatever the scale is: for tests that are made longer by it, not more.</summary>
    public static IEnumerable<object[]> FixedSeeds(int count) =>
        Number("SLURMBANK_SEED") is int seed ? [[seed]] : Enumerable.Range(1, count).Select(s => new object[] { s });

    /// <summary>Runs a random test and says the seed where it fails.</summary>
    public static void WithSeed(int seed, Action<Random> test)
    {
        try
        {
            test(new Random(seed));
        }
        catch (Exception error)
        {
            throw new Xunit.Sdk.XunitException($"With SLURMBANK_SEED={seed}: {error.Message}", error);
        }
    }

    private static int? Number(string name) => int.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.None, CultureInfo.InvariantCulture, out int value) ? value : null;
}
