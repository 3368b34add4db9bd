using System.Collections.Generic;
using System.CommandLine;
using System.Linq;
using SlurmBank.Bank;
using SlurmBank.Cli.Composition;
using SlurmBank.Cli.Views;
using SlurmBank.Engine;

namespace SlurmBank.Cli.Verbs;

/// <summary><c>allocation series</c>: rows of allocations.</summary>
internal sealed class AllocationSeriesVerb : Verb
{
    private readonly Argument<string[]> names = Input.Many(Input.Account, "Accounts, or patterns with * and ? (default: all).");
    private readonly Option<bool> ended = Input.Flag("--ended", "Also rows that have ended, or have nothing left.");

    internal AllocationSeriesVerb()
        : base(
            "series",
            "List rows of allocations: monthly grants, investments; what each is worth now, and what is to come.",
            new("slurmbank allocation series bio", "The rows of one account."),
            new("slurmbank allocation series --ended --json", "All there ever were, with exact units."))
    {
        Add(names);
        Add(ended);
    }

    /// <inheritdoc/>
    internal override ExitCode Run(Session session, ParseResult input)
    {
        session.ShowList(session.Bank.Series(input.GetValue(names) ?? [], input.GetValue(ended)), SeriesViews.Series(() => session.Zone), "No rows of allocations.");
        return ExitCode.Success;
    }
}

/// <summary><c>allocation history</c>: what became of each allocation.</summary>
internal sealed class AllocationHistoryVerb : Verb
{
    private readonly Argument<string[]> names = Input.Many(Input.Account, "Accounts, or patterns with * and ? (default: all).");

    internal AllocationHistoryVerb()
        : base(
            "history",
            "List what became of each allocation: granted, received, used, carried over, expired.",
            new Example("slurmbank allocation history bio", "Period after period of one account."))
        => Add(names);

    /// <inheritdoc/>
    internal override ExitCode Run(Session session, ParseResult input)
    {
        session.ShowList(session.Bank.AllocationHistory(input.GetValue(names) ?? []), SeriesViews.History(() => session.Zone), "No allocations.");
        return ExitCode.Success;
    }
}

/// <summary><c>allocation renew</c>: what is due, or one allocation again.</summary>
internal sealed class AllocationRenewVerb : Verb
{
    private readonly Argument<string[]> names = Input.Many(Input.Account, "Accounts whose due periods are granted, or patterns (default: all).");
    private readonly Option<long?> allocation = Input.Whole("--allocation", "ID", "Grant this one again after its end, instead of doing what is due.", 1, long.MaxValue);
    private readonly Option<string?> amount = Input.Text("--amount", "AMOUNT", "With --allocation: how much (default: what it was granted).");
    private readonly Option<string?> start = Input.Text("--start", "DATE", "With --allocation: first day (default: after its end, today at the earliest).");
    private readonly Option<string?> end = Input.Text("--end", "DATE", "With --allocation: last day, inclusive (default: as long as before).");
    private readonly Option<string?> reference = Input.Text("--reference", "TEXT", "With --allocation: the award or ticket number (default: made of its number, so that it is renewed once).");
    private readonly Option<string?> reason = Input.Text("--reason", "TEXT", "With --allocation: why.");
    private readonly Option<bool> force = Input.Flag("--force", "With --allocation: pass over the rules about grants in the configuration.");
    private readonly Option<bool> plan = Input.Plan();

    internal AllocationRenewVerb()
        : base(
            "renew",
            "Do what is due (sync and enforce do it too): grant the next periods of rows, carry over what was unused. Or renew one allocation.",
            new("slurmbank allocation renew --plan", "What is due; nothing is changed."),
            new("slurmbank allocation renew --allocation 3 --amount 12k", "Another proposal after allocation 3, with another amount."))
    {
        Add(names);
        foreach (Option option in new Option[] { allocation, amount, start, end, reference, reason, force, plan })
        {
            Add(option);
        }
    }

    /// <inheritdoc/>
    internal override ExitCode Run(Session session, ParseResult input)
    {
        if (input.GetValue(allocation) is not long id)
        {
            Option[] only = [amount, start, end, reference, reason, force];
            if (only.FirstOrDefault(option => input.GetResult(option) is { Implicit: false }) is Option option)
            {
                throw new UsageException("InvalidArgument", $"{option.Name} needs --allocation.", "Name the allocation to renew, or leave it out to do what is due.");
            }

            IReadOnlyList<RenewalAction> actions = session.Bank.RunDue(new DueCommand { Accounts = input.GetValue(names) ?? [], IsPlan = input.GetValue(plan) });
            session.ShowList(actions, SeriesViews.Actions(), "Nothing is due.");
            return Attention(actions.Any(a => a.Action == "failed"));
        }

        StatedAmount? stated = input.GetValue(amount) is string text ? StatedAmount.Parse(text) : null;
        var command = new RenewalCommand
        {
            AllocationId = id,
            Amount = stated?.Amount,
            Unit = stated?.Unit,
            StartDate = Input.Moment(input, start),
            EndDate = Input.Moment(input, end),
            Reference = input.GetValue(reference),
            Reason = input.GetValue(reason) ?? string.Empty,
            Force = input.GetValue(force),
            IsPlan = input.GetValue(plan),
        };
        MovementReport report = session.Bank.Renew(command);
        session.Show(report, output => MoneyViews.WriteGrant(output, report, ServiceUnits.FromUnits(report.Allocation.GrantedUnits), command.IsPlan, session.Zone));
        return ExitCode.Success;
    }
}

/// <summary><c>allocation advance</c>: money of later periods now.</summary>
internal sealed class AllocationAdvanceVerb : Verb
{
    private readonly Argument<string> account = Input.One(Input.Account, "The account.");
    private readonly Argument<string> amount = Input.One("AMOUNT", "More than zero, no more than later periods may give: 250, 10k, '500 GPU-h'.");
    private readonly Option<long?> allocation = Input.Whole("--allocation", "ID", "The present period's allocation (default: the account's only one that belongs to a row).", 1, long.MaxValue);
    private readonly Option<string?> currency = Input.Text("--currency", "NAME", "What the amount is counted in (default: the site's).");
    private readonly Option<string?> reference = Input.Text("--reference", "TEXT", "The ticket number; the same advance twice under it moves nothing.");
    private readonly Option<string?> reason = Input.Text("--reason", "TEXT", "Why.");
    private readonly Option<bool> plan = Input.Plan();

    internal AllocationAdvanceVerb()
        : base(
            "advance",
            "Bring money of later periods into the present one: next years' shares of an investment, or part of the next month. They are smaller by it.",
            new("slurmbank allocation advance bio 2000 --reason 'paper deadline'", "The next year of bio's investment now."),
            new("slurmbank allocation advance bio 50 --plan", "What would be left; nothing is changed."))
    {
        Add(account);
        Add(amount);
        foreach (Option option in new Option[] { allocation, currency, reference, reason, plan })
        {
            Add(option);
        }
    }

    /// <inheritdoc/>
    internal override ExitCode Run(Session session, ParseResult input)
    {
        StatedAmount stated = StatedAmount.Parse(input.GetRequiredValue(amount));
        var command = new AdvanceCommand
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
        MovementReport report = session.Bank.Advance(command);
        session.Show(report, output => SeriesViews.WriteAdvance(output, report, command.Amount, command.IsPlan));
        return ExitCode.Success;
    }
}
