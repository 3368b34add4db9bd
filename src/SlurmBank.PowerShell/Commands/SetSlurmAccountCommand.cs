using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using SlurmBank.Bank;
using SlurmBank.PowerShell.Abstractions;
using SlurmBank.PowerShell.Arguments;
using SlurmBank.PowerShell.Completion;
using SlurmBank.PowerShell.Internal;
using SlurmBank.Ledger;
using SlurmBank.Slurm;

namespace SlurmBank.PowerShell.Commands;

/// <summary>Changes accounts in Slurm: where they stand in the tree, their texts, shares and coordinators.</summary>
[Cmdlet(VerbsCommon.Set, "SlurmAccount", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(SlurmAccountReport))]
public sealed class SetSlurmAccountCommand : SlurmChangeCommand
{
    /// <summary>The accounts.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Name")]
    [ValidateNotNullOrEmpty]
    [AccountTransformation]
    [ArgumentCompleter(typeof(SlurmAccountCompleter))]
    public string[] Account { get; set; } = [];

    /// <summary>The account to put them below.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(SlurmAccountCompleter))]
    public string? Parent { get; set; }

    /// <summary>What they are.</summary>
    [Parameter]
    public string? Description { get; set; }

    /// <summary>Whose they are.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(OrganizationCompleter))]
    public string? Organization { get; set; }

    /// <summary>Shares of their parent.</summary>
    [Parameter]
    [Alias("Shares", "Fairshare")]
    [ValidateRange(0, int.MaxValue)]
    public int? Share { get; set; }

    /// <summary>Users who shall manage them.</summary>
    [Parameter]
    [NameListTransformation]
    [ArgumentCompleter(typeof(UserCompleter))]
    public string[] AddCoordinator { get; set; } = [];

    /// <summary>Users who shall not any more.</summary>
    [Parameter]
    [NameListTransformation]
    [ArgumentCompleter(typeof(UserCompleter))]
    public string[] RemoveCoordinator { get; set; } = [];

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        if (Words().Count == 0)
        {
            ThrowTerminatingError(BankErrors.ToRecord(
                new InvalidRequestException("Nothing to change was given.", "Give at least one of -Parent, -Description, -Organization, -Share, -AddCoordinator, -RemoveCoordinator."), null));
        }
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if ((Parent is not null && !IsName("account", Parent)) || !AddCoordinator.Concat(RemoveCoordinator).All(user => IsName("user", user)))
        {
            return;
        }

        foreach (string account in Account)
        {
            Agree(account, $"account '{account}'", "Set " + string.Join(", ", Words()), plan => plan);
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        ChangeAgreed<bool, SlurmAccountReport>((plan, accounts, cancellation) => Bank.ModifySlurmAccounts(
            new AccountSettingCommand
            {
                Accounts = accounts,
                Cluster = Cluster,
                Settings = new NewAccount { Parent = Parent, Description = Description, Organization = Organization, Shares = Share },
                AddCoordinators = AddCoordinator,
                RemoveCoordinators = RemoveCoordinator,
                IsPlan = plan,
            },
            cancellation));
        base.EndProcessing();
    }

    private List<string> Words()
    {
        var words = new List<string>();
        Add("parent", Parent);
        Add("description", Description);
        Add("organization", Organization);
        Add("shares", Share?.ToString(System.Globalization.CultureInfo.InvariantCulture));
        Add("coordinators to add", AddCoordinator.Length == 0 ? null : string.Join(' ', AddCoordinator));
        Add("coordinators to remove", RemoveCoordinator.Length == 0 ? null : string.Join(' ', RemoveCoordinator));
        return words;

        void Add(string what, string? value)
        {
            if (value is not null)
            {
                words.Add($"{what} '{value}'");
            }
        }
    }
}
