using System.CommandLine;
using System.Globalization;
using SlurmBank.Bank;
using SlurmBank.Cli.Composition;
using SlurmBank.Cli.Views;
using SlurmBank.Engine;

namespace SlurmBank.Cli.Verbs;

/// <summary><c>withdraw</c>: takes back from an allocation.</summary>
internal sealed class WithdrawVerb : Verb
{
    private readonly Argument<string> account = Input.One(Input.Account, "The account.");
    private readonly Argument<string> amount = Input.One("AMOUNT", "More than zero, no more than is left: 250, 10k, '500 GPU-h'.");
    private readonly Option<long?> allocation = Input.Whole("--allocation", "ID", "The allocation (default: the account's only active one).", 1, long.MaxValue);
    private readonly Option<string?> currency = Input.Text("--currency", "NAME", "What the amount is counted in (default: the site's).");
    private readonly Option<string?> reference = Input.Text("--reference", "TEXT", "The ticket number; the same withdrawal twice under it moves nothing.");
    private readonly Option<string?> reason = Input.Text("--reason", "TEXT", "Why.");
    private readonly Option<bool> plan = Input.Plan();

    internal WithdrawVerb()
        : base(
            "withdraw",
            "Take an amount back from an allocation: never more than is left, and what is set aside for jobs stays.",
            new("slurmbank withdraw bio 500 --reason 'panel cut AY26-17'", "From bio's only active allocation."),
            new("slurmbank withdraw bio 500 --allocation 3 --plan", "What would be left of allocation 3; nothing is changed."))
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
        var command = new WithdrawCommand
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
        MovementReport report = session.Bank.Withdraw(command);
        session.Show(report, output => MovementViews.WriteWithdrawal(output, report, command.Amount, command.IsPlan));
        return ExitCode.Success;
    }
}

/// <summary><c>transfer</c>: moves from one allocation to another.</summary>
internal sealed class TransferVerb : Verb
{
    private readonly Argument<string> account = Input.One(Input.Account, "The account that pays.");
    private readonly Argument<string> to = Input.One("TO-ACCOUNT", "The account that is paid; the same one to move between its allocations.");
    private readonly Argument<string> amount = Input.One("AMOUNT", "More than zero, no more than is left: 250, 10k, '500 GPU-h'.");
    private readonly Option<long?> allocation = Input.Whole("--allocation", "ID", "The allocation that pays (default: the account's only active one).", 1, long.MaxValue);
    private readonly Option<long?> toAllocation = Input.Whole("--to-allocation", "ID", "The allocation that is paid (default: the account's only active one).", 1, long.MaxValue);
    private readonly Option<string?> currency = Input.Text("--currency", "NAME", "What the amount is counted in (default: the site's).");
    private readonly Option<string?> reference = Input.Text("--reference", "TEXT", "The ticket number; the same transfer twice under it moves nothing.");
    private readonly Option<string?> reason = Input.Text("--reason", "TEXT", "Why.");
    private readonly Option<bool> plan = Input.Plan();

    internal TransferVerb()
        : base(
            "transfer",
            "Move an amount from one account's allocation to another's, or between two of one account: never more than is left.",
            new("slurmbank transfer bio chem 500 --reason 'joint project'", "From bio's only active allocation to chem's."),
            new("slurmbank transfer bio bio 500 --allocation 3 --to-allocation 5", "From one of bio's allocations to another."))
    {
        Add(account);
        Add(to);
        Add(amount);
        foreach (Option option in new Option[] { allocation, toAllocation, currency, reference, reason, plan })
        {
            Add(option);
        }
    }

    /// <inheritdoc/>
    internal override ExitCode Run(Session session, ParseResult input)
    {
        StatedAmount stated = StatedAmount.Parse(input.GetRequiredValue(amount));
        var command = new TransferCommand
        {
            Account = input.GetRequiredValue(account),
            ToAccount = input.GetRequiredValue(to),
            Amount = stated.Amount,
            Unit = stated.Unit,
            AllocationId = input.GetValue(allocation),
            ToAllocationId = input.GetValue(toAllocation),
            Currency = input.GetValue(currency),
            Reference = input.GetValue(reference),
            Reason = input.GetValue(reason) ?? string.Empty,
            IsPlan = input.GetValue(plan),
        };
        TransferReport report = session.Bank.Transfer(command);
        session.Show(report, output => MovementViews.WriteTransfer(output, report, command.Amount, command.IsPlan));
        return ExitCode.Success;
    }
}

