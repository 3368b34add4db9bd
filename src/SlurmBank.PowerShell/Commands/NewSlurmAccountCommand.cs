using System.Management.Automation;
using SlurmBank.Bank;
using SlurmBank.PowerShell.Abstractions;
using SlurmBank.PowerShell.Arguments;
using SlurmBank.PowerShell.Completion;
using SlurmBank.Slurm;

namespace SlurmBank.PowerShell.Commands;

/// <summary>Makes accounts in Slurm.</summary>
[Cmdlet(VerbsCommon.New, "SlurmAccount", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(SlurmAccountReport))]
public sealed class NewSlurmAccountCommand : SlurmChangeCommand
{
    /// <summary>The accounts.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Name")]
    [ValidateNotNullOrEmpty]
    [AccountTransformation]
    [ArgumentCompleter(typeof(SlurmAccountCompleter))]
    public string[] Account { get; set; } = [];

    /// <summary>The account above them; root without it.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("ParentAccount")]
    [ArgumentCompleter(typeof(SlurmAccountCompleter))]
    public string? Parent { get; set; }

    /// <summary>What they are; their names without it.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? Description { get; set; }

    /// <summary>Whose they are; the parent's name without it.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(OrganizationCompleter))]
    public string? Organization { get; set; }

    /// <summary>Shares of their parent; 1 without it.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("Shares", "Fairshare")]
    [EmptyIsNull]
    [ValidateRange(0, int.MaxValue)]
    public int? Share { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        string? parent = Given(Parent);
        if (parent is not null && !IsName("account", parent))
        {
            return;
        }

        foreach (string account in Account)
        {
            Agree(account, $"account '{account}'", $"Make below '{parent ?? "root"}'", plan => new Key(parent, Given(Description), Given(Organization), Share, plan));
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        ChangeAgreed<Key, SlurmAccountReport>((key, accounts, cancellation) => Bank.CreateSlurmAccounts(
            new AccountSettingCommand
            {
                Accounts = accounts,
                Cluster = Cluster,
                Settings = new NewAccount { Parent = key.Parent, Description = key.Description, Organization = key.Organization, Shares = key.Shares },
                IsPlan = key.IsPlan,
            },
            cancellation));
        base.EndProcessing();
    }

    private static string? Given(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    private sealed record Key(string? Parent, string? Description, string? Organization, int? Shares, bool IsPlan);
}
