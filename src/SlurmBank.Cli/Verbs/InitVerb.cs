using System.CommandLine;
using System.Linq;
using SlurmBank.Bank;
using SlurmBank.Cli.Composition;
using SlurmBank.Cli.Output;
using SlurmBank.Cli.Views;

namespace SlurmBank.Cli.Verbs;

/// <summary><c>init</c>: makes the ledger.</summary>
internal sealed class InitVerb : Verb
{
    private readonly Option<string?> booksOpen = Input.Text("--books-open", "DATE", "Nothing done before this is charged (default: now).");
    private readonly Option<string?> reason = Input.Text("--reason", "TEXT", "Why.");
    private readonly Option<bool> plan = Input.Plan();

    private readonly Option<string?> sample = Input.Text("--sample", "DIR", "Make a sample bank in this new folder instead: a ledger to try things with, and a stand-in for Slurm.");

    internal InitVerb()
        : base(
            "init",
            "Make the ledger, open its books and capture the first tariff from Slurm. Holds nobody.",
            new("slurmbank init --plan", "What would be made, and what should be mended first."),
            new("slurmbank init --books-open 2027-10-01", "Charge nothing that was done before October."),
            new("slurmbank init --sample ~/bank-sample", "A bank to try everything with; no Slurm is needed, and none is touched."))
    {
        Add(booksOpen);
        Add(reason);
        Add(plan);
        Add(sample);
    }

    /// <inheritdoc/>
    internal override ExitCode Run(Session session, ParseResult input)
    {
        if (input.GetValue(sample) is string folder)
        {
            SampleReport made = BankService.MakeSample(session.Options(), new SampleCommand { Folder = folder, IsPlan = input.GetValue(plan) }, session.Cancelled);
            session.Show(made, output => KeepingView.Write(output, made));
            return ExitCode.Success;
        }

        InitializeReport report = session.Bank.Initialize(
            new InitializeCommand { BooksOpen = Input.Moment(input, booksOpen), Reason = input.GetValue(reason) ?? string.Empty, IsPlan = input.GetValue(plan) },
            session.Cancelled);
        report = report with { Findings = Vocabulary.Speak(report.Findings) };
        session.Show(report, output => KeepingView.Write(output, report, session.Zone, session.Palette));
        return Attention(report.Findings.Any(finding => finding.Severity == FindingSeverity.Error));
    }
}
