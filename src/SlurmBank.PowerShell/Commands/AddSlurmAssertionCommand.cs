using System.Management.Automation;
using SlurmBank.Bank;
using SlurmBank.Engine;
using SlurmBank.Ledger;
using SlurmBank.PowerShell.Abstractions;
using SlurmBank.PowerShell.Arguments;
using SlurmBank.PowerShell.Completion;

namespace SlurmBank.PowerShell.Commands;

/// <summary>Says what a figure of an account is; verification holds it against the ledger for ever after.</summary>
[Cmdlet(VerbsCommon.Add, "SlurmAssertion", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low)]
[OutputType(typeof(AssertionReport))]
public sealed class AddSlurmAssertionCommand : BankChangeCommand
{
    /// <summary>The accounts, each of which has the figure.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Name")]
    [AccountTransformation]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(AccountCompleter))]
    public string[] Account { get; set; } = [];

    /// <summary>What the figure is said to be: a number of SU, or a text such as <c>10k</c>.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    [Alias("Expected")]
    [AmountTransformation]
    public StatedAmount? Amount { get; set; }

    /// <summary>Balance: what is left in the active grants, less the overdraft. Charged: what was charged for work done before the time.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public AssertedFigure Figure { get; set; }

    /// <summary>The currency; the site's default without it.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(CurrencyCompleter))]
    public string? Currency { get; set; }

    /// <summary>When it is so; now without it.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [MomentTransformation]
    [ArgumentCompleter(typeof(MomentCompleter))]
    public SiteMoment? Time { get; set; }

    /// <summary>After which entry it is so, instead of a time.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("AtEntry")]
    [ValidateRange(1, long.MaxValue)]
    [ArgumentCompleter(typeof(EntryCompleter))]
    public long? Entry { get; set; }

    /// <summary>Who or what says so.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string Said { get; set; } = string.Empty;

    /// <summary>The ticket number; the same with the same reference is added once only.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? Reference { get; set; }

    /// <summary>Why.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string Reason { get; set; } = string.Empty;

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (string account in Account)
        {
            string what = $"Assert that its {Figure.ToString().ToLowerInvariant()} is {Amount}";
            if (Change<AssertionReport>($"account '{account}'", what, account, isPlan => Assert(account, isPlan), out AssertionReport? report))
            {
                WriteObject(report);
            }
        }
    }

    private AssertionReport Assert(string account, bool isPlan) => Bank.Assert(new AssertCommand
    {
        Account = account,
        Amount = Amount?.Amount ?? ServiceUnits.Zero,
        Unit = Amount?.Unit,
        Figure = Figure,
        Currency = string.IsNullOrWhiteSpace(Currency) ? null : Currency.Trim(),
        Time = Time,
        Seq = Entry,
        Said = Said,
        Reference = string.IsNullOrWhiteSpace(Reference) ? null : Reference.Trim(),
        Reason = Reason,
        IsPlan = isPlan,
    });
}
