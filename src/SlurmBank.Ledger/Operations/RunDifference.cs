using System.Globalization;

namespace SlurmBank.Ledger;

/// <summary>Says what Slurm reports differently of a settled run: the body of its adjustment.</summary>
internal static class RunDifference
{
    internal static string Between(Run before, Run after)
    {
        var body = new EntryBody();
        void Compare(string name, object was, object now)
        {
            if (!Equals(was, now))
            {
                body.Add(name, string.Create(CultureInfo.InvariantCulture, $"{was} -> {now}"));
            }
        }

        (RunFacts was, RunFacts now) = (before.Facts, after.Facts);
        Compare("account", was.Account, now.Account);
        Compare("user", was.User, now.User);
        Compare("partition", was.Partition, now.Partition);
        Compare("qos", was.Qos, now.Qos);
        Compare("state", was.State, now.State);
        Compare("job", was.JobId, now.JobId);
        Compare("start", was.Start, now.Start);
        Compare("end", was.End, now.End);
        Compare("suspended", was.SuspendedSeconds, now.SuspendedSeconds);
        Compare("alloc_tres", was.AllocTres, now.AllocTres);
        Compare("price", before.Price.Units, after.Price.Units);
        Compare("refunded", before.Refunded.Units, after.Refunded.Units);
        return body.ToString();
    }
}
