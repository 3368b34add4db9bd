using System.Collections.Generic;
using SlurmBank.Bank;

namespace SlurmBank.Cli.Verbs;

/// <summary>What <c>config show --json</c> prints.</summary>
internal sealed record ConfigurationReport(string Ledger, string Snapshot, string TimeZone, string Toml, IReadOnlyList<BankFinding> Findings);

/// <summary>What <c>snapshot publish --json</c> prints.</summary>
internal sealed record PublishReport(string Snapshot);

/// <summary>What <c>completion --json</c> prints.</summary>
internal sealed record ScriptReport(string Shell, string Script);

/// <summary>What <c>--version --json</c> prints.</summary>
internal sealed record VersionReport(string Program, string Version);
