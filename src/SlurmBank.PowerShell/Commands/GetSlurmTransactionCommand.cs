using System;
using System.Linq;
using System.Management.Automation;
using SlurmBank.Bank;
using SlurmBank.PowerShell.Abstractions;
using SlurmBank.PowerShell.Arguments;
using SlurmBank.PowerShell.Completion;

namespace SlurmBank.PowerShell.Commands;

/// <summary>Shows entries of the ledger, in the order in which they were posted.</summary>
[Cmdlet(VerbsCommon.Get, "SlurmTransaction")]
[OutputType(typeof(TransactionReport))]
public sealed class GetSlurmTransactionCommand : LedgerCommand
{
    /// <summary>Accounts, by name or pattern; all of them without it.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Name")]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [AccountTransformation]
    [ArgumentCompleter(typeof(AccountCompleter))]
    public string[]? Account { get; set; }

    /// <summary>Entries recorded at this moment or later.</summary>
    [Parameter]
    [MomentTransformation]
    [ArgumentCompleter(typeof(MomentCompleter))]
    public SiteMoment? StartTime { get; set; }

    /// <summary>Entries recorded before this moment; a date is included.</summary>
    [Parameter]
    [MomentTransformation]
    [ArgumentCompleter(typeof(MomentCompleter))]
    public SiteMoment? EndTime { get; set; }

    /// <summary>Kinds of entries.</summary>
    [Parameter]
    [ValidateSet("grant", "deposit", "withdrawal", "transfer", "change", "series", "carryover", "advance", "charge", "adjustment", "refund", "writeoff", "reversal", "redraw", "expiry", "settings", "hold", "release", "tariff", "opened", "restored", "usagereset", "assertion")]
    public string[] Kind { get; set; } = [];

    /// <summary>Entries with this award or ticket number.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ReferenceCompleter))]
    public string? Reference { get; set; }

    /// <summary>Entries of this job.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ChargedJobCompleter))]
    public string? JobId { get; set; }

    /// <summary>The newest so many only.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int? Last { get; set; }

    /// <summary>Adds to each entry about a run how it came about: property Derivation.</summary>
    [Parameter]
    public SwitchParameter Explain { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        string[] accounts = Account is null ? [] : Array.FindAll(Account, IsKnown);
        if (Account is not null && accounts.Length == 0)
        {
            return;
        }

        var query = new TransactionQuery
        {
            Accounts = accounts,
            StartTime = StartTime,
            EndTime = EndTime,
            Kinds = Kind,
            Reference = Reference,
            JobId = JobId,
            Last = Last,
            Explain = Explain,
        };
        WriteEach(accounts.Length == 0 ? null : string.Join(',', accounts), () => Bank.Transactions(query));
    }

    /// <summary>Reports a name that the ledger does not have, so that it does not hide the entries of the others.</summary>
    private bool IsKnown(string name) => WildcardPattern.ContainsWildcardCharacters(name) || Try<bool>(name, () => Bank.Accounts([name]).Any(), out _);
}