/// <summary><c>write-off</c>: forgives an overdraft.</summary>
internal sealed class WriteOffVerb : Verb
{
    private readonly Argument<string> account = Input.One(Input.Account, "The account.");
    private readonly Option<string?> amount = Input.Text("--amount", "AMOUNT", "How much of it (default: all).");
    private readonly Option<string?> currency = Input.Text("--currency", "NAME", "What the amount is counted in (default: the site's).");
    private readonly Option<string?> reference = Input.Text("--reference", "TEXT", "The ticket number; the same write-off twice under it moves nothing.");
    private readonly Option<string?> reason = Input.Text("--reason", "TEXT", "Why.");
    private readonly Option<bool> plan = Input.Plan();

    internal WriteOffVerb()
        : base(
            "write-off",
            "Forgive what an account used and no allocation covered. It can be taken back with undo.",
            new("slurmbank write-off bio --reason 'agreed with the PI, TICKET-9'", "All of bio's overdraft."),
            new("slurmbank write-off bio --amount 50 --plan", "What would be left of it; nothing is changed."))
    {
        Add(account);
        foreach (Option option in new Option[] { amount, currency, reference, reason, plan })
        {
            Add(option);
        }
    }

    /// <inheritdoc/>
    internal override ExitCode Run(Session session, ParseResult input)
    {
        StatedAmount? stated = input.GetValue(amount) is string text ? StatedAmount.Parse(text) : null;
        var command = new WriteOffCommand
        {
            Account = input.GetRequiredValue(account),
            Amount = stated?.Amount,
            Unit = stated?.Unit,
            Currency = input.GetValue(currency),
            Reference = input.GetValue(reference),
            Reason = input.GetValue(reason) ?? string.Empty,
            IsPlan = input.GetValue(plan),
        };
        MovementReport report = session.Bank.WriteOff(command);
        session.Show(report, output => MovementViews.WriteWriteOff(output, report, command.IsPlan));
        return ExitCode.Success;
    }
}

/// <summary><c>undo</c>: takes an entry back.</summary>
internal sealed class UndoVerb : Verb
{
    private readonly Argument<string> seq = Input.One("SEQ", "The entry's number, as 'transactions' shows it.");
    private readonly Option<string?> reference = Input.Text("--reference", "TEXT", "The ticket number; the same again under it moves nothing.");
    private readonly Option<string?> reason = Input.Text("--reason", "TEXT", "Why.");
    private readonly Option<bool> plan = Input.Plan();

    internal UndoVerb()
        : base(
            "undo",
            "Take back a mistaken grant, deposit, withdrawal, transfer, refund or write-off by a new entry; each once.",
            new("slurmbank undo 4711 --reason 'wrong account'", "Take entry 4711 back; 'slurmbank transactions bio --last 5' finds its number."),
            new("slurmbank undo 4711 --plan", "What would be taken back; nothing is changed."))
    {
        Add(seq);
        Add(reference);
        Add(reason);
        Add(plan);
    }

    /// <inheritdoc/>
    internal override ExitCode Run(Session session, ParseResult input)
    {
        string text = input.GetRequiredValue(seq);
        if (!long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long number))
        {
            throw new UsageException("InvalidArgument", $"SEQ takes the number of an entry, not '{text}'.", "'slurmbank transactions' shows the numbers.");
        }

        var command = new UndoCommand { Seq = number, Reference = input.GetValue(reference), Reason = input.GetValue(reason) ?? string.Empty, IsPlan = input.GetValue(plan) };
        ReversalReport report = session.Bank.Undo(command);
        session.Show(report, output => MovementViews.WriteReversal(output, report, command.IsPlan));
        return ExitCode.Success;
    }
}
