using System.CommandLine;
using System.Linq;
using SlurmBank.Bank;
using SlurmBank.Cli.Composition;
using SlurmBank.Cli.Output;
using SlurmBank.Cli.Views;
using SlurmBank.Engine;

namespace SlurmBank.Cli.Verbs;

/// <summary><c>status</c>: how the bank is doing.</summary>
internal sealed class StatusVerb : Verb
{
    private readonly Option<bool> monitor = Input.Flag("--monitor", "Print one line, and exit as monitoring plugins do: 0 ok, 1 warning, 2 critical, 3 unknown.");
    private readonly Option<string?> prometheus = Input.Text("--prometheus", "FILE", "Write the figures for Prometheus' node_exporter too, by an atomic rename.");
    private readonly Option<bool> accounts = Input.Flag("--accounts", "With --prometheus: the figures of each account too.");
    private readonly Option<bool> skipSlurm = Input.Flag("--skip-slurm", "Do not ask Slurm whether the bank's limits still stand.");

    internal StatusVerb()
        : base(
            "status",
            "Show how the bank is doing: what is settled, held, parked, drifting, failing or late. Exits 1 where something needs attention.",
            new("slurmbank status", "The bank at a glance."),
            new("slurmbank status --monitor", "For Nagios and its like."),
            new("slurmbank status --prometheus /var/lib/prometheus/node-exporter/slurmbank.prom --monitor", "For both, from a timer."),
            new("slurmbank status --json | jq -r .head", "The newest entry's hash, to be kept on another machine."))
    {
        Add(monitor);
        Add(prometheus);
        Add(accounts);
        Add(skipSlurm);
    }

    /// <inheritdoc/>
    internal override ExitCode Run(Session session, ParseResult input)
    {
        try
        {
            return Answer(session, input);
        }
        catch (SlurmBankException error) when (input.GetValue(monitor) || input.GetValue(prometheus) is not null)
        {
            return Unreadable(session, input, error);
        }
    }

    private ExitCode Answer(Session session, ParseResult input)
    {
        BankStatus status = session.Bank.Status(session.Cancelled, input.GetValue(skipSlurm));
        status = status with { Findings = Vocabulary.Speak(status.Findings) };
        if (input.GetValue(prometheus) is string path)
        {
            BankMetrics.Write(path, status, input.GetValue(accounts) ? [.. session.Bank.Balances([])] : null);
        }

        if (input.GetValue(monitor))
        {
            session.Show(status, output => KeepingView.WriteMonitor(output, status));
            return (ExitCode)status.MonitorCode;
        }

        session.Show(status, output => KeepingView.Write(output, status, session.Zone, session.Palette));
        return Attention(status.Parked > 0 || status.Findings.Any(finding => finding.Severity == FindingSeverity.Error));
    }

    // The monitor's answer is a line on standard output in any case; figures of before must not look like those of now.
    private ExitCode Unreadable(Session session, ParseResult input, SlurmBankException error)
    {
        if (input.GetValue(prometheus) is string path)
        {
            BankMetrics.Write(path, null);
        }

        session.Messages.Failure(error.ErrorId, error.Message, error.Advice);
        if (!input.GetValue(monitor))
        {
            return ErrorMap.Of(error);
        }

        session.Output.WriteLine(PlainText.Clean(Vocabulary.Speak(MonitorLine.Of(error))));
        return (ExitCode)MonitorLine.CodeOf(error);
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
    "Publish the read-only snapshot for login nodes and the gate, with what Slurm says of partitions and members. Every change of the ledger brings its figures up to date by itself.",
    new Example("slurmbank snapshot publish", "After partitions or members were changed in Slurm."))
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
