using System.Linq;
using SlurmBank.Bank.Tests.Doubles;
using SlurmBank.Bank.Tests.Support;
using SlurmBank.Engine;
using SlurmBank.Ledger;

namespace SlurmBank.Bank.Tests.Trees;

/// <summary>What is promised to jobs is promised where it will be charged: a job of one QOS takes nothing from a grant for another.</summary>
public sealed class QosPromiseTests
{
    private const long T = TestBank.Open;
    private const long Su = ServiceUnits.UnitsPerServiceUnit;

    /// <summary>A job of a hundred of QOS normal leaves the grant for high as it is; one of fifty of QOS high takes from that first, as its charge will.</summary>
    [Theory]
    [InlineData("normal", "4-04:00:00", 100, 0)]
    [InlineData("high", "2-02:00:00", 150, 100)]
    public void A_running_job_takes_from_the_grants_for_its_qos(string qos, string limit, int high, int normal)
    {
        using TestBank bank = Bank();
        Running(bank, qos, limit);
        Assert.Equal(qos, Assert.Single(bank.Liens()).Qos);
        Assert.Equal(((decimal)high, (decimal)normal), (For(bank, "high"), For(bank, "normal")));
        bank.AssertSound();
    }

    /// <summary>The grant for the other QOS alone does not let a job in whose own grant is promised already.</summary>
    [Fact]
    public void A_job_is_refused_where_what_may_pay_for_it_is_promised()
    {
        using TestBank bank = Bank();
        Running(bank, "normal", "4-04:00:00");
        Assert.Equal("short", Decide(bank, "normal"));
        Assert.Equal("paid", Decide(bank, "high"));
    }

    /// <summary>The job's QOS was changed in Slurm: the next sync moves the promise.</summary>
    [Fact]
    public void A_change_of_the_qos_moves_the_promise()
    {
        using TestBank bank = Bank();
        Running(bank, "high", "4-04:00:00");
        Assert.Equal((100m, 100m), (For(bank, "high"), For(bank, "normal")));
        Running(bank, "normal", "4-04:00:00");
        Assert.Equal((100m, 0m), (For(bank, "high"), For(bank, "normal")));
    }

    /// <summary>A hundred SU for work of QOS high, and as many for any work; of one CPU an hour is one SU.</summary>
    private static TestBank Bank()
    {
        TestBank bank = TestBank.Opened(more: "[gate]\npolicy = \"enforce\"\n");
        bank.Slurm.Associations([new AssociationRow("root"), new AssociationRow("bio"), new AssociationRow("bio", "ann") { Qos = "normal,high" }]);
        bank.Slurm.Put("qos.rows", "normal|1|0||1.000000|||||||||||||\nhigh|2|0||1.000000|||||||||||||\n");
        bank.Service.Initialize(new InitializeCommand());
        bank.Grant("bio", 100 * Su);
        bank.Service.Grant(new GrantCommand { Account = "bio", Amount = ServiceUnits.FromUnits(100 * Su), StartDate = TestBank.At(T), Scope = new AllocationScope([], [], ["high"], []) });
        return bank;
    }

    /// <summary>A job that has just begun, as the next sync sees it.</summary>
    private static void Running(TestBank bank, string qos, string limit)
    {
        bank.Clock.Seconds = T + 3700;
        bank.Slurm.Queue([QueueRow.Running(1, T + 3600) with { Qos = qos, TimeLimit = limit }]);
        bank.Slurm.Jobs([JobRow.Run(1, T + 3600, 0) with { End = null, State = "RUNNING", Qos = qos }]);
        _ = bank.Sync();
    }

    private static decimal For(TestBank bank, string qos) => bank.Service.BalancesFor(["bio"], new BalanceScope(Qos: qos)).Single().Spendable;

    private static string Decide(TestBank bank, string qos) =>
        bank.Service.Decide(new QuoteCommand { Options = ["-A", "bio", "-n", "1", "-t", "600", "-p", "cpu", "--qos", qos], User = "ann" }).Outcome;
}
