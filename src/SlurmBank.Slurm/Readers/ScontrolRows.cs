using System;
using System.Collections.Generic;
using System.Globalization;

namespace SlurmBank.Slurm;

/// <summary>Turns the lines of scontrol into records.</summary>
internal static partial class ScontrolRows
{
    private static readonly HashSet<string> NodeKeys = Set(
        "NodeName Arch CoresPerSocket CPUAlloc CPUEfctv CPUTot CPULoad AvailableFeatures ActiveFeatures Gres GresUsed GresDrain NodeAddr "
        + "NodeHostName Port Version OS RealMemory AllocMem FreeMem Sockets Boards MemSpecLimit CoreSpecCount CPUSpecList State ThreadsPerCore TmpDisk "
        + "Weight Owner MCS_label Partitions BootTime SlurmdStartTime LastBusyTime ResumeAfterTime CfgTRES AllocTRES CapWatts CurrentWatts "
        + "AveWatts ExtSensorsJoules ExtSensorsWatts ExtSensorsTemp Reason Comment Extra InstanceId InstanceType NextState ReservationName");

    private static readonly HashSet<string> JobKeys = Set(
        "JobId ArrayJobId ArrayTaskId ArrayTaskThrottle HetJobId HetJobOffset HetJobIdSet JobName UserId GroupId MCS_label Priority Nice Account QOS WCKey "
        + "JobState Reason Dependency Requeue Restarts BatchFlag Reboot ExitCode DerivedExitCode RunTime TimeLimit TimeMin SubmitTime EligibleTime "
        + "AccrueTime StartTime EndTime Deadline SuspendTime SecsPreSuspend LastSchedEval Scheduler Partition AllocNode:Sid ReqNodeList ExcNodeList "
        + "NodeList BatchHost NumNodes NumCPUs NumTasks CPUs/Task ReqB:S:C:T TRES ReqTRES AllocTRES Socks/Node NtasksPerN:B:S:C CoreSpec "
        + "MinCPUsNode MinMemoryCPU MinMemoryNode MinTmpDiskNode Features DelayBoot OverSubscribe Contiguous Licenses Network Command WorkDir "
        + "StdErr StdIn StdOut Power Comment AdminComment SystemComment TresPerNode TresPerJob TresPerTask TresPerSocket CpusPerTres MemPerTres");

    private static readonly HashSet<string> PartitionKeys = Set("PartitionName State Nodes TRESBillingWeights");
    private static readonly HashSet<string> UsageKeys = Set("ClusterName Account UserName Partition ID GrpTRESMins GrpTRESRunMins");

    internal static SlurmPartition? Partition(string line, out string why)
    {
        KeyValueLine fields = KeyValueLine.Read(line, PartitionKeys);
        why = Missing(fields, "PartitionName", line);
        return why.Length > 0 ? null : new SlurmPartition
        {
            Name = fields["PartitionName"],
            IsDefault = fields["Default"] == "YES",
            State = fields["State"],
            Nodes = fields["Nodes"],
            BillingWeights = fields["TRESBillingWeights"],
            Qos = fields["QoS"],
            MaxTimeSeconds = SlurmText.DurationOrNull(fields["MaxTime"]),
            DefaultTimeSeconds = SlurmText.DurationOrNull(fields["DefaultTime"]),
            DefMemPerCpu = SlurmText.LongOrNull(fields["DefMemPerCPU"]),
            DefMemPerNode = SlurmText.LongOrNull(fields["DefMemPerNode"]),
            MaxMemPerCpu = SlurmText.LongOrNull(fields["MaxMemPerCPU"]),
            MaxMemPerNode = SlurmText.LongOrNull(fields["MaxMemPerNode"]),
            OverSubscribe = fields["OverSubscribe"],
            TotalCpus = SlurmText.LongOrNull(fields["TotalCPUs"]),
            TotalNodes = SlurmText.LongOrNull(fields["TotalNodes"]),
            Tres = fields["TRES"],
            AllowAccounts = fields["AllowAccounts"],
            Fields = fields.Values,
        };
    }

