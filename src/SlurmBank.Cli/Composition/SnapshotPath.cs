using System;

namespace SlurmBank.Cli.Composition;

/// <summary>Finds the published snapshot: <c>--snapshot</c>, <c>SLURMBANK_SNAPSHOT</c>, the configuration, the default place.</summary>
internal static class SnapshotPath
{
    /// <summary>The environment variable that names the snapshot.</summary>
    internal const string Variable = "SLURMBANK_SNAPSHOT";

    /// <summary>The first place that is named.</summary>
    /// <param name="option">What <c>--snapshot</c> says.</param>
    /// <param name="configured">Reads the configuration's path; asked last, for it opens a file.</param>
    internal static string Resolve(string? option, Func<string> configured)
    {
        if (!string.IsNullOrEmpty(option))
        {
            return option;
        }

        string? variable = Environment.GetEnvironmentVariable(Variable);
        return string.IsNullOrEmpty(variable) ? configured() : variable;
    }
}
