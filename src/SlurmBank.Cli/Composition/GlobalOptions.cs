using System.CommandLine;

namespace SlurmBank.Cli.Composition;

/// <summary>The options that every verb takes.</summary>
internal sealed class GlobalOptions
{
    /// <summary>One JSON document instead of text.</summary>
    internal const string JsonName = "--json";

    /// <summary>The configuration's file.</summary>
    internal const string ConfigName = "--config";

    /// <summary>The ledger's file.</summary>
    internal const string LedgerName = "--ledger";

    /// <summary>The published snapshot, read instead of the ledger.</summary>
    internal const string SnapshotName = "--snapshot";

    /// <summary>Shows the Slurm commands run.</summary>
    internal const string VerboseName = "--verbose";

    /// <summary>Never colours.</summary>
    internal const string NoColorName = "--no-color";

    internal Option<bool> Json { get; } = new(JsonName) { Description = "Print one JSON document.", Recursive = true };

    internal Option<string?> Config { get; } = new(ConfigName) { Description = "The configuration's file (default: $SLURMBANK_CONFIG, /etc/slurm/bank-config.toml).", HelpName = "FILE", Recursive = true };

    internal Option<string?> Ledger { get; } = new(LedgerName) { Description = "The ledger's file (default: as configured).", HelpName = "FILE", Recursive = true };

    internal Option<string?> Snapshot { get; } = new(SnapshotName) { Description = "Read only this published snapshot (balance and quote).", HelpName = "FILE", Recursive = true };

    internal Option<bool> Verbose { get; } = new(VerboseName) { Description = "Show each Slurm command that is run, on standard error.", Recursive = true };

    internal Option<bool> NoColor { get; } = new(NoColorName) { Description = "No colours (also: NO_COLOR).", Recursive = true };

    /// <summary>Adds the options to the root.</summary>
    internal void AddTo(Command root)
    {
        root.Add(Json);
        root.Add(Config);
        root.Add(Ledger);
        root.Add(Snapshot);
        root.Add(Verbose);
        root.Add(NoColor);
    }
}
