using System.CommandLine;
using SlurmBank.Bank;
using SlurmBank.Cli.Composition;
using SlurmBank.Cli.Views;
using SlurmBank.Engine;
using SlurmBank.Ledger;

namespace SlurmBank.Cli.Verbs;

/// <summary><c>grant</c>: makes an allocation.</summary>
internal sealed class GrantVerb : Verb
{
    private readonly Argument<string> account = Input.One(Input.Account, "The account.");
    private readonly Argument<string> amount = Input.One("AMOUNT", "250, 10k, 1.5M SU, '500 GPU-h': the unit says the currency.");
    private readonly Option<string?> start = Input.Text("--start", "DATE", "First day of the window (default: today).");
    private readonly Option<string?> end = Input.Text("--end", "DATE", "Last day of the window, inclusive (default: no end).");
    private readonly Option<string?> currency = Input.Text("--currency", "NAME", "What the amount is counted in (default: the site's).");
    private readonly Option<string?> kind = Input.Text("--kind", "NAME", "What the site calls it: proposal, class, investment, floating or another word (default: by the account's name, else grant).");
    private readonly Option<long?> priority = Input.Whole("--priority", "N", "Which is drawn first: the lowest (default: the kind's usual one).", int.MinValue, int.MaxValue);
    private readonly Option<string[]> clusters = Input.List("--cluster", "Clusters it may pay for (default: all).");
    private readonly Option<string[]> partitions = Input.List("--partition", "Partitions it may pay for (default: all).");
    private readonly Option<string[]> qos = Input.List("--qos", "QOS it may pay for (default: all).");
    private readonly Option<string[]> users = Input.List("--user", "Users it may pay for (default: all).");
    private readonly Option<string?> reference = Input.Text("--reference", "TEXT", "The award or ticket number; the same grant twice under it moves nothing.");
    private readonly Option<string?> reason = Input.Text("--reason", "TEXT", "Why.");
    private readonly ChoiceOption every = new("--every", "How long each allocation of a row lasts (default: once; an investment is by years).", "once", "month", "quarter", "year");
    private readonly Option<long?> count = Input.Whole("--count", "N", "How many periods the row has (default: to --end, or no end).", 1, 1200);
    private readonly Option<bool> split = Input.Flag("--split", "Divide the amount over the periods instead of granting it in each.");
    private readonly Option<string?> carryOver = Input.Text("--carry-over", "PART", "Part of what a period leaves unused that goes to the next one: 0.5 or 50%.");
    private readonly Option<string?> carryOverLimit = Input.Text("--carry-over-limit", "PART", "The most that goes to the next period, as a part of its amount.");
    private readonly Option<string?> borrow = Input.Text("--borrow", "PART", "Part of the next period that may be spent in advance.");
    private readonly Option<long?> graceDays = Input.Whole("--grace-days", "N", "Days after its period that each allocation may still be spent.", 0, 366);
    private readonly Option<bool> force = Input.Flag("--force", "Pass over the rules about grants in the configuration.");
    private readonly Option<bool> plan = Input.Plan();

    internal GrantVerb()
        : base(
            "grant",
            "Grant an account an amount, to be spent in a window of time, or in a row of them.",
            new("slurmbank grant bio 10k --end 2027-09-30 --reference AY26-17", "Ten thousand SU until the end of September, under an award number."),
            new("slurmbank grant chem 250 --partition gpu,gpu-long --kind gpu", "Only for work in two partitions."),
            new("slurmbank grant bio 500 --every month --carry-over 50% --reference AY26-18", "Five hundred SU every month, half of what is unused kept for the next."),
            new("slurmbank grant bio 10k --kind proposal --cluster smp=6000,gpu=4000", "A proposal of ten thousand for two clusters, each with its share."),
            new("slurmbank grant bio 10k --end 2027-09-30 --plan", "What would be granted; nothing is changed."))
    {
        Add(account);
        Add(amount);
        foreach (Option option in new Option[] { start, end, every, count, split, carryOver, carryOverLimit, borrow, graceDays, currency, kind, priority, clusters, partitions, qos, users, reference, reason, force, plan })
        {
            Add(option);
        }
    }

