using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Threading;
using SlurmBank.PowerShell.Abstractions;
using SlurmBank.PowerShell.Arguments;
using SlurmBank.PowerShell.Completion;
using SlurmBank.Slurm;

namespace SlurmBank.PowerShell.Commands;

/// <summary>Shows Slurm's users with their accounts, as sacctmgr does.</summary>
[Cmdlet(VerbsCommon.Get, "SlurmUser")]
[OutputType(typeof(SlurmUser))]
public sealed class GetSlurmUserCommand : SlurmListCommand
{
    /// <summary>Users, by name or pattern; all of them without it.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(UserCompleter))]
    public string[] User { get; set; } = [];

    /// <summary>Users of these accounts, by name or pattern.</summary>
    [Parameter]
    [Alias("Name")]
    [SupportsWildcards]
    [AccountTransformation]
    [ArgumentCompleter(typeof(SlurmAccountCompleter))]
    public string[] Account { get; set; } = [];

    /// <summary>Users with one of these levels.</summary>
    [Parameter]
    [ValidateSet("None", "Operator", "Administrator")]
    public string[] AdminLevel { get; set; } = [];

    /// <summary>The cluster whose accounts are shown; all of them without it.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(SlurmClusterCompleter))]
    public string? Cluster { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord() => WriteNamed("user", User, Read, user => user.User, Wanted);

    private SlurmTable<SlurmUser> Read(IReadOnlyList<string> names, CancellationToken cancellation)
    {
        SlurmTable<UserListing> users = Bank.Slurm.Sacctmgr.ListUsers(names, cancellation);
        SlurmTable<Slurm.SlurmAssociation> associations = names.Count == 0
            ? Bank.Slurm.Sacctmgr.ReadAssociations(Cluster, null, cancellation)
            : Bank.Slurm.Sacctmgr.ReadUserAssociations(names, Cluster, cancellation);
        ILookup<string, string> accounts = associations.Rows.Where(a => !a.IsAccount).ToLookup(a => a.User, a => a.Account, StringComparer.Ordinal);
        return new SlurmTable<SlurmUser>(
            [.. users.Rows.Select(user => Of(user, accounts[user.Name]))], [.. users.Problems, .. associations.Problems]);
    }

    private SlurmUser? Wanted(SlurmUser user) =>
        (Account.Length == 0 || user.Accounts.Any(account => !IsNone(Account, account))) && !IsNone(AdminLevel, user.AdminLevel) ? user : null;

    private static SlurmUser Of(UserListing user, IEnumerable<string> accounts) => new()
    {
        User = user.Name,
        DefaultAccount = user.DefaultAccount,
        AdminLevel = user.AdminLevel,
        Accounts = [.. accounts.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)],
        CoordinatorOf = user.CoordinatorOf,
    };
}
