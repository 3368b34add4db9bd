using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using SlurmBank.Engine;
using SlurmBank.Ledger;
using SlurmBank.Slurm;

namespace SlurmBank.Bank;

/// <summary>What the changes of Slurm's accounts share: one command for many, and each by itself where that one is refused.</summary>
internal abstract class SlurmWriting
{
    private readonly Dictionary<string, SlurmBankException> errors = new(StringComparer.Ordinal);

    private protected SlurmWriting(BankContext context, string cluster, CancellationToken cancellation)
    {
        Context = context;
        Cluster = cluster;
        Cancellation = cancellation;
    }

    private protected BankContext Context { get; }

    private protected Sacctmgr Sacctmgr => Context.Slurm.Sacctmgr;

    private protected string Cluster { get; }

    private protected CancellationToken Cancellation { get; }

    private protected void Fail(string target, SlurmBankException error) => errors.TryAdd(target, error);

    private protected bool IsGood(string target) => !errors.ContainsKey(target);

    private protected SlurmBankException? ErrorOf(string target) => errors.GetValueOrDefault(target);

    /// <summary>Does something with many names at once; where Slurm refuses that, with each by itself, so that one does not stop the others.</summary>
    private protected void Apply(IEnumerable<string> targets, Action<IReadOnlyList<string>> act)
    {
        string[] good = [.. targets.Where(IsGood)];
        if (good.Length == 0)
        {
            return;
        }

        try
        {
            act(good);
        }
        catch (SlurmBankException error) when (error is SlurmRefusedException or SlurmNotFoundException && good.Length > 1)
        {
            foreach (string target in good)
            {
                ApplyOne(target, act);
            }
        }
        catch (SlurmBankException error) when (error is SlurmRefusedException or SlurmNotFoundException or SlurmNameException or SlurmTextException)
        {
            foreach (string target in good)
            {
                Fail(target, error);
            }
        }
    }

    /// <summary>The accounts of the cluster; with their users' associations where asked for.</summary>
    private protected AssociationTree Tree(bool withUsers)
    {
        SlurmTable<SlurmAssociation> table = withUsers
            ? Sacctmgr.ReadAssociations(Cluster, null, Cancellation)
            : Sacctmgr.ReadAccountAssociations(Cluster, null, Cancellation);
        return new AssociationTree(table.Rows);
    }

    /// <summary>Marks the accounts that Slurm does not have.</summary>
    private protected void RequireAccounts(IEnumerable<string> accounts, AssociationTree tree)
    {
        foreach (string account in accounts.Where(account => !tree.Has(account)))
        {
            Fail(account, new SlurmAccountMissingException(account, Cluster));
        }
    }

    /// <summary>The ledger, to look at; null where there is none: Slurm's accounts can be kept without a bank.</summary>
    private protected LedgerView? TryLedger()
    {
        try
        {
            return Context.Ledger.Read();
        }
        catch (LedgerUnavailableException error) when (error.ErrorId == "LedgerNotFound")
        {
            return null;
        }
    }

    private protected static string[] Plain(IEnumerable<string> accounts) => [.. accounts.Select(account => account.ToLowerInvariant()).Distinct(StringComparer.Ordinal)];

    private void ApplyOne(string target, Action<IReadOnlyList<string>> act)
    {
        try
        {
            act([target]);
        }
        catch (SlurmBankException error) when (error is SlurmRefusedException or SlurmNotFoundException)
        {
            Fail(target, error);
        }
    }
}