    /// <inheritdoc/>
    internal override ExitCode Run(Session session, ParseResult input)
    {
        StatedAmount stated = StatedAmount.Parse(input.GetRequiredValue(amount));
        var command = new GrantCommand
        {
            Account = input.GetRequiredValue(account),
            Amount = stated.Amount,
            Unit = stated.Unit,
            StartDate = Input.Moment(input, start),
            EndDate = Input.Moment(input, end),
            Currency = input.GetValue(currency),
            Kind = input.GetValue(kind),
            Every = input.GetValue(every),
            Count = (int?)input.GetValue(count),
            IsSplit = input.GetValue(split) ? true : null,
            CarryOver = Input.Part(input, carryOver),
            CarryOverLimit = Input.Part(input, carryOverLimit),
            Borrow = Input.Part(input, borrow),
            GraceDays = (int?)input.GetValue(graceDays),
            Force = input.GetValue(force),
            Priority = (int?)input.GetValue(priority),
            Scope = new AllocationScope(Input.Names(input, clusters), Input.Names(input, partitions), Input.Names(input, qos), Input.Names(input, users)),
            Reference = input.GetValue(reference),
            Reason = input.GetValue(reason) ?? string.Empty,
            IsPlan = input.GetValue(plan),
        };
        GrantReport report = session.Bank.GrantAll(command);
        if (report.Series is not null)
        {
            session.Show(report, output => SeriesViews.WriteRow(output, report, command.Amount, command.IsPlan, session.Zone));
            return ExitCode.Success;
        }

        if (report.Allocations.Count > 1)
        {
            session.Show(report, output => MoneyViews.WriteShares(output, report, command, session.Zone));
            return ExitCode.Success;
        }

        var movement = new MovementReport(report.Allocations[0], report.Seq, report.IsNew);
        session.Show(movement, output => MoneyViews.WriteGrant(output, movement, command.Amount, command.IsPlan, session.Zone));
        return ExitCode.Success;
    }
}

/// <summary><c>deposit</c>: adds to an allocation.</summary>
internal sealed class DepositVerb : Verb
{
    private readonly Argument<string> account = Input.One(Input.Account, "The account.");
    private readonly Argument<string> amount = Input.One("AMOUNT", "More than zero: 250, 10k, '500 GPU-h'.");
    private readonly Option<long?> allocation = Input.Whole("--allocation", "ID", "The allocation (default: the account's only active one).", 1, long.MaxValue);
    private readonly Option<string?> currency = Input.Text("--currency", "NAME", "What the amount is counted in (default: the site's).");
    private readonly Option<string?> reference = Input.Text("--reference", "TEXT", "The award or ticket number; the same deposit twice under it moves nothing.");
    private readonly Option<string?> reason = Input.Text("--reason", "TEXT", "Why.");
    private readonly Option<bool> plan = Input.Plan();

    internal DepositVerb()
        : base(
            "deposit",
            "Add an amount to an allocation that an account has.",
            new("slurmbank deposit bio 500 --reason 'second half of AY26-17'", "Into bio's only active allocation."),
            new("slurmbank deposit bio 500 --allocation 3 --reference AY26-17b", "Into allocation 3, under an award number."))
    {
        Add(account);
        Add(amount);
        Add(allocation);
        Add(currency);
        Add(reference);
        Add(reason);
        Add(plan);
    }

    /// <inheritdoc/>
    internal override ExitCode Run(Session session, ParseResult input)
    {
        StatedAmount stated = StatedAmount.Parse(input.GetRequiredValue(amount));
        var command = new DepositCommand
        {
            Account = input.GetRequiredValue(account),
            Amount = stated.Amount,
            Unit = stated.Unit,
            AllocationId = input.GetValue(allocation),
            Currency = input.GetValue(currency),
            Reference = input.GetValue(reference),
            Reason = input.GetValue(reason) ?? string.Empty,
            IsPlan = input.GetValue(plan),
        };
        MovementReport report = session.Bank.Deposit(command);
        session.Show(report, output => MoneyViews.WriteDeposit(output, report, command.Amount, command.IsPlan));
        return ExitCode.Success;
    }
}

/// <summary><c>allocation list</c>: grants and what is left of each.</summary>
internal sealed class AllocationListVerb : Verb
{
    private readonly Argument<string[]> names = Input.Many(Input.Account, "Accounts, or patterns with * and ? (default: all).");

    internal AllocationListVerb()
        : base(
            "list",
            "List allocations: what was granted, drawn, and is left.",
            new("slurmbank allocation list", "All of them."),
            new("slurmbank allocation list bio --json | jq '.[] | select(.status == \"active\").remaining'", "What bio's active ones have left."))
        => Add(names);

    /// <inheritdoc/>
    internal override ExitCode Run(Session session, ParseResult input)
    {
        session.ShowList(session.Bank.Allocations(input.GetValue(names) ?? []), MoneyViews.Allocations(() => session.Zone), "No allocations.");
        return ExitCode.Success;
    }
}