    internal static SlurmNode? Node(string line, out string why)
    {
        KeyValueLine fields = KeyValueLine.Read(line, NodeKeys);
        // An administrator's reason may imitate a field, but stands after all of them: the first of each is the true one.
        why = Missing(fields, "NodeName", line);
        return why.Length > 0 ? null : new SlurmNode
        {
            Name = fields["NodeName"],
            State = fields["State"],
            Cpus = SlurmText.LongOrNull(fields["CPUTot"]),
            CpusForJobs = SlurmText.LongOrNull(fields["CPUEfctv"]),
            Sockets = SlurmText.LongOrNull(fields["Sockets"]),
            CoresPerSocket = SlurmText.LongOrNull(fields["CoresPerSocket"]),
            ThreadsPerCore = SlurmText.LongOrNull(fields["ThreadsPerCore"]),
            RealMemory = SlurmText.LongOrNull(fields["RealMemory"]),
            MemSpecLimit = SlurmText.LongOrNull(fields["MemSpecLimit"]),
            Gres = fields["Gres"],
            Partitions = fields["Partitions"],
            CfgTres = fields["CfgTRES"],
            AllocTres = fields["AllocTRES"],
            Reason = fields["Reason"],
            Fields = fields.Values,
        };
    }

    internal static ShownJob? Job(string line, out string why)
    {
        KeyValueLine fields = KeyValueLine.Read(line, JobKeys);
        why = Missing(fields, "JobId", line);
        if (why.Length == 0 && SlurmText.LongOrNull(fields["JobId"]) is { } id)
        {
            return new ShownJob(id, fields.Values, fields.IsAmbiguous);
        }

        why = why.Length > 0 ? why : "JobId is not a number";
        return null;
    }

    /// <summary>A line of the association records; null for the other lines of that listing, then with an empty reason.</summary>
    internal static AssociationUsage? Usage(string line, out string why)
    {
        why = string.Empty;
        if (!line.StartsWith("ClusterName=", StringComparison.Ordinal))
        {
            return null;
        }

        KeyValueLine fields = KeyValueLine.Read(line, UsageKeys);
        if (SlurmText.LongOrNull(fields["ID"]) is not { } id
            || !TryUse(fields["GrpTRESMins"], out IReadOnlyDictionary<string, LimitUse> minutes)
            || !TryUse(fields["GrpTRESRunMins"], out IReadOnlyDictionary<string, LimitUse> running))
        {
            why = "ID, GrpTRESMins or GrpTRESRunMins cannot be read";
            return null;
        }

        string user = fields["UserName"];
        int bracket = user.IndexOf('(', StringComparison.Ordinal);
        return new AssociationUsage(
            fields["ClusterName"], fields["Account"].ToLowerInvariant(), bracket < 0 ? user : user[..bracket], fields["Partition"], id, minutes, running);
    }

    /// <summary>Reads <c>cpu=N(9),billing=100(18)</c>: limit, N for none, and in brackets what is used.</summary>
    internal static bool TryUse(string text, out IReadOnlyDictionary<string, LimitUse> use)
    {
        var read = new Dictionary<string, LimitUse>(StringComparer.OrdinalIgnoreCase);
        use = read;
        foreach (string part in text.Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            int equals = part.IndexOf('=', StringComparison.Ordinal);
            int open = part.IndexOf('(', StringComparison.Ordinal);
            if (equals <= 0 || open < equals || !part.EndsWith(')')
                || !decimal.TryParse(part.AsSpan(open + 1, part.Length - open - 2), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal used))
            {
                return false;
            }

            string limit = part[(equals + 1)..open];
            long? bound = SlurmText.LongOrNull(limit);
            if ((bound is null && limit != "N") || used > long.MaxValue)
            {
                return false;
            }

            read[part[..equals]] = new LimitUse(bound, (long)used);
        }

        return true;
    }

    private static string Missing(KeyValueLine fields, string key, string line) =>
        line.StartsWith(key + "=", StringComparison.Ordinal) && fields[key].Length > 0 ? string.Empty : $"the line does not begin with {key}";

    private static HashSet<string> Set(string keys) => new(keys.Split(' '), StringComparer.Ordinal);
}
