using System.Collections.Generic;
using System.CommandLine;
using System.Linq;
using SlurmBank.Bank;
using SlurmBank.Cli.Composition;
using SlurmBank.Cli.Views;
using SlurmBank.Engine;
using SlurmBank.Ledger;

namespace SlurmBank.Cli.Verbs;

/// <summary><c>account list</c>: what was decided for all accounts.</summary>
internal sealed class AccountListVerb : Verb
{
    private readonly Argument<string[]> names = Input.Many(Input.Account, "Accounts, or patterns with * and ? (default: all).");

    internal AccountListVerb()
        : base(
            "list",
            "List accounts with what was decided for each.",
            new("slurmbank account list", "All accounts."),
            new("slurmbank account list 'bio*'", "Those whose names begin with bio."))
        => Add(names);

    /// <inheritdoc/>
    internal override ExitCode Run(Session session, ParseResult input)
    {
        IEnumerable<AccountReport> accounts = session.Bank.Accounts(input.GetValue(names) ?? []);
        session.ShowList(accounts, AccountViews.Accounts(), "No accounts.");
        return ExitCode.Success;
    }
}

/// <summary><c>account show</c>: one account, every setting.</summary>
internal sealed class AccountShowVerb : Verb
{
    private readonly Argument<string[]> names = Input.Many(Input.Account, "Accounts, or patterns with * and ?.", required: true);

    internal AccountShowVerb()
        : base(
            "show",
            "Show every setting of accounts.",
            new("slurmbank account show bio", "One account."),
            new("slurmbank account show bio chem --json", "Two, as a JSON array."))
        => Add(names);

    /// <inheritdoc/>
    internal override ExitCode Run(Session session, ParseResult input)
    {
        List<AccountReport> accounts = session.Bank.Accounts(input.GetValue(names) ?? []).ToList();
        if (session.IsJson)
        {
            Output.JsonOutput.WriteArray(session.Output, accounts);
        }
        else if (accounts.Count == 0)
        {
            session.Messages.Nothing("No such accounts.");
        }

        if (!session.IsJson)
        {
            AccountViews.Write(session.Output, accounts);
        }

        return ExitCode.Success;
    }
}

/// <summary><c>account set</c>: decides something for an account.</summary>
internal sealed class AccountSetVerb : Verb
{
    private const string Default = "default";

    private readonly Argument<string> account = Input.One(Input.Account, "The account.");
    private readonly Option<string?> creditLimit = Input.Text("--credit-limit", "AMOUNT", "How far the account may go below its grants: 0, 250, 10k, '1.5M SU'.");
    private readonly ChoiceOption mode = new("--mode", "What happens when nothing is left; default is the site's.", "track", "notify", "enforce", Default);
    private readonly ChoiceOption kind = new("--kind", "Whether funds are counted; owned: its own partitions cost nobody anything, and it is never held.", "funded", "unlimited", "unmanaged", "owned");
    private readonly ChoiceOption drawOnParent = new("--draw-on-parent", "Whether it draws on its parent's allocations after its own.", "yes", "no");
    private readonly Option<string?> since = Input.Text("--since", "DATE", "From when on --draw-on-parent counts (default: now).");
    private readonly Option<string[]> owned = Input.List("--owned-partition", "Partitions that are hardware of its own, with --kind owned; '*' for all.");
    private readonly Option<string[]> userLimits = new("--user-limit") { Description = "What a user may be charged at most while the active grants last: ann=500, or ann=none. Repeat it.", HelpName = "USER=AMOUNT" };
    private readonly Option<string?> currency = Input.Text("--currency", "NAME", "What --user-limit is counted in (default: the site's).");
    private readonly Option<string?> mechanism = Input.Text("--hold-mechanism", "LIMIT", "The Slurm limit that holds the account: grp-tres-run-mins, grp-tres-mins, moving-limit, grp-submit-jobs, grp-jobs, grp-tres-run-mins-billing, grp-tres-run-mins-gpu, grp-tres-mins-billing, or default.");
    private readonly Option<string?> thresholds = Input.Text("--threshold", "PERCENTS", "Percentages of use that are told: 75,90; none, or default.");
    private readonly Option<string?> noticeDays = Input.Text("--notice-days", "DAYS", "Days before an allocation's end that are told: 30,7; none, or default.");
    private readonly Option<string?> reason = Input.Text("--reason", "TEXT", "Why.");
    private readonly Option<bool> plan = Input.Plan();

    internal AccountSetVerb()
        : base(
            "set",
            "Change what was decided for an account; what is not named stays.",
            new("slurmbank account set bio --mode enforce", "Hold bio from now on when nothing is left."),
            new("slurmbank account set bio --credit-limit 500 --reason 'until the award arrives'", "Let bio go 500 SU below its grants."),
            new("slurmbank account set ops --kind unlimited", "Record what ops uses, limit nothing."),
            new("slurmbank account set lab-ann --draw-on-parent yes", "After its own grants it uses those of its parent."),
            new("slurmbank account set bio --user-limit ann=500 --user-limit bo=none", "Ann may be charged 500 SU in bio, bo as much as there is."),
            new("slurmbank account set bio --threshold 50,80,100 --notice-days 14", "Tell bio's people at these moments."))
    {
        Add(account);
        Add(creditLimit);
        Add(mode);
        Add(kind);
        Add(drawOnParent);
        Add(since);
        Add(owned);
        Add(userLimits);
        Add(currency);
        Add(mechanism);
        Add(thresholds);
        Add(noticeDays);
        Add(reason);
        Add(plan);
    }

    /// <inheritdoc/>
    internal override ExitCode Run(Session session, ParseResult input)
    {
        string? limit = input.GetValue(creditLimit);
        string? hold = input.GetValue(mechanism);
        var change = new AccountChange
        {
            Account = input.GetRequiredValue(account),
            CreditLimit = limit is null ? null : ServiceUnits.Parse(limit),
            Mode = Mode(input.GetValue(mode)),
            UseDefaultMode = input.GetValue(mode) == Default,
            Kind = Kind(input.GetValue(kind)),
            DrawOnParent = input.GetValue(drawOnParent) is string draws ? draws == "yes" : null,
            Since = Input.Moment(input, since),
            OwnedPartitions = Input.Names(input, owned) is { Count: > 0 } partitions ? [.. partitions.Where(p => p != "*")] : null,
            UserLimits = [.. (input.GetValue(userLimits) ?? []).Select(UserLimitChange.Parse)],
            Currency = input.GetValue(currency),
            HoldMechanism = hold == Default ? string.Empty : hold,
            Thresholds = input.GetValue(thresholds),
            NoticeDays = input.GetValue(noticeDays),
            Reason = input.GetValue(reason) ?? string.Empty,
            IsPlan = input.GetValue(plan),
        };
        AccountReport report = session.Bank.SetAccount(change);
        session.Show(report, output =>
        {
            if (change.IsPlan)
            {
                output.WriteLine("Nothing was changed; it would be:");
            }

            AccountViews.Write(output, [report]);
        });
        return ExitCode.Success;
    }

    private static AccountKind? Kind(string? text) => text switch
    {
        "funded" => AccountKind.Funded,
        "unlimited" => AccountKind.Unlimited,
        "unmanaged" => AccountKind.Unmanaged,
        "owned" => AccountKind.Owned,
        _ => null,
    };

    private static AccountMode? Mode(string? text) => text switch
    {
        "track" => AccountMode.Track,
        "notify" => AccountMode.Notify,
        "enforce" => AccountMode.Enforce,
        _ => null,
    };
}
