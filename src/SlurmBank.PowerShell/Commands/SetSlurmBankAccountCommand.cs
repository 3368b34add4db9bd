using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using SlurmBank.Bank;
using SlurmBank.Engine;
using SlurmBank.Ledger;
using SlurmBank.PowerShell.Abstractions;
using SlurmBank.PowerShell.Arguments;
using SlurmBank.PowerShell.Completion;
using SlurmBank.PowerShell.Internal;

namespace SlurmBank.PowerShell.Commands;

/// <summary>Changes what was decided for accounts: credit limit, mode, kind, hold mechanism, thresholds. What is not given stays.</summary>
[Cmdlet(VerbsCommon.Set, "SlurmBankAccount", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(AccountReport))]
public sealed class SetSlurmBankAccountCommand : BankChangeCommand
{
    private const string Default = "Default";
    private static readonly string[] Changing =
        [nameof(CreditLimit), nameof(Mode), nameof(Kind), nameof(HoldMechanism), nameof(DrawOnParent), nameof(OwnedPartition), nameof(UserLimit), nameof(Threshold), nameof(NoticeDay)];

    private IReadOnlyList<UserLimitChange>? limits;

    /// <summary>Accounts, by name or pattern.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Name")]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [AccountTransformation]
    [ArgumentCompleter(typeof(AccountCompleter))]
    public string[] Account { get; set; } = [];

    // The settings below are not taken from the pipeline: a balance piped in has a property Mode too, and would set it.

    /// <summary>How far the accounts may go below their grants.</summary>
    [Parameter]
    [AmountTransformation(TakesUnit = false)]
    public ServiceUnits? CreditLimit { get; set; }

    /// <summary>What happens when nothing is left; <c>Default</c> for what the configuration says.</summary>
    [Parameter]
    [ValidateSet("Track", "Notify", "Enforce", Default)]
    public string? Mode { get; set; }

    /// <summary>Whether funds are counted.</summary>
    [Parameter]
    public AccountKind? Kind { get; set; }

    /// <summary>The Slurm limit that holds the accounts; <c>Default</c> for what the configuration says.</summary>
    [Parameter]
    [ValidateSet("grp-tres-run-mins", "grp-tres-mins", "moving-limit", "grp-submit-jobs", "grp-jobs", "grp-tres-run-mins-billing", "grp-tres-run-mins-gpu", "grp-tres-mins-billing", Default)]
    public string? HoldMechanism { get; set; }

    /// <summary>Whether the accounts draw on the allocations of their parents after their own.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(TrueFalseCompleter))]
    public bool? DrawOnParent { get; set; }

    /// <summary>From when on <see cref="DrawOnParent"/> counts; now without it.</summary>
    [Parameter]
    [MomentTransformation]
    [ArgumentCompleter(typeof(MomentCompleter))]
    public SiteMoment? Since { get; set; }

    /// <summary>The partitions that are hardware of the accounts' own, with <c>-Kind Owned</c>; an asterisk for all.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(PartitionCompleter))]
    public string[]? OwnedPartition { get; set; }

    /// <summary>What users may be charged at most while the active grants last: <c>ann=500</c>, or <c>ann=none</c>.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(UserLimitCompleter))]
    public string[]? UserLimit { get; set; }

    /// <summary>What <see cref="UserLimit"/> is counted in; the site's currency without it.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(CurrencyCompleter))]
    public string? Currency { get; set; }

    /// <summary>Percentages of use that are told: 75, 90; <c>None</c>, or <c>Default</c> for what the configuration says.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(DefaultOrNoneCompleter))]
    public string[]? Threshold { get; set; }

    /// <summary>Days before an allocation's end that are told: 30, 7; <c>None</c>, or <c>Default</c> for what the configuration says.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(DefaultOrNoneCompleter))]
    public string[]? NoticeDay { get; set; }

    /// <summary>Why.</summary>
    [Parameter]
    public string Reason { get; set; } = string.Empty;

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        if (!Array.Exists(Changing, MyInvocation.BoundParameters.ContainsKey))
        {
            ThrowTerminatingError(BankErrors.ToRecord(new InvalidRequestException("Nothing to change was given.", $"Give at least one of -{string.Join(", -", Changing)}."), null));
        }

        if (Try<IReadOnlyList<UserLimitChange>>(UserLimit, () => [.. (UserLimit ?? []).Select(UserLimitChange.Parse)], out IReadOnlyList<UserLimitChange>? read))
        {
            limits = read;
        }
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (string account in limits is null ? [] : Expand(Account))
        {
            var change = new AccountChange
            {
                Account = account,
                CreditLimit = CreditLimit,
                Mode = Mode is null || IsDefault(Mode) ? null : Enum.Parse<AccountMode>(Mode, ignoreCase: true),
                UseDefaultMode = IsDefault(Mode),
                Kind = Kind,
                HoldMechanism = IsDefault(HoldMechanism) ? string.Empty : HoldMechanism?.ToLowerInvariant(),
                DrawOnParent = DrawOnParent,
                Since = Since,
                OwnedPartitions = OwnedPartition is null ? null : [.. OwnedPartition.Where(p => p != "*")],
                UserLimits = limits!,
                Currency = Currency,
                Thresholds = Word(Threshold),
                NoticeDays = Word(NoticeDay),
                Reason = Reason,
            };
            bool done = Change($"account '{account}'", "Set " + Describe(), account, plan => Bank.SetAccount(change with { IsPlan = plan }), out AccountReport? report);
            if (done && PassThru)
            {
                WriteObject(report);
            }
        }
    }

    private static string? Word(string[]? values) => values is null ? null : string.Join(',', values).ToLowerInvariant();

    private static bool IsDefault(string? value) => string.Equals(value, Default, StringComparison.OrdinalIgnoreCase);

    private string Describe()
    {
        var parts = new List<string>();
        if (CreditLimit is ServiceUnits limit)
        {
            parts.Add($"credit limit {limit} SU");
        }

        if (Mode is not null)
        {
            parts.Add("mode " + Mode.ToLowerInvariant());
        }

        if (Kind is AccountKind kind)
        {
            parts.Add("kind " + kind.ToString().ToLowerInvariant());
        }

        if (HoldMechanism is not null)
        {
            parts.Add("hold mechanism " + HoldMechanism.ToLowerInvariant());
        }

        if (DrawOnParent is bool draws)
        {
            parts.Add(draws ? "draws on its parent" : "draws on its own grants only");
        }

        if (OwnedPartition is not null)
        {
            parts.Add("own hardware " + string.Join(" ", OwnedPartition));
        }

        if (UserLimit is not null)
        {
            parts.Add("user limits " + string.Join(" ", UserLimit));
        }

        if (Threshold is not null)
        {
            parts.Add("thresholds " + Word(Threshold));
        }

        if (NoticeDay is not null)
        {
            parts.Add("days before an end " + Word(NoticeDay));
        }

        return parts.Count == 0 ? "nothing" : string.Join(", ", parts);
    }
}
