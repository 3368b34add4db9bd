using System;
using System.Collections.Generic;
using System.Threading;

namespace SlurmBank.Slurm;

/// <summary>Finds out whether PrivateData hides jobs from the caller (as_mysql_jobacct_process.c and job_mgr.c decide it so).</summary>
internal static class VisibilityProof
{
    internal static SlurmVisibility Read(SlurmCommands slurm, CancellationToken cancellation)
    {
        // Asked where the commands run: behind a prefix that is another machine, and another user perhaps.
        long? uid = SlurmText.LongOrNull(Identity(slurm, "-u", cancellation));
        string user = Identity(slurm, "-un", cancellation);
        if (uid is null || user.Length == 0)
        {
            throw new SlurmOutputException(["id", "-u"], "it does not tell the user", user);
        }

        IReadOnlyDictionary<string, string> database = slurm.Sacctmgr.ReadDatabaseConfiguration(cancellation);
        SlurmConfiguration controller = slurm.Scontrol.ReadConfiguration(cancellation);
        string level = AdminLevel(slurm, user, cancellation);
        (bool accounting, string why) = Judge(
            "slurmdbd", database.TryGetValue("PrivateData", out string? hidden) ? hidden : null,
            database.TryGetValue("SlurmUser", out string? owner) ? owner : string.Empty, uid.Value, level);
        (bool queue, string whyQueue) = Judge(
            "slurmctld", controller.Values.TryGetValue("PrivateData", out hidden) ? hidden : null, controller["SlurmUser"], uid.Value, level);
        return new SlurmVisibility(user, uid.Value, level, accounting, queue, $"{why} {whyQueue}");
    }

    private static string Identity(SlurmCommands slurm, string option, CancellationToken cancellation)
    {
        (_, string output, SlurmCommandException? error) = slurm.Run("id", [option], cancellation, ownProgram: true);
        return error is null ? output.Trim() : throw error;
    }

    private static string AdminLevel(SlurmCommands slurm, string user, CancellationToken cancellation)
    {
        foreach (SlurmUser known in slurm.Sacctmgr.ReadUsers(user, cancellation).Rows)
        {
            if (known.Name == user)
            {
                return known.AdminLevel;
            }
        }

        return string.Empty;
    }

    private static (bool Sees, string Why) Judge(string daemon, string? privateData, string owner, long uid, string level)
    {
        if (uid == 0)
        {
            return (true, $"{daemon} shows root all jobs.");
        }

        // SlurmUser is printed as slurm(64030).
        int open = owner.IndexOf('(', StringComparison.Ordinal);
        if (open > 0 && SlurmText.LongOrNull(owner[(open + 1)..].TrimEnd(')')) == uid)
        {
            return (true, $"{daemon} shows its SlurmUser all jobs.");
        }

        if (privateData is null)
        {
            return (false, $"{daemon} does not tell its PrivateData.");
        }

        IReadOnlySet<string> words = SlurmConfiguration.Words(privateData);
        if (!words.Contains("jobs") && !words.Contains("all"))
        {
            return (true, $"PrivateData of {daemon} does not hide jobs.");
        }

        if (level.StartsWith("Operator", StringComparison.OrdinalIgnoreCase) || level.StartsWith("Admin", StringComparison.OrdinalIgnoreCase))
        {
            return (true, $"{daemon} hides jobs, but not from AdminLevel {level}.");
        }

        return (false, $"PrivateData of {daemon} hides others' jobs; AdminLevel Operator, root or SlurmUser would see them.");
    }
}
