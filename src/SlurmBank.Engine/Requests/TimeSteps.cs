using System;

namespace SlurmBank.Engine.Requests;

/// <summary>The time limit that a job would have: its own, else the partition's default, else the partition's maximum; rounded up to minutes.</summary>
internal static class TimeSteps
{
    internal static TimeLimit Limit(JobShape job)
    {
        PartitionFacts partition = job.Partition;
        TimeLimit maximum = partition.MaximumTimeSeconds is long most ? FromSeconds(most) : TimeLimit.Unlimited;
        if (job.Request.TimeLimit is TimeLimit asked && asked.Kind != TimeLimitKind.PartitionLimit)
        {
            TimeLimit limit = asked.Minutes is long minutes ? TimeLimit.FromMinutes(minutes) : asked;
            if (maximum.Seconds is long bound && (limit.IsUnlimited || limit.Seconds > bound))
            {
                job.Refuse(Obstacles.Time, $"the time limit {limit} is longer than partition {partition.Name} allows, {maximum}");
            }

            return limit;
        }

        if (partition.DefaultTimeSeconds is long seconds)
        {
            TimeLimit byDefault = FromSeconds(seconds);
            job.Assume(Assumed.DefaultTime, $"time limit: {byDefault}, the partition's DefaultTime");
            return byDefault;
        }

        job.Assume(Assumed.MaximumTime, $"time limit: {maximum}, the partition's MaxTime");
        return maximum;
    }

    internal static TimeLimit Least(JobAsk request, TimeLimit limit) =>
        request.MinimumTime?.Minutes is long least && (limit.IsUnlimited || least < limit.Minutes) ? TimeLimit.FromMinutes(least) : limit;

    private static TimeLimit FromSeconds(long seconds) =>
        TimeLimit.FromMinutes(Bounded.DivideUp(Math.Clamp(seconds, 0, TimeLimit.MaximumMinutes * 60), 60));
}
