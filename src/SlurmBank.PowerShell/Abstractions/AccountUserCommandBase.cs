using System.ComponentModel;
using System.Linq;
using System.Management.Automation;
using SlurmBank.PowerShell.Arguments;
using SlurmBank.PowerShell.Completion;

namespace SlurmBank.PowerShell.Abstractions;

/// <summary>What the cmdlets share that add users to accounts and remove them.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class AccountUserCommandBase : SlurmChangeCommand
{
    private protected AccountUserCommandBase()
    {
    }

    /// <summary>The accounts.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Name")]
    [ValidateNotNullOrEmpty]
    [AccountTransformation]
    [ArgumentCompleter(typeof(SlurmAccountCompleter))]
    public string[] Account { get; set; } = [];

    /// <summary>The users.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [NameListTransformation]
    [ArgumentCompleter(typeof(UserCompleter))]
    public string[] User { get; set; } = [];

    /// <summary>The users whose names can be ones; the others are reported.</summary>
    private protected string[] Users() => [.. User.Where(user => IsName("user", user)).Distinct()];

    /// <summary>The key of a change: the users, and whether it is only planned.</summary>
    private protected sealed record Key(string Users, bool IsPlan);
}
