using System;
using System.Collections.Generic;

namespace SlurmBank.Slurm;

/// <summary>The columns of one sacct query and where each one stands in a row. A position of -1: this sacct does not have it.</summary>
internal sealed class SacctColumns
{
    private static readonly string[] Required =
    [
        "JobIDRaw", "JobID", "Submit", "Eligible", "Start", "End", "ElapsedRaw", "Suspended", "State", "Account", "User", "UID",
        "Partition", "QOS", "TimelimitRaw", "ReqTRES", "AllocTRES",
    ];

    private static readonly string[] WhereTheyExist = ["Cluster", "ExitCode", "NNodes", "Flags", "DBIndex", "SLUID"];

    // Texts a user can set, last. The delimiter protects them; their place is a second fence.
    private static readonly string[] ForDisplay = ["NodeList", "Reason", "JobName", "WorkDir", "Comment", "SubmitLine"];

    private readonly Dictionary<string, int> _positions = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<string> _names = [];

    private SacctColumns()
    {
    }

    /// <summary>The number of columns.</summary>
    internal int Count => _names.Count;

    /// <summary>Whether a column is free text, in which there may be newlines.</summary>
    internal bool HasFreeText => this["AdminComment"] >= 0 || this["JobName"] >= 0;

    /// <summary>The value of <c>--format</c>.</summary>
    internal string Format => string.Join(',', _names);

    /// <summary>A column's place in the row; -1 where it was not asked for.</summary>
    internal int this[string name] => _positions.TryGetValue(name, out int position) ? position : -1;

    /// <summary>The columns of the query that moves money: no text that a user can set.</summary>
    internal static SacctColumns ForRuns(IReadOnlySet<string> available, bool adminComment, IReadOnlyList<string> command)
    {
        var columns = new SacctColumns();
        foreach (string name in Required)
        {
            if (!available.Contains(name))
            {
                throw new SlurmOutputException(command, $"this sacct has no column {name}", string.Empty);
            }

            columns.Add(name);
        }

        columns.AddWhere(available, WhereTheyExist);
        if (adminComment)
        {
            columns.AddWhere(available, ["AdminComment"]);
        }

        return columns;
    }

    /// <summary>The columns for looking at jobs.</summary>
    internal static SacctColumns ForJobs(IReadOnlySet<string> available, IReadOnlyList<string> command)
    {
        SacctColumns columns = ForRuns(available, adminComment: true, command);
        columns.AddWhere(available, ForDisplay);
        return columns;
    }

    /// <summary>The names that <c>sacct -e</c> prints, in columns of a table.</summary>
    internal static IReadOnlySet<string> ReadNames(string output) => new HashSet<string>(
        output.Split([' ', '\n', '\t', '\r'], StringSplitOptions.RemoveEmptyEntries), StringComparer.OrdinalIgnoreCase);

    private void AddWhere(IReadOnlySet<string> available, string[] names)
    {
        foreach (string name in names)
        {
            if (available.Contains(name))
            {
                Add(name);
            }
        }
    }

    private void Add(string name)
    {
        _positions[name] = _names.Count;
        _names.Add(name);
    }
}
