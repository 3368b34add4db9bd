using System;
using System.Collections.Generic;

namespace SlurmBank.Slurm;

/// <summary>The arguments of sacct. Each value stands behind its option's equals sign, so that none is read as an option.</summary>
internal static class SacctArguments
{
    /// <summary>
    /// All users' jobs, without steps, without header, memory not converted. <c>--parsable</c> and not <c>--parsable2</c>:
    /// it ends the last column too, so that a row that was cut off is seen to be.
    /// </summary>
    internal static List<string> Common(string delimiter, SacctColumns columns) =>
    [
        "--allusers", "--allocations", "--noheader", "--parsable", "--noconvert",
        "--delimiter=" + delimiter, "--format=" + columns.Format,
    ];

    internal static List<string> Of(SacctRunQuery query)
    {
        List<string> arguments = Window(query.From, query.To);
        foreach (long id in query.JobIds)
        {
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(id, nameof(query));
        }

        AddList(arguments, "--nodelist=", "node", query.Nodes);
        AddList(arguments, "--accounts=", "account", query.Accounts);
        arguments.Add(query.Cluster is null ? "--local" : "--clusters=" + SlurmNames.Require("cluster", query.Cluster));
        return arguments;
    }

    internal static List<string> Of(SacctJobFilter filter)
    {
        List<string> arguments = Window(filter.From, filter.To);
        AddList(arguments, "--user=", "user", filter.Users);
        AddList(arguments, "--accounts=", "account", filter.Accounts);
        AddList(arguments, "--partition=", "partition", filter.Partitions);
        AddList(arguments, "--qos=", "QOS", filter.Qos);
        AddList(arguments, "--state=", "state", filter.States);
        AddJobs(arguments, filter.JobIds);
        AddJobNames(arguments, filter.JobNames);
        AddList(arguments, "--clusters=", "cluster", filter.Clusters);
        if (filter.EachRun)
        {
            arguments.Add("--duplicates");
        }

        return arguments;
    }

    private static List<string> Window(DateTimeOffset? from, DateTimeOffset? to)
    {
        var arguments = new List<string>();
        if (from is { } start)
        {
            arguments.Add("--starttime=" + SlurmText.Window(start));
        }

        if (to is { } end)
        {
            arguments.Add("--endtime=" + SlurmText.Window(end));
        }

        return arguments;
    }

    private static void AddList(List<string> arguments, string option, string what, IReadOnlyCollection<string> names)
    {
        if (names.Count > 0)
        {
            arguments.Add(option + SlurmNames.List(what, names));
        }
    }

    /// <summary>sacct drops what it cannot read as a job, and where nothing is left it answers with all jobs: so each is looked at first.</summary>
    private static void AddJobs(List<string> arguments, IReadOnlyCollection<string> jobs)
    {
        foreach (string job in jobs)
        {
            _ = RequireJob(job);
        }

        if (jobs.Count > 0)
        {
            arguments.Add("--jobs=" + string.Join(',', jobs));
        }
    }

    /// <summary>Gives the number of a job back, or says what is wrong with it.</summary>
    internal static string RequireJob(string job)
    {
        int mark = job.AsSpan().IndexOfAny('_', '+');
        return IsNumber(mark < 0 ? job : job.AsSpan(0, mark)) && (mark < 0 || IsNumber(job.AsSpan(mark + 1)))
            ? job
            : throw new SlurmNameException("job", job, "a number is expected, as 123, 4_3 or 12+0");
    }

    private static bool IsNumber(ReadOnlySpan<char> text) =>
        text.Length is > 0 and < 11 && text.IndexOfAnyExceptInRange('0', '9') < 0;

    /// <summary>Job names are their users' own texts: anything that cannot end the list or the line.</summary>
    private static void AddJobNames(List<string> arguments, IReadOnlyCollection<string> names)
    {
        foreach (string name in names)
        {
            if (name.Length is 0 or > 1024 || name.AsSpan().IndexOfAny(",\n\r\0") >= 0)
            {
                throw new SlurmNameException("job", name, "it is empty, too long, or has a comma or a line break in it");
            }
        }

        if (names.Count > 0)
        {
            arguments.Add("--name=" + string.Join(',', names));
        }
    }
}
