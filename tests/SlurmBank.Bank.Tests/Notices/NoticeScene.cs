using System;
using System.Collections.Generic;
using System.Linq;
using SlurmBank.Bank.Tests.Doubles;
using SlurmBank.Bank.Tests.Support;

namespace SlurmBank.Bank.Tests.Notices;

/// <summary>A bank whose account "bio" uses what it is told to, in seconds of one CPU.</summary>
internal sealed class NoticeScene : IDisposable
{
    public const long Hour = 3600;
    public const long Unit = 3_600_000;
    private readonly List<JobRow> jobs = [];

    public NoticeScene(string notice = "percents = [50, 75, 90]\ndays = [30, 7]", string more = "")
    {
        Bank = TestBank.Opened(more: $"[enforce]\nmode = \"enforce\"\nbrake = 1\n[notice]\n{notice}\n{more}");
        Bank.Slurm.Associations([new AssociationRow("root"), new AssociationRow("bio"), new AssociationRow("bio", "ann"), new AssociationRow("chem")]);
        Bank.Clock.Seconds += TestBank.Day;
    }

    public TestBank Bank { get; }

    /// <summary>Grants SU.</summary>
    public NoticeScene Grant(long su, long? end = null)
    {
        _ = Bank.Grant("bio", su * Unit, end: end);
        return this;
    }

    /// <summary>Uses so many CPU-seconds more, and syncs.</summary>
    public NoticeScene Use(long seconds)
    {
        foreach ((long billing, long length) in new[] { (1000L, seconds / 1000), (1L, seconds % 1000) }.Where(r => r.Item2 > 0))
        {
            jobs.Add(JobRow.Run(jobs.Count + 1, Bank.Clock.Seconds, length, billing));
            Bank.Clock.Seconds += length + 60;
        }

        Bank.Slurm.Jobs(jobs);
        _ = Bank.Sync();
        return this;
    }

    public IReadOnlyList<NoticeReport> All(bool superseded = false) => [.. Bank.Service.Notices(new NoticeQuery { Superseded = superseded })];

    /// <summary>The thresholds that are told, in the order in which they were crossed.</summary>
    public string Told() => string.Join(' ', All().Select(n => FormattableString.Invariant($"{n.Kind}:{n.Threshold:0.##}")));

    public void Dispose() => Bank.Dispose();
}
