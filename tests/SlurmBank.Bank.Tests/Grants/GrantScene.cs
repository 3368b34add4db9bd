using System;
using System.Collections.Generic;
using System.Linq;
using SlurmBank.Bank.Tests.Doubles;
using SlurmBank.Bank.Tests.Support;
using SlurmBank.Engine;
using SlurmBank.Ledger;

namespace SlurmBank.Bank.Tests.Grants;

/// <summary>A bank and short ways to grant and to use. A run of one hour with a billing of N costs N SU.</summary>
internal sealed class GrantScene : IDisposable
{
    public const long T = TestBank.Open;
    public const long Day = TestBank.Day;
    private readonly List<JobRow> rows = [];

    public GrantScene(string more = "", string zone = "UTC") => Bank = TestBank.Opened(more: more, zone: zone);

    public TestBank Bank { get; }

    public BankService Service => Bank.Service;

    public static GrantCommand Command(decimal amount, string? kind = null, string account = "bio", SiteMoment? start = null) =>
        new() { Account = account, Amount = ServiceUnits.FromDecimal(amount), Kind = kind, StartDate = start ?? TestBank.At(T) };

    public GrantReport Grant(decimal amount, string? kind = null, Func<GrantCommand, GrantCommand>? more = null) => Service.GrantAll((more ?? (c => c))(Command(amount, kind)));

    /// <summary>A proposal or other grant for the cluster alone.</summary>
    public GrantReport ForCluster(decimal amount, string? kind = null) => Grant(amount, kind, c => c with { Scope = new AllocationScope([FakeSlurm.Cluster], [], [], []) });

    /// <summary>A run of an hour that ended at a time, settled by a sync.</summary>
    public void Use(long su, long start)
    {
        rows.Add(JobRow.Run(rows.Count + 1, start, 3600, su));
        Bank.Clock.Seconds = Math.Max(Bank.Clock.Seconds, start + 3600);
        Bank.Slurm.Jobs([.. rows]);
        Bank.Sync(T, Bank.Clock.Seconds + 1);
    }

    public void Sync() => Bank.Sync(T, Bank.Clock.Seconds + 1);

    public AllocationSeriesReport Series(bool ended = false) => Service.Series(["bio"], ended).Single();

    public List<RenewalAction> Due(bool plan = false) => [.. Service.RunDue(new DueCommand { IsPlan = plan })];

    public List<AllocationPeriodReport> History(string kind) => [.. Service.AllocationHistory(["bio"]).Where(p => p.Kind == kind)];

    /// <summary>What is left in the allocation of a kind.</summary>
    public decimal Left(string kind) => Service.Allocations(["bio"]).Where(a => a.Kind == kind && a.Status == "active").Sum(a => a.Remaining);

    public void Dispose()
    {
        Bank.AssertSound();
        Bank.Dispose();
    }
}
