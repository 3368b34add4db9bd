using System.CommandLine;
using SlurmBank.Bank;
using SlurmBank.Cli.Composition;
using SlurmBank.Cli.Output;
using SlurmBank.Cli.Views;

namespace SlurmBank.Cli.Verbs;

/// <summary><c>backup</c>: copies the ledger while it is in use.</summary>
internal sealed class BackupVerb : Verb
{
    private readonly Argument<string> path = Input.One("PATH", "A folder, in which the file is named by time and newest entry; or a file, which must not exist.");
    private readonly Option<bool> plan = Input.Plan();

    internal BackupVerb()
        : base(
            "backup",
            "Copy the ledger while it is in use, into one file, and verify the copy. Exits 1 where the copy contradicts itself.",
            new("slurmbank backup /backup/slurmbank", "Tonight's copy, under a name of its own."),
            new("slurmbank backup /backup/slurmbank --json | jq -r '.path, .head'", "Where it is, and the hash to be kept elsewhere."))
    {
        Add(path);
        Add(plan);
    }

    /// <inheritdoc/>
    internal override ExitCode Run(Session session, ParseResult input)
    {
        var command = new BackupCommand { Path = input.GetRequiredValue(path), IsPlan = input.GetValue(plan) };
        BackupReport report;
        using (var progress = new ProgressLine(session.IsJson))
        {
            report = session.Bank.Backup(command, progress.Report, session.Cancelled);
        }

        report = report with { Findings = Vocabulary.Speak(report.Findings) };
        session.Show(report, output => BackupViews.Write(output, report, session.Zone, session.Palette));
        return Attention(!report.IsPlan && !report.IsSound);
    }
}

/// <summary><c>restore</c>: puts the ledger back to what a backup holds.</summary>
internal sealed class RestoreVerb : Verb
{
    private readonly Argument<string> path = Input.One("FILE", "The backup.");
    private readonly Option<string?> reason = Input.Text("--reason", "TEXT", "Why.");
    private readonly Option<bool> force = Input.Flag("--force", "Also where the ledger has entries that the backup does not have. It is kept beside.");
    private readonly Option<bool> adopt = Input.Flag("--adopt", "Bring over the holds of people and the bank's limits in Slurm from the ledger as it was: the backup may not know of them.");
    private readonly Option<bool> plan = Input.Plan("Change nothing, say what would be done and what would be lost.");

    internal RestoreVerb()
        : base(
            "restore",
            "Put the ledger back to what a backup holds, in one transaction. What it was before is kept beside it.",
            new("slurmbank restore /backup/slurmbank/slurmbank-20271001T010000Z-4711.db --plan", "What would be lost."),
            new("slurmbank restore last.db --force --reason 'wrong import'", "Go back, whatever was done since."),
            new("slurmbank restore last.db --force --adopt --reason 'wrong import'", "Go back with the money, and keep who is held now."))
    {
        Add(path);
        Add(reason);
        Add(force);
        Add(adopt);
        Add(plan);
    }

    /// <inheritdoc/>
    internal override ExitCode Run(Session session, ParseResult input)
    {
        var command = new RestoreCommand
        {
            Path = input.GetRequiredValue(path),
            Reason = input.GetValue(reason) ?? string.Empty,
            Force = input.GetValue(force),
            Adopt = input.GetValue(adopt),
            IsPlan = input.GetValue(plan),
        };
        RestoreReport report;
        using (var progress = new ProgressLine(session.IsJson))
        {
            report = session.Bank.Restore(command, progress.Report, session.Cancelled);
        }

        session.Show(report, output => BackupViews.Write(output, report, session));
        if (!session.IsJson)
        {
            foreach (string warning in report.Warnings)
            {
                session.Messages.Warning(warning);
            }
        }

        return ExitCode.Success;
    }
}
