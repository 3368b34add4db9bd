using System;
using System.Globalization;

namespace SlurmBank.Bank.Tests.Doubles;

/// <summary>A row of the double of sacct. A start or an end of null is printed as Slurm does: <c>Unknown</c>.</summary>
internal sealed record JobRow(long Job, long Submit, long? Start, long? End)
{
    public const string Header = "JobIDRaw\tJobID\tSubmit\tEligible\tStart\tEnd\tElapsedRaw\tSuspended\tState\tAccount\tUser\tUID\tPartition\tQOS\tTimelimitRaw\tReqTRES\tAllocTRES\tCluster\tExitCode\tJobName\tAdminComment\n";

    public string? JobId { get; init; }

    public string Account { get; init; } = "bio";

    public string User { get; init; } = "ann";

    public string Partition { get; init; } = "cpu";

    public string Qos { get; init; } = "normal";

    public string State { get; init; } = "COMPLETED";

    public long Suspended { get; init; }

    public string Tres { get; init; } = "billing=1,cpu=1,mem=1M,node=1";

    public string Cluster { get; init; } = FakeSlurm.Cluster;

    public string AdminComment { get; init; } = string.Empty;

    public string JobName { get; init; } = "job";

    /// <summary>Printed in the place of JobIDRaw where a row is to be unreadable.</summary>
    public string? Broken { get; init; }

    public static JobRow Run(long job, long start, long seconds, long billing = 1, string account = "bio") =>
        new(job, start, start, start + seconds) { Account = account, Tres = Billing(billing) };

    public static string Billing(long billing) => string.Create(CultureInfo.InvariantCulture, $"billing={billing},cpu={billing},mem=1M,node=1");

    public string Line() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Broken ?? Text(Job)}\t{JobId ?? Text(Job)}\t{Submit}\t{Submit}\t{Text(Start)}\t{Text(End)}\t{(End is long end ? Math.Max(end - (Start ?? end) - Suspended, 0) : 0)}\t{Duration(Suspended)}\t{State}\t{Account}\t{User}\t1001\t{Partition}\t{Qos}\t60\t{Tres}\t{Tres}\t{Cluster}\t0:0\t{JobName}\t{AdminComment}\n");

    private static string Text(long? seconds) => seconds?.ToString(CultureInfo.InvariantCulture) ?? "Unknown";

    private static string Duration(long seconds) => string.Create(CultureInfo.InvariantCulture, $"{seconds / 3600:00}:{seconds / 60 % 60:00}:{seconds % 60:00}");
}

/// <summary>A row of the double of squeue.</summary>
internal sealed record QueueRow(long Job, long Submit)
{
    public const string Header = "jobid\tarrayjobid\tarraytaskid\thetjobid\thetjoboffset\tsubmittime\teligibletime\tstarttime\tstate\treason\taccount\tusername\tuserid\tpartition\tqos\ttimelimit\tnumnodes\tnumcpus\ttres-alloc\tadmin_comment\tname\n";

    public string ArrayTasks { get; init; } = "N/A";

    public long? Start { get; init; }

    public string State { get; init; } = "PENDING";

    public string Account { get; init; } = "bio";

    public string Partition { get; init; } = "cpu";

    public string Qos { get; init; } = "normal";

    public string TimeLimit { get; init; } = "1:00:00";

    public string Tres { get; init; } = "cpu=1,mem=1M,node=1,billing=1";

    public string AdminComment { get; init; } = string.Empty;

    public string JobName { get; init; } = "job";

    public static QueueRow Running(long job, long start, string account = "bio") => new(job, start) { Start = start, State = "RUNNING", Account = account };

    public string Line() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Job}\t{Job}\t{ArrayTasks}\tN/A\tN/A\t{Submit}\t{Submit}\t{(Start is long start ? start.ToString(CultureInfo.InvariantCulture) : "N/A")}\t{State}\tNone\t{Account}\tann\t1001\t{Partition}\t{Qos}\t{TimeLimit}\t1\t1\t{Tres}\t{AdminComment}\t{JobName}\n");
}

/// <summary>A row of the double of <c>sacctmgr show association</c>.</summary>
internal sealed record AssociationRow(string Account, string User = "", string Parent = "root")
{
    public string RunMins { get; init; } = string.Empty;

    public string Mins { get; init; } = string.Empty;

    public string SubmitJobs { get; init; } = string.Empty;

    public string Partition { get; init; } = string.Empty;

    public string Qos { get; init; } = "normal";

    public string Line(int id) => string.Create(
        CultureInfo.InvariantCulture,
        $"{FakeSlurm.Cluster}|{Account}|{User}|{Partition}|{(User.Length == 0 && Account != "root" ? Parent : string.Empty)}|{id}|1||{SubmitJobs}|||{Mins}|{RunMins}||||||{Qos}|\n");
}
