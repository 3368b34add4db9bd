using System.CommandLine;
using System.Linq;
using SlurmBank.Bank;
using SlurmBank.Cli.Composition;
using SlurmBank.Cli.Output;
using SlurmBank.Cli.Views;

namespace SlurmBank.Cli.Verbs;

/// <summary><c>status</c>: how the bank is doing.</summary>
internal sealed class StatusVerb() : Verb(
    "status",
    "Show how the bank is doing: what is settled, held, parked or late. Exits 1 where something needs attention.",
    new("slurmbank status", "The bank at a glance."),
    new("slurmbank status --json | jq -r .head", "The newest entry's hash, to be kept on another machine."))
{
    /// <inheritdoc/>
    internal override ExitCode Run(Session session, ParseResult input)
    {
        BankStatus status = session.Bank.Status(session.Cancelled);
        status = status with { Findings = Vocabulary.Speak(status.Findings) };
        session.Show(status, output => KeepingView.Write(output, status, session.Zone, session.Palette));
        return Attention(status.Parked > 0 || status.Findings.Any(finding => finding.Severity == FindingSeverity.Error));
    }
}

/// <summary><c>verify</c>: walks the whole ledger.</summary>
internal sealed class VerifyVerb() : Verb(
    "verify",
    "Walk the whole ledger: the chain, the balances, the draws. Exits 1 and names the first wrong entry where something contradicts.",
    new("slurmbank verify", "Check every entry."),
    new("slurmbank verify --json | jq '{entries, headSeq, head}'", "What to compare with a head kept elsewhere."))
{
    /// <inheritdoc/>
    internal override ExitCode Run(Session session, ParseResult input)
    {
        LedgerCheck check;
        using (var progress = new ProgressLine(session.IsJson))
        {
            check = session.Bank.Verify(progress.Report, session.Cancelled);
        }

        check = check with { Findings = Vocabulary.Speak(check.Findings) };
        session.Show(check, output => KeepingView.Write(output, check, session.Palette));
        return Attention(!check.IsSound);
    }
}

/// <summary><c>snapshot publish</c>: writes the file that login nodes and the gate read.</summary>
internal sealed class SnapshotPublishVerb() : Verb(
    "publish",
    "Publish the read-only snapshot for login nodes and the gate. sync and enforce do it by themselves.",
    new Example("slurmbank snapshot publish", "After a grant that people should see at once."))
{
    /// <inheritdoc/>
    internal override ExitCode Run(Session session, ParseResult input)
    {
        session.Bank.PublishSnapshot(session.Cancelled);
        var report = new PublishReport(session.Bank.SnapshotPath);
        session.Show(report, output => output.WriteLine($"published {report.Snapshot}"));
        return ExitCode.Success;
    }
}
