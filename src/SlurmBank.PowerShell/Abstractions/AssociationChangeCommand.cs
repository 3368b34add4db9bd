using System.ComponentModel;
using System.Linq;
using System.Management.Automation;
using SlurmBank.PowerShell.Arguments;
using SlurmBank.PowerShell.Completion;

namespace SlurmBank.PowerShell.Abstractions;

/// <summary>What the cmdlets share that change associations: accounts, or users in them.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class AssociationChangeCommand : SlurmChangeCommand
{
    private protected AssociationChangeCommand()
    {
    }

    /// <summary>The accounts.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Name")]
    [ValidateNotNullOrEmpty]
    [AccountTransformation]
    [ArgumentCompleter(typeof(SlurmAccountCompleter))]
    public string[] Account { get; set; } = [];

    /// <summary>The users in the accounts; the accounts themselves without it.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [NameListTransformation]
    [ArgumentCompleter(typeof(UserCompleter))]
    public string[] User { get; set; } = [];

    /// <summary>Also what a hold of the bank rests on.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Asks about each account, worded with its users.</summary>
    private protected void AgreeEach(string action)
    {
        string[] users = [.. User.Where(user => IsName("user", user)).Distinct()];
        if (users.Length == 0 && User.Length > 0)
        {
            return;
        }

        foreach (string account in Account)
        {
            string target = users.Length == 0 ? $"account '{account}'" : $"{string.Join(", ", users)} in account '{account}'";
            Agree(account, target, action, plan => new Key(Joined(users), plan));
        }
    }

    /// <summary>The key of a change: the users, and whether it is only planned.</summary>
    private protected sealed record Key(string Users, bool IsPlan)
    {
        internal string[] List => Users.Length == 0 ? [] : Users.Split(',');
    }
}
