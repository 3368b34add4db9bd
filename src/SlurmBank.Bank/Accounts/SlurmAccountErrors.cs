using System.Collections.Generic;
using SlurmBank.Engine;

namespace SlurmBank.Bank;

/// <summary>Slurm has no such account on the cluster.</summary>
public sealed class SlurmAccountMissingException : SlurmBankException
{
    internal SlurmAccountMissingException(string account, string cluster)
        : base("AccountNotFound", $"Slurm has no account '{account}' on cluster '{cluster}'.", "Check the name: Get-SlurmAccount lists all; New-SlurmAccount makes one.")
        => Account = account;

    /// <summary>The account.</summary>
    public string Account { get; }
}

/// <summary>Slurm has such an account already.</summary>
public sealed class SlurmAccountExistsException : SlurmBankException
{
    internal SlurmAccountExistsException(string account, string cluster)
        : base("AccountExists", $"Slurm has an account '{account}' on cluster '{cluster}' already.", "Set-SlurmAccount changes it.")
        => Account = account;

    /// <summary>The account.</summary>
    public string Account { get; }
}

/// <summary>Slurm has no such user in the account.</summary>
public sealed class SlurmUserMissingException : SlurmBankException
{
    internal SlurmUserMissingException(string user, string account, string cluster)
        : base("UserNotFound", $"User '{user}' is not in account '{account}' on cluster '{cluster}'.", "Check the name: Get-SlurmAssociation lists the account's users; Add-SlurmAccountUser adds one.")
        => (User, Account) = (user, account);

    /// <summary>The user.</summary>
    public string User { get; }

    /// <summary>The account.</summary>
    public string Account { get; }
}

/// <summary>An account cannot be removed as it is: jobs, funds, accounts below it, or users whose default it is.</summary>
public sealed class AccountInUseException : SlurmBankException
{
    internal AccountInUseException(string errorId, string account, string message, string advice)
        : base(errorId, message, advice) => Account = account;

    /// <summary>The account.</summary>
    public string Account { get; }
}

/// <summary>A limit belongs to a hold of the bank.</summary>
public sealed class LimitIsHoldException : SlurmBankException
{
    internal LimitIsHoldException(string target, string limit, string hold)
        : base("LimitIsHold", $"{limit} of {target} is the bank's: {hold}", "Unlock-SlurmAccount lifts the hold and puts the old limit back; -Force sets the limit all the same.")
        => (Target, Limit) = (target, limit);

    /// <summary>The association, as <c>account</c> or <c>account/user</c>.</summary>
    public string Target { get; }

    /// <summary>The limit, such as <c>GrpTRESRunMins=cpu</c>.</summary>
    public string Limit { get; }
}

/// <summary>Slurm took a change, and then did not show it.</summary>
public sealed class ChangeNotSeenException : SlurmBankException
{
    internal ChangeNotSeenException(string target, string what)
        : base("ChangeNotSeen", $"Slurm accepted the change of {target}, but does not show it: {what}.", "Look at it with Get-SlurmAssociation; another cluster's or user's setting may stand in the way.")
    {
    }
}

/// <summary>What became of one of several things that were to be changed.</summary>
/// <typeparam name="T">What is shown of it.</typeparam>
/// <param name="Target">What was to be changed: an account, or account/user.</param>
/// <param name="Results">It, as it is afterwards, or would be.</param>
/// <param name="Error">Why it was not changed; null where it was.</param>
public sealed record ChangeOutcome<T>(string Target, IReadOnlyList<T> Results, SlurmBankException? Error);
