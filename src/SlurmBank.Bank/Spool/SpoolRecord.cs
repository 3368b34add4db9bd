using System;
using System.Globalization;
using SlurmBank.Slurm;

namespace SlurmBank.Bank;

/// <summary>A record of the spool: a run, as sacct would show it, or a count of records that were lost.</summary>
/// <param name="Run">The run; null where it is none.</param>
/// <param name="Lost">How many records before this one the plugin had to drop.</param>
/// <param name="Problem">What is wrong with the record; null where nothing is.</param>
internal readonly record struct SpoolRecord(SacctRun? Run, long Lost, string? Problem)
{
    private const long RunKind = 1;
    private const long LossKind = 2;

    /// <summary>9999-12-31T23:59:59Z.</summary>
    private const long LastSecond = 253_402_300_799;

    /// <summary>Reads a payload. A kind of record that this version does not know is left out, as a later plugin may write some.</summary>
    internal static SpoolRecord Read(ReadOnlySpan<byte> payload)
    {
        if (!SpoolFields.TryRead(payload, out SpoolFields fields))
        {
            return Bad("it is not made of fields");
        }

        return fields.Number(SpoolField.Kind) switch
        {
            RunKind => ReadRun(fields),
            LossKind => new SpoolRecord(null, Math.Max(fields.Number(SpoolField.Lost) ?? 0, 0), null),
            null => Bad("it has no kind"),
            _ => default,
        };
    }

    private static SpoolRecord Bad(string why) => new(null, 0, why);

    private static SpoolRecord ReadRun(SpoolFields fields)
    {
        if (fields.Number(SpoolField.JobId) is not (> 0 and <= uint.MaxValue and long job))
        {
            return Bad("it has no job number");
        }

        if (!IsTime(fields.Number(SpoolField.Submit), out long submit) || !IsTime(fields.Number(SpoolField.End), out long end))
        {
            return Bad($"job {job} has no time of submission, or no end");
        }

        if (!TryTexts(fields, out string[] texts))
        {
            return Bad($"job {job} has a name that is none");
        }

        if (!fields.TryText(SpoolField.TresAlloc, out string counts) || !fields.TryText(SpoolField.TresAllocNames, out string names)
            || !SpoolTres.TryJoin(counts, names, fields.Number(SpoolField.Energy), out string tres))
        {
            return Bad($"what job {job} was allocated has no names");
        }

        long? start = IsTime(fields.Number(SpoolField.Start), out long begun) ? begun : null;
        long suspended = start is null ? 0 : Math.Max(fields.Number(SpoolField.Suspended) ?? 0, 0);
        return new SpoolRecord(Make(fields, job, submit, start, end, suspended, texts, tres), 0, null);
    }

    private static SacctRun Make(SpoolFields fields, long job, long submit, long? start, long end, long suspended, string[] texts, string tres) => new()
    {
        Cluster = texts[0].ToLowerInvariant(),
        JobIdRaw = job,
        JobIdText = DisplayId(fields),
        SubmitSeconds = submit,
        EligibleSeconds = IsTime(fields.Number(SpoolField.Eligible), out long eligible) ? eligible : null,
        StartSeconds = start,
        EndSeconds = end,
        ElapsedSeconds = Math.Max(end - (start ?? end) - suspended, 0),
        SuspendedSeconds = suspended,
        State = texts[1],
        Account = texts[2].ToLowerInvariant(),
        User = texts[3],
        Uid = fields.Number(SpoolField.Uid),
        Partition = texts[4],
        Qos = texts[5],
        ReqTres = string.Empty,
        AllocTres = tres,
    };

    private static bool IsTime(long? seconds, out long time)
    {
        time = seconds ?? 0;
        return time is > 0 and <= LastSecond;
    }

    private static bool TryTexts(SpoolFields fields, out string[] texts)
    {
        texts = new string[6];
        return fields.TryText(SpoolField.Cluster, out texts[0]) && texts[0].Length > 0
            && fields.TryText(SpoolField.State, out texts[1]) && texts[1].Length > 0
            && fields.TryText(SpoolField.Account, out texts[2])
            && fields.TryText(SpoolField.User, out texts[3])
            && fields.TryText(SpoolField.Partition, out texts[4])
            && fields.TryText(SpoolField.Qos, out texts[5]);
    }

    /// <summary>sacct's JobID: <c>4_3</c>, <c>4_[5-9]</c>, <c>12+1</c>; null where it is the job's own number.</summary>
    private static string? DisplayId(SpoolFields fields)
    {
        if (fields.Number(SpoolField.ArrayJob) is long array)
        {
            bool isTask = fields.Number(SpoolField.ArrayTask) is not null;
            return fields.TryText(SpoolField.ArrayTasks, out string tasks) && tasks.Length > 0
                ? string.Create(CultureInfo.InvariantCulture, $"{array}_[{tasks}]")
                : isTask ? string.Create(CultureInfo.InvariantCulture, $"{array}_{fields.Number(SpoolField.ArrayTask)}") : null;
        }

        return fields.Number(SpoolField.HetJob) is long leader ? string.Create(CultureInfo.InvariantCulture, $"{leader}+{fields.Number(SpoolField.HetOffset)}") : null;
    }
}
