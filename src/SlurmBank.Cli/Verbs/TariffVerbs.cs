using System.CommandLine;
using System.Linq;
using SlurmBank.Bank;
using SlurmBank.Cli.Composition;
using SlurmBank.Cli.Output;
using SlurmBank.Cli.Views;

namespace SlurmBank.Cli.Verbs;

/// <summary><c>tariff list</c>: the versions with every number.</summary>
internal sealed class TariffListVerb : Verb
{
    private readonly Option<long?> version = Input.Whole("--version", "N", "Only this version.", 1, int.MaxValue);
    private readonly Option<string?> cluster = Input.Text("--cluster", "NAME", "Only this cluster.");

    internal TariffListVerb()
        : base(
            "list",
            "List the tariff versions, from when on each prices runs, and every number that it uses.",
            new("slurmbank tariff list", "All versions."),
            new("slurmbank tariff list --version 2 --json", "One of them as JSON."))
    {
        Add(version);
        Add(cluster);
    }

    /// <inheritdoc/>
    internal override ExitCode Run(Session session, ParseResult input)
    {
        long? wanted = input.GetValue(version);
        TariffReport[] reports = [.. session.Bank.Tariffs(input.GetValue(cluster)).Where(t => wanted is null || t.Version == wanted)];
        if (reports.Length == 0 && !session.IsJson)
        {
            session.Messages.Nothing("No tariff versions.");
        }

        session.ShowEach(reports, (output, report) => TariffViews.Write(output, report, session.Zone), _ => []);
        return ExitCode.Success;
    }
}

/// <summary><c>tariff capture</c>: a new version from Slurm and the configuration.</summary>
internal sealed class TariffCaptureVerb : Verb
{
    private readonly Option<string?> from = Input.Text("--effective-from", "DATE", "The first start of a run that it prices (default: now).");
    private readonly Option<string?> cluster = Input.Text("--cluster", "NAME", "Of this cluster, where there are several.");
    private readonly Option<string?> reason = Input.Text("--reason", "TEXT", "Why.");
    private readonly Option<bool> plan = Input.Plan("Change nothing, show in what it would differ from the last version.");

    internal TariffCaptureVerb()
        : base(
            "capture",
            "Capture a new tariff version from Slurm and the configuration. Where they say what the last version says, nothing is added. A version is never changed.",
            new("slurmbank tariff capture --plan", "In what Slurm and the configuration differ from the last version."),
            new("slurmbank tariff capture --effective-from 2028-01-01 --reason 'prices of 2028'", "New prices from a date on."))
    {
        Add(from);
        Add(cluster);
        Add(reason);
        Add(plan);
    }

    /// <inheritdoc/>
    internal override ExitCode Run(Session session, ParseResult input)
    {
        TariffCaptureReport report = session.Bank.CaptureTariff(
            new TariffCaptureCommand { EffectiveFrom = Input.Moment(input, from), Cluster = input.GetValue(cluster), Reason = input.GetValue(reason) ?? string.Empty, IsPlan = input.GetValue(plan) },
            session.Cancelled);
        report = report with { Findings = Vocabulary.Speak(report.Findings) };
        session.Show(report, output => TariffViews.Write(output, report, session.Zone, session.Palette));
        return ExitCode.Success;
    }
}

/// <summary><c>tariff test</c>: a version beside what Slurm and the configuration say now.</summary>
internal sealed class TariffTestVerb : Verb
{
    private readonly Option<long?> version = Input.Whole("--version", "N", "This version (default: the one that prices a run that starts now).", 1, int.MaxValue);
    private readonly Option<string?> cluster = Input.Text("--cluster", "NAME", "Of this cluster, where there are several.");

    internal TariffTestVerb()
        : base(
            "test",
            "Compare a tariff version with what Slurm and the configuration say now, and name each difference with its fix. Exits 1 where there is one.",
            new Example("slurmbank tariff test", "Did somebody change weights since?"))
    {
        Add(version);
        Add(cluster);
    }

    /// <inheritdoc/>
    internal override ExitCode Run(Session session, ParseResult input)
    {
        TariffTestReport report = session.Bank.TestTariff(new TariffTestCommand { Version = (int?)input.GetValue(version), Cluster = input.GetValue(cluster) }, session.Cancelled);
        report = report with { Findings = Vocabulary.Speak(report.Findings) };
        session.Show(report, output => TariffViews.Write(output, report, session.Palette));
        return Attention(!report.IsGood);
    }
}
