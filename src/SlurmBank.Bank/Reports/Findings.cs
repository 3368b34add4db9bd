using System.Collections.Generic;
using System.Linq;
using SlurmBank.Engine;
using SlurmBank.Engine.Configuration;

namespace SlurmBank.Bank;

/// <summary>Brings findings from everywhere into one form.</summary>
internal static class Findings
{
    internal static BankFinding Of(ConfigurationFinding finding) => new(
        finding.Severity switch
        {
            Engine.Configuration.FindingSeverity.Error => FindingSeverity.Error,
            Engine.Configuration.FindingSeverity.Warning => FindingSeverity.Warning,
            _ => FindingSeverity.Information,
        },
        finding.Code,
        finding.Message,
        finding.Location.ToString(),
        finding.Fix);

    internal static BankFinding Of(TariffFinding finding) => new(
        finding.Severity switch
        {
            TariffFindingSeverity.Error => FindingSeverity.Error,
            TariffFindingSeverity.Warning => FindingSeverity.Warning,
            _ => FindingSeverity.Information,
        },
        finding.Code,
        finding.Message,
        finding.Place,
        finding.Fix);

    internal static string Health(IEnumerable<BankFinding> findings) => findings.Select(f => f.Severity).DefaultIfEmpty().Max() switch
    {
        FindingSeverity.Error => "error",
        FindingSeverity.Warning => "warning",
        _ => "ok",
    };
}
