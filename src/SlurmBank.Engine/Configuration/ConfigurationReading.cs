using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace SlurmBank.Engine.Configuration;

/// <summary>A configuration with what was found while it was read. Where something is an error, the setting has its default.</summary>
/// <param name="Configuration">The configuration.</param>
/// <param name="Findings">The findings, in the order of the file; then those about several settings together.</param>
public sealed record ConfigurationReading(BankConfiguration Configuration, IReadOnlyList<ConfigurationFinding> Findings)
{
    /// <summary>True where at least one finding is an error, so that the configuration must not be used.</summary>
    public bool HasErrors => Findings.Any(finding => finding.Severity == FindingSeverity.Error);

    /// <summary>The configuration, if it may be used.</summary>
    /// <exception cref="ConfigurationException">A finding is an error.</exception>
    public BankConfiguration OrThrow() => HasErrors ? throw new ConfigurationException(Findings) : Configuration;
}

/// <summary>The configuration has errors, so nothing was done.</summary>
public sealed class ConfigurationException : SlurmBankException
{
    /// <summary>Makes the error from the findings of a reading, of which at least one is an error.</summary>
    /// <param name="findings">All findings.</param>
    public ConfigurationException(IReadOnlyList<ConfigurationFinding> findings)
        : base("ConfigurationInvalid", Compose(findings), First(findings).Fix)
    {
        Findings = findings;
    }

    /// <summary>All findings of the reading, those that are no errors included.</summary>
    public IReadOnlyList<ConfigurationFinding> Findings { get; }

    private static ConfigurationFinding First(IReadOnlyList<ConfigurationFinding> findings) =>
        findings.First(finding => finding.Severity == FindingSeverity.Error);

    private static string Compose(IReadOnlyList<ConfigurationFinding> findings)
    {
        ConfigurationFinding first = First(findings);
        int more = findings.Count(finding => finding.Severity == FindingSeverity.Error) - 1;
        string rest = more == 0 ? string.Empty : string.Create(CultureInfo.InvariantCulture, $" (and {more} more)");
        return $"{first.Location}: {first.Message}{rest}";
    }
}
