using System.Collections.Generic;
using System.CommandLine;
using System.Globalization;
using SlurmBank.Bank;
using SlurmBank.Cli.Composition;
using SlurmBank.Cli.Views;

namespace SlurmBank.Cli.Verbs;

/// <summary><c>allocation set</c>: changes an allocation's terms.</summary>
internal sealed class AllocationSetVerb : Verb
{
    private const string All = "all";
    private readonly Argument<string> allocation = Input.One("ID", "The allocation's number, as 'allocation list' shows it.");
    private readonly Option<string?> end = Input.Text("--end", "DATE", "Last day of the window, inclusive.");
    private readonly Option<bool> noEnd = Input.Flag("--no-end", "The window does not end any more.");
    private readonly Option<long?> priority = Input.Whole("--priority", "N", "Which is drawn first: the lowest.", int.MinValue, int.MaxValue - 1);
    private readonly Option<string[]> clusters = Input.List("--cluster", "Clusters it may pay for; 'all' for all.");
    private readonly Option<string[]> partitions = Input.List("--partition", "Partitions it may pay for; 'all' for all.");
    private readonly Option<string[]> qos = Input.List("--qos", "QOS it may pay for; 'all' for all.");
    private readonly Option<string[]> users = Input.List("--user", "Users it may pay for; 'all' for all.");
    private readonly Option<string?> reference = Input.Text("--reference", "TEXT", "The ticket number.");
    private readonly Option<string?> reason = Input.Text("--reason", "TEXT", "Why.");
    private readonly Option<bool> plan = Input.Plan();

    internal AllocationSetVerb()
        : base(
            "set",
            "Change an allocation's end, priority or scope; what is not named stays. Amounts are changed by deposit, withdraw and transfer.",
            new("slurmbank allocation set 3 --end 2027-12-31 --reason 'extended by the panel'", "Let allocation 3 end later; what had expired can be spent again."),
            new("slurmbank allocation set 3 --partition gpu --priority 100 --plan", "What it would be; nothing is changed."))
    {
        Add(allocation);
        foreach (Option option in new Option[] { end, noEnd, priority, clusters, partitions, qos, users, reference, reason, plan })
        {
            Add(option);
        }
    }

    /// <inheritdoc/>
    internal override ExitCode Run(Session session, ParseResult input)
    {
        if (input.GetValue(noEnd) && input.GetValue(end) is not null)
        {
            throw new UsageException("InvalidArgument", "--end and --no-end contradict each other.", "Leave one of them out.");
        }

        var command = new TermsCommand
        {
            AllocationId = Number(input.GetRequiredValue(allocation)),
            EndDate = Input.Moment(input, end),
            HasNoEnd = input.GetValue(noEnd),
            Priority = (int?)input.GetValue(priority),
            Clusters = Scope(input, clusters),
            Partitions = Scope(input, partitions),
            Qos = Scope(input, qos),
            Users = Scope(input, users),
            Reference = input.GetValue(reference),
            Reason = input.GetValue(reason) ?? string.Empty,
            IsPlan = input.GetValue(plan),
        };
        MovementReport report = session.Bank.SetAllocation(command);
        session.Show(report, output => MovementViews.WriteTerms(output, report, "changed", "change", command.IsPlan, session.Zone));
        return ExitCode.Success;
    }

    internal static long Number(string text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long id)
        ? id
        : throw new UsageException("InvalidArgument", $"ID takes the number of an allocation, not '{text}'.", "'slurmbank allocation list' shows the numbers.");

    private static IReadOnlyList<string>? Scope(ParseResult input, Option<string[]> option)
    {
        IReadOnlyList<string> names = Input.Names(input, option);
        return names.Count == 0 ? null : names is [All] ? [] : names;
    }
}

/// <summary><c>allocation close</c>: ends an allocation.</summary>
internal sealed class AllocationCloseVerb : Verb
{
    private readonly Argument<string> allocation = Input.One("ID", "The allocation's number, as 'allocation list' shows it.");
    private readonly Option<string?> end = Input.Text("--end", "DATE", "Its last day, inclusive (default: it ends now).");
    private readonly Option<bool> series = Input.Flag("--series", "End the row that it belongs to after the period that is open; what later ones hold is withdrawn.");
    private readonly Option<string?> reference = Input.Text("--reference", "TEXT", "The ticket number.");
    private readonly Option<string?> reason = Input.Text("--reason", "TEXT", "Why.");
    private readonly Option<bool> plan = Input.Plan();

    internal AllocationCloseVerb()
        : base(
            "close",
            "End an allocation now or at a date; what is left then expires.",
            new("slurmbank allocation close 3 --reason 'project ended'", "End allocation 3 now."),
            new("slurmbank allocation close 3 --end 2027-06-30", "Let it end before its time."))
    {
        Add(allocation);
        Add(end);
        Add(series);
        Add(reference);
        Add(reason);
        Add(plan);
    }

    /// <inheritdoc/>
    internal override ExitCode Run(Session session, ParseResult input)
    {
        if (input.GetValue(series))
        {
            return Stop(session, input);
        }

        var command = new CloseCommand
        {
            AllocationId = AllocationSetVerb.Number(input.GetRequiredValue(allocation)),
            EndDate = Input.Moment(input, end),
            Reference = input.GetValue(reference),
            Reason = input.GetValue(reason) ?? string.Empty,
            IsPlan = input.GetValue(plan),
        };
        MovementReport report = session.Bank.CloseAllocation(command);
        session.Show(report, output => MovementViews.WriteTerms(output, report, "closed", "close", command.IsPlan, session.Zone));
        return ExitCode.Success;
    }

    private ExitCode Stop(Session session, ParseResult input)
    {
        if (input.GetValue(end) is not null)
        {
            throw new UsageException("InvalidArgument", "--series and --end contradict each other.", "Leave one of them out.");
        }

        var command = new StopCommand
        {
            AllocationId = AllocationSetVerb.Number(input.GetRequiredValue(allocation)),
            Reference = input.GetValue(reference),
            Reason = input.GetValue(reason) ?? string.Empty,
            IsPlan = input.GetValue(plan),
        };
        GrantReport report = session.Bank.StopSeries(command);
        session.Show(report, output => SeriesViews.WriteStop(output, report, command.IsPlan, session.Zone));
        return ExitCode.Success;
    }
}
