using System;
using System.Collections.Generic;
using System.CommandLine;
using System.Globalization;
using System.Linq;
using SlurmBank.Bank;
using SlurmBank.Cli.Composition;
using SlurmBank.Cli.Output;
using SlurmBank.Cli.Views;

namespace SlurmBank.Cli.Verbs;

/// <summary><c>dump</c>: writes the ledger out.</summary>
internal sealed class DumpVerb : Verb
{
    private readonly Argument<string> path = Input.One("PATH", "A file (for CSV a folder), which must not exist; or a folder, in which it is named by time.");
    private readonly Option<string?> format = Input.Text("--format", "FORM", "json (can be imported again) or csv (a file a table).");
    private readonly Option<string?> account = Input.Text("--account", "ACCOUNT", "Only what is of this account.");
    private readonly Option<string?> start = Input.Text("--start", "DATE", "Only entries recorded on or after.");
    private readonly Option<string?> end = Input.Text("--end", "DATE", "Only entries recorded up to; a date is inclusive.");
    private readonly Option<bool> force = Input.Flag("--force", "Write over a dump of that name.");
    private readonly Option<bool> plan = Input.Plan("Write nothing, say what would be written.");

    internal DumpVerb()
        : base(
            "dump",
            "Write the whole ledger out while it is in use, as JSON that can be imported again, or as CSV for other programs.",
            new("slurmbank dump /backup/slurmbank", "All of it, under a name of its own."),
            new("slurmbank dump tables --format csv", "A folder with one CSV file a table."),
            new("slurmbank dump bio.json --account bio --start 2027-10-01", "What is of bio since October."))
    {
        Add(path);
        Add(format);
        Add(account);
        Add(start);
        Add(end);
        Add(force);
        Add(plan);
    }

    /// <inheritdoc/>
    internal override ExitCode Run(Session session, ParseResult input)
    {
        var command = new ExportCommand
        {
            Path = input.GetRequiredValue(path),
            Format = Word<DumpFormat>(input.GetValue(format) ?? "json", "--format"),
            Account = input.GetValue(account),
            StartTime = Input.Moment(input, start),
            EndTime = Input.Moment(input, end),
            Force = input.GetValue(force),
            IsPlan = input.GetValue(plan),
        };
        ExportReport report;
        using (var progress = new ProgressLine(session.IsJson))
        {
            report = session.Bank.Export(command, progress.Report, session.Cancelled);
        }

        session.Show(report, output => MovingViews.Write(output, report, session.Zone));
        return ExitCode.Success;
    }

    /// <summary>A word of a list, whatever its case and hyphens.</summary>
    internal static T Word<T>(string text, string option)
        where T : struct, Enum
    {
        string plain = text.Replace("-", string.Empty, StringComparison.Ordinal).Replace("_", string.Empty, StringComparison.Ordinal);
        return plain.Length > 0 && !char.IsDigit(plain[0]) && Enum.TryParse(plain, ignoreCase: true, out T value)
            ? value
            : throw new UsageException("InvalidText", $"{option} {text}: no such word is known.", "It is one of " + string.Join(", ", Enum.GetNames<T>().Select(n => n.ToLowerInvariant())) + ".");
    }
}

/// <summary><c>import</c>: takes over a dump, or another bank.</summary>
internal sealed class ImportVerb : Verb
{
    private readonly Argument<string[]> paths = Input.Many("FILE", "What is imported: a dump, a database, a list. Without one: sbank's limits in Slurm.");
    private readonly Option<string?> from = Input.Text("--from", "BANK", "slurmbank, slurm-su-bank, pitt-bank, crc-bank, sbank or csv (default: known by what is in it).");
    private readonly Option<string?> rate = Input.Text("--rate", "NUMBER", "SU for one of their units (default: 1).");
    private readonly Option<string?> currency = Input.Text("--currency", "NAME", "The currency that is granted (default: the site's).");
    private readonly Option<string?> usage = Input.Text("--usage", "FILE", "What was used, as 'sshare -a -P' prints it (default: ask Slurm).");
    private readonly Option<bool> noUsage = Input.Flag("--no-usage", "What was used is not brought over.");
    private readonly Option<long?> days = Input.Whole("--days", "N", "For how long slurm_su_bank's limits run; 0 for ever (default: 365).", 0, 36500);
    private readonly Option<bool> ended = Input.Flag("--include-ended", "Also grants whose window has ended.");
    private readonly Option<bool> skip = Input.Flag("--skip-invalid", "Leave out what is wrong; without it nothing is imported then.");
    private readonly Option<string?> reason = Input.Text("--reason", "TEXT", "Why.");
    private readonly Option<bool> plan = Input.Plan("Change nothing, say what would be taken, what not and why, and the balances.");

    internal ImportVerb()
        : base(
            "import",
            "Make a ledger of a dump, or take over what another bank or a list holds: in one write, once, with a plan first.",
            new("slurmbank import /etc/slurm_bank/database/slurm_bank.db --plan", "What would be taken from slurm_su_bank."),
            new("slurmbank import grants.csv", "All grants of a list, or none where a line is wrong."),
            new("slurmbank import --from sbank --plan", "sbank's limits, as Slurm has them now."),
            new("slurmbank import dump.json --ledger /var/lib/slurmbank/new.db", "A ledger made of a dump."))
    {
        Add(paths);
        Add(from);
        Add(rate);
        Add(currency);
        Add(usage);
        Add(noUsage);
        Add(days);
        Add(ended);
        Add(skip);
        Add(reason);
        Add(plan);
    }

    /// <inheritdoc/>
    internal override ExitCode Run(Session session, ParseResult input)
    {
        var command = new ImportCommand
        {
            Paths = input.GetValue(paths) ?? [],
            Source = DumpVerb.Word<ImportSource>(input.GetValue(from) ?? "auto", "--from"),
            Rate = Number(input.GetValue(rate) ?? "1"),
            Currency = input.GetValue(currency),
            UsagePath = input.GetValue(usage),
            NoUsage = input.GetValue(noUsage),
            PeriodDays = (int)(input.GetValue(days) ?? 365),
            IncludeEnded = input.GetValue(ended),
            SkipInvalid = input.GetValue(skip),
            Reason = input.GetValue(reason) ?? string.Empty,
            IsPlan = input.GetValue(plan),
        };
        ImportReport report;
        using (var progress = new ProgressLine(session.IsJson))
        {
            report = session.Bank.Import(command, progress.Report, session.Cancelled);
        }

        session.Show(report, output => MovingViews.Write(output, report, session));
        if (!session.IsJson)
        {
            foreach (string warning in report.Warnings)
            {
                session.Messages.Warning(warning);
            }
        }

        return ExitCode.Success;
    }

    private static decimal Number(string text) => decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal number)
        ? number
        : throw new UsageException("InvalidText", $"--rate {text}: a number like 0.5 is expected.", "It is how many SU one of their units is.");
}
