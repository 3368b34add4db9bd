using System;
using System.Collections.Generic;
using System.Text;

namespace SlurmBank.Slurm;

/// <summary>Turns the columns of a row into a run. Made for a million rows: nothing is allocated but the run and what is new in it.</summary>
internal sealed class SacctRowReader
{
    private readonly TextCache _texts = new();
    private readonly TextCache _accounts = new(lowerCase: true);
    private readonly DelimitedReader _row;
    private readonly int _cluster;
    private readonly int _exitCode;
    private readonly int _nodes;
    private readonly int _flags;
    private readonly int _dbIndex;
    private readonly int _sluid;
    private readonly int _adminComment;
    private readonly SacctColumns _columns;
    private string _why = string.Empty;

    internal SacctRowReader(SlurmCall call, ReadOnlySpan<byte> delimiter, SacctColumns columns)
    {
        _row = new DelimitedReader(call, delimiter, columns.Count, columns.HasFreeText);
        _columns = columns;
        _cluster = columns["Cluster"];
        _exitCode = columns["ExitCode"];
        _nodes = columns["NNodes"];
        _flags = columns["Flags"];
        _dbIndex = columns["DBIndex"];
        _sluid = columns["SLUID"];
        _adminComment = columns["AdminComment"];
    }

    /// <summary>The next run, or the problem in its place; false at the end.</summary>
    internal bool TryNext(out SlurmRow<SacctRun> row)
    {
        row = default;
        DelimitedKind kind = _row.Next();
        if (kind == DelimitedKind.Record)
        {
            row = Read() is { } run
                ? new SlurmRow<SacctRun>(run, null)
                : new SlurmRow<SacctRun>(null, SlurmProblem.Of(_row.LineNumber, _row.Record, _why));
        }
        else if (kind == DelimitedKind.Problem)
        {
            row = new SlurmRow<SacctRun>(null, _row.Problem);
        }

        return kind != DelimitedKind.End;
    }

    /// <summary>A column for display, of the run just read.</summary>
    internal string Text(string column) => _columns[column] is >= 0 and int at ? Encoding.UTF8.GetString(_row[at]) : string.Empty;

    // The positions are those of SacctColumns.Required.
    private SacctRun? Read()
    {
        if (!SlurmText.TryLong(_row[0], out long raw) || raw <= 0)
        {
            return No("JobIDRaw is not a number");
        }

        if (!SlurmText.TryTime(_row[2], out long? submit) || submit is null)
        {
            return No("Submit is not a time");
        }

        if (!SlurmText.TryLong(_row[6], out long elapsed) || elapsed < 0)
        {
            return No("ElapsedRaw is not a number of seconds");
        }

        long suspended = 0;
        if (!_row[7].IsEmpty && !SlurmText.TryDuration(_row[7], out suspended))
        {
            return No("Suspended is not a duration");
        }

        if (_row[8].IsEmpty)
        {
            return No("State is empty");
        }

        return ReadTimes(raw, submit.Value, elapsed, suspended);
    }

    private SacctRun? ReadTimes(long raw, long submit, long elapsed, long suspended)
    {
        if (!SlurmText.TryTime(_row[3], out long? eligible) || !SlurmText.TryTime(_row[4], out long? start) || !SlurmText.TryTime(_row[5], out long? end))
        {
            return No("Eligible, Start or End is not a time");
        }

        if (!TryLimit(_row[14], out long? minutes, out bool unlimited, out bool partitions))
        {
            return No("TimelimitRaw is neither minutes nor a known word");
        }

        int blank = _row[8].IndexOf((byte)' ');
        return new SacctRun
        {
            JobIdRaw = raw,
            JobIdText = _row[1].SequenceEqual(_row[0]) ? null : Encoding.UTF8.GetString(_row[1]),
            SubmitSeconds = submit,
            EligibleSeconds = eligible,
            StartSeconds = start,
            EndSeconds = end,
            ElapsedSeconds = elapsed,
            SuspendedSeconds = suspended,
            State = _texts.Get(blank < 0 ? _row[8] : _row[8][..blank]),
            StateDetail = blank < 0 ? string.Empty : _texts.Get(_row[8][(blank + 1)..]),
            Account = _accounts.Get(_row[9]),
            User = _texts.Get(_row[10]),
            Uid = NumberOrNull(11),
            Partition = _texts.Get(_row[12]),
            Qos = _texts.Get(_row[13]),
            TimeLimitMinutes = minutes,
            TimeLimitIsUnlimited = unlimited,
            TimeLimitIsPartitions = partitions,
            ReqTres = _texts.Get(_row[15]),
            AllocTres = _texts.Get(_row[16]),
            Cluster = TextOrEmpty(_cluster),
            ExitCode = TextOrEmpty(_exitCode),
            NodeCount = NumberOrNull(_nodes),
            Flags = TextOrEmpty(_flags),
            DbIndex = NumberOrNull(_dbIndex),
            Sluid = _sluid < 0 ? string.Empty : Encoding.UTF8.GetString(_row[_sluid]),
            AdminComment = _adminComment < 0 ? null : Encoding.UTF8.GetString(_row[_adminComment]),
        };
    }

    private SacctRun? No(string why)
    {
        _why = why;
        return null;
    }

    private string TextOrEmpty(int column) => column < 0 ? string.Empty : _texts.Get(_row[column]);

    private long? NumberOrNull(int column) => column >= 0 && SlurmText.TryLong(_row[column], out long value) ? value : null;

    private static bool TryLimit(ReadOnlySpan<byte> text, out long? minutes, out bool unlimited, out bool partitions)
    {
        minutes = null;
        unlimited = text.SequenceEqual("UNLIMITED"u8);
        partitions = text.SequenceEqual("Partition_Limit"u8);
        if (unlimited || partitions || text.IsEmpty)
        {
            return true;
        }

        bool number = SlurmText.TryLong(text, out long value) && value >= 0;
        minutes = number ? value : null;
        return number;
    }
}
