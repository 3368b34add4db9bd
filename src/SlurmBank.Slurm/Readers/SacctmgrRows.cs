namespace SlurmBank.Slurm;

/// <summary>Turns the rows of sacctmgr's listings into records. Each listing names its columns beside its reader.</summary>
internal static class SacctmgrRows
{
    internal const string AccountColumns = "Account,Organization,Description";
    internal const string CoordinatorColumns = "Account,Coordinators";
    internal const string UserColumns = "User,DefaultAccount,AdminLevel";
    internal const string TresColumns = "Type,Name,ID";
    internal const string ClusterColumns = "Cluster,ControlHost,ControlPort";

    internal const string AssociationColumns =
        "Cluster,Account,User,Partition,ParentName,ID,Share,GrpJobs,GrpSubmitJobs,GrpWall,GrpTRES,GrpTRESMins,GrpTRESRunMins,"
        + "MaxJobs,MaxSubmitJobs,MaxTRESPerJob,MaxWallDurationPerJob,DefaultQOS,QOSLevel";

    internal const string QosColumns =
        "Name,ID,Priority,Flags,UsageFactor,GrpTRES,GrpTRESMins,GrpTRESRunMins,GrpJobs,GrpSubmitJobs,GrpWall,"
        + "MaxTRESPerJob,MaxTRESMinsPerJob,MaxWallDurationPerJob,MaxTRESPerUser,MaxJobsPerUser,MaxSubmitJobsPerUser";

    internal static SlurmAccount? Account(string[] row, out string why)
    {
        why = row[0].Length == 0 ? "the name is empty" : string.Empty;
        return why.Length > 0 ? null : new SlurmAccount(row[0].ToLowerInvariant(), row[1], row[2]);
    }

    internal static SlurmCoordinator? Coordinators(string[] row, out string why)
    {
        why = row[0].Length == 0 ? "the name is empty" : string.Empty;
        return why.Length > 0 ? null : new SlurmCoordinator(row[0].ToLowerInvariant(), row[1]);
    }

    internal static SlurmUser? User(string[] row, out string why)
    {
        why = row[0].Length == 0 ? "the name is empty" : string.Empty;
        return why.Length > 0 ? null : new SlurmUser(row[0], row[1].ToLowerInvariant(), row[2]);
    }

    internal static SlurmTres? Tres(string[] row, out string why)
    {
        long? id = SlurmText.LongOrNull(row[2]);
        why = row[0].Length == 0 ? "the type is empty" : id is null ? "the ID is not a number" : string.Empty;
        return why.Length > 0 ? null : new SlurmTres(row[0], row[1], id!.Value);
    }

    internal static SlurmCluster? Cluster(string[] row, out string why)
    {
        long? port = SlurmText.LongOrNull(row[2]);
        why = row[0].Length == 0 ? "the name is empty" : string.Empty;
        return why.Length > 0 ? null : new SlurmCluster(row[0], row[1], port ?? 0);
    }

    internal static SlurmAssociation? Association(string[] row, out string why)
    {
        // In a tree listing the name is indented; here it is not, but a blank is no part of a name in any case.
        string account = row[1].Trim(' ');
        long? id = SlurmText.LongOrNull(row[5]);
        why = row[0].Length == 0 || account.Length == 0 ? "Cluster or Account is empty" : id is null ? "the ID is not a number" : string.Empty;
        foreach (int number in (int[])[7, 8, 13, 14])
        {
            why = why.Length == 0 && row[number].Length > 0 && SlurmText.LongOrNull(row[number]) is null ? "a limit is not a number" : why;
        }

        return why.Length > 0 ? null : new SlurmAssociation
        {
            Cluster = row[0],
            Account = account.ToLowerInvariant(),
            User = row[2],
            Partition = row[3],
            ParentAccount = row[4].ToLowerInvariant(),
            Id = id!.Value,
            Shares = SlurmText.LongOrNull(row[6]),
            GrpJobs = SlurmText.LongOrNull(row[7]),
            GrpSubmitJobs = SlurmText.LongOrNull(row[8]),
            GrpWall = row[9],
            GrpTres = row[10],
            GrpTresMins = row[11],
            GrpTresRunMins = row[12],
            MaxJobs = SlurmText.LongOrNull(row[13]),
            MaxSubmitJobs = SlurmText.LongOrNull(row[14]),
            MaxTresPerJob = row[15],
            MaxWall = row[16],
            DefaultQos = row[17],
            Qos = row[18],
        };
    }

    internal static SlurmQos? Qos(string[] row, out string why)
    {
        decimal? factor = row[4].Length == 0 ? 1m : SlurmText.DecimalOrNull(row[4]);
        why = row[0].Length == 0 ? "the name is empty" : factor is null ? "UsageFactor is not a number" : string.Empty;
        return why.Length > 0 ? null : new SlurmQos
        {
            Name = row[0],
            Id = SlurmText.LongOrNull(row[1]),
            Priority = SlurmText.LongOrNull(row[2]),
            Flags = row[3],
            UsageFactor = factor!.Value,
            GrpTres = row[5],
            GrpTresMins = row[6],
            GrpTresRunMins = row[7],
            GrpJobs = SlurmText.LongOrNull(row[8]),
            GrpSubmitJobs = SlurmText.LongOrNull(row[9]),
            GrpWall = row[10],
            MaxTresPerJob = row[11],
            MaxTresMinsPerJob = row[12],
            MaxWall = row[13],
            MaxTresPerUser = row[14],
            MaxJobsPerUser = SlurmText.LongOrNull(row[15]),
            MaxSubmitJobsPerUser = SlurmText.LongOrNull(row[16]),
        };
    }
}
