using System;
using System.Linq;
using SlurmBank.Bank.Tests.Doubles;
using SlurmBank.Bank.Tests.Support;
using SlurmBank.Engine;
using SlurmBank.Ledger;

namespace SlurmBank.Bank.Tests.Grants;

/// <summary>A grant for a partition, a user or a cluster that there is not would pay for nothing, so it is told; it may be for one that is to come, so it is made.</summary>
public sealed class ScopeSpellingTests
{
    [Theory]
    [InlineData("", "", "", "")]
    [InlineData("lab", "cpu,GPU", "ann", "")]
    [InlineData("", "gpuu", "ann", "partition 'gpuu'")]
    [InlineData("", "cpu", "anna", "user 'anna'")]
    [InlineData("lba", "cpu", "ann", "cluster 'lba'")]
    public void Names_that_Slurm_did_not_have_are_told(string clusters, string partitions, string users, string told)
    {
        using TestBank bank = Bank();
        bank.Service.PublishSnapshot();
        bank.Warnings.Clear();
        bank.Service.GrantAll(new GrantCommand { Account = "bio", Amount = ServiceUnits.FromWhole(1), Scope = new AllocationScope(Names(clusters), Names(partitions), [], Names(users)) });
        Assert.Equal(told.Length == 0 ? 0 : 1, bank.Warnings.Count);
        Assert.All(bank.Warnings, w => Assert.Contains($"Slurm had no {told}", w, StringComparison.Ordinal));
        bank.Warnings.Clear();
        bank.Service.SetAllocation(new TermsCommand { AllocationId = 1, Clusters = Names(clusters), Partitions = Names(partitions), Users = Names(users), IsPlan = true });
        Assert.Equal(told.Length == 0 ? 0 : 1, bank.Warnings.Count);
    }

    [Fact]
    public void Before_anything_was_published_nothing_is_known()
    {
        using TestBank bank = Bank();
        bank.Warnings.Clear();
        bank.Service.GrantAll(new GrantCommand { Account = "bio", Amount = ServiceUnits.FromWhole(1), Scope = new AllocationScope([], ["gpuu"], [], []) });
        Assert.Empty(bank.Warnings);
    }

    private static string[] Names(string text) => text.Split(',', StringSplitOptions.RemoveEmptyEntries);

    private static TestBank Bank()
    {
        TestBank bank = TestBank.Opened();
        bank.Slurm.Associations([new AssociationRow("root"), new AssociationRow("bio"), new AssociationRow("bio", "ann")]);
        bank.Service.Initialize(new InitializeCommand());
        System.IO.File.Delete(bank.Snapshot);
        return bank;
    }
}
