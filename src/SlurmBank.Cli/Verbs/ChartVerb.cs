using System;
using System.CommandLine;
using SlurmBank.Bank;
using SlurmBank.Cli.Composition;

namespace SlurmBank.Cli.Verbs;

/// <summary><c>chart</c>: pictures of an account as SVG.</summary>
internal sealed class ChartVerb : Verb
{
    private readonly Argument<string> account = Input.One(Input.Account, "The account.");
    private readonly ChoiceOption kind = new("--kind", "burn-down: what is left of the grants, and where that leads (default). usage: what work cost, month by month.", "burn-down", "usage");
    private readonly ChoiceOption by = new("--by", "By what a chart of usage is told apart (default: user).", "user", "partition", "qos", "cluster", "state");
    private readonly Option<string?> start = Input.Text("--start", "DATE", "First day shown (default: of the grants' windows; of usage, eleven months ago).");
    private readonly Option<string?> end = Input.Text("--end", "DATE", "Last day shown, inclusive (default: of the grants' windows; of usage, now).");
    private readonly Option<string?> currency = Input.Text("--currency", "NAME", "This currency (default: the site's).");
    private readonly Option<string?> output = Input.Text("--output", "FILE", "Write into this file (default: standard output).");
    private readonly Option<bool> force = Input.Flag("--force", "Overwrite a file that is there.");

    internal ChartVerb()
        : base(
            "chart",
            "Draw a chart of an account as SVG, readable on light and dark ground.",
            new("slurmbank chart bio --output bio.svg", "What is left of bio's grants, and when that is gone."),
            new("slurmbank chart bio --kind usage --by partition --output bio-usage.svg --force", "What bio's work cost each month, anew each night."),
            new("slurmbank chart bio --json | jq -r .description", "The same in words."))
    {
        Add(account);
        Add(kind);
        Add(by);
        Add(start);
        Add(end);
        Add(currency);
        Add(output);
        Add(force);
    }

    /// <inheritdoc/>
    internal override ExitCode Run(Session session, ParseResult input)
    {
        ChartReport chart = session.Bank.Chart(new ChartQuery
        {
            Account = input.GetRequiredValue(account),
            Kind = input.GetValue(kind) == "usage" ? ChartKind.Usage : ChartKind.BurnDown,
            By = input.GetValue(by) is string key ? Enum.Parse<UsageKey>(key, ignoreCase: true) : UsageKey.User,
            StartTime = Input.Moment(input, start),
            EndTime = Input.Moment(input, end),
            Currency = input.GetValue(currency),
        });
        if (input.GetValue(output) is string path)
        {
            ChartFile.Write(path, chart, input.GetValue(force));
            if (!session.IsJson)
            {
                return ExitCode.Success;
            }
        }

        session.Show(chart, writer => writer.Write(chart.Svg));
        return ExitCode.Success;
    }
}
