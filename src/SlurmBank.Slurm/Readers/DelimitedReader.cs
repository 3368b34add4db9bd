using System;
using System.Buffers;

namespace SlurmBank.Slurm;

/// <summary>
/// Reads records whose every column, the last one too, is followed by the delimiter. A record is as many delimiters as there
/// are columns and then a newline, so a newline inside a text belongs to the text; and since nobody who wrote such a text
/// could know a delimiter drawn at random after it was written, no text can make up a record.
/// </summary>
internal sealed class DelimitedReader
{
    private readonly LineReader _lines;
    private readonly byte[] _delimiter;
    private readonly int[] _starts;
    private readonly int[] _ends;
    private readonly int _columns;
    private readonly bool _multiLine;
    private readonly ArrayBufferWriter<byte> _pending = new();
    private byte[] _record = [];
    private int _recordLength;
    private int _pendingDelimiters;
    private bool _lineWaits;
    private int _waitingDelimiters;
    private bool _waitingClosed;

    /// <summary>Makes a reader; <paramref name="multiLine"/> where a column is free text, which may hold newlines. Elsewhere two broken lines never make a row.</summary>
    internal DelimitedReader(SlurmCall call, ReadOnlySpan<byte> delimiter, int columns, bool multiLine)
    {
        _multiLine = multiLine;
        _lines = new LineReader(call);
        _delimiter = delimiter.ToArray();
        _columns = columns;
        _starts = new int[columns];
        _ends = new int[columns];
    }

    /// <summary>Why there is no record.</summary>
    internal SlurmProblem? Problem { get; private set; }

    /// <summary>The line on which the record ends.</summary>
    internal long LineNumber => _lines.LineNumber;

    /// <summary>The whole record, for reports.</summary>
    internal ReadOnlySpan<byte> Record => _record.AsSpan(0, _recordLength);

    /// <summary>A column of the record, from 0; good until the next record.</summary>
    internal ReadOnlySpan<byte> this[int column] => _record.AsSpan(_starts[column], _ends[column] - _starts[column]);

    /// <summary>Goes to the next record or problem.</summary>
    internal DelimitedKind Next()
    {
        Problem = null;
        if (_lineWaits)
        {
            _lineWaits = false;
            return Begin(_waitingDelimiters, _waitingClosed) ?? Continue();
        }

        return Continue();
    }

    private DelimitedKind Continue()
    {
        while (_lines.TryRead(out ReadOnlySpan<byte> line))
        {
            // The line is copied once: a record must outlive the reader's buffer while its columns are read.
            Copy(line);
            if (_lines.IsCut)
            {
                _pending.ResetWrittenCount();
                return Fail(Record, "the line is cut off or too long");
            }

            int count = Split(Record, out bool closed);
            if ((_pending.WrittenCount == 0 ? Begin(count, closed) : Join(count, closed)) is { } kind)
            {
                return kind;
            }
        }

        return _pending.WrittenCount > 0 ? FailPending("the record is incomplete") : DelimitedKind.End;
    }

    /// <summary>Takes the line just copied as the beginning of a record.</summary>
    private DelimitedKind? Begin(int count, bool closed)
    {
        if (count == _columns && closed)
        {
            return DelimitedKind.Record;
        }

        if (count == 0 || count >= _columns || !_multiLine)
        {
            return Fail(Record, count == 0 ? "it is not part of a record" : count >= _columns ? "it has too many columns" : "it has too few columns");
        }

        _pending.Write(Record);
        _pendingDelimiters = count;
        return null;
    }

    /// <summary>Adds the line just copied to the record begun before, if it fits.</summary>
    private DelimitedKind? Join(int count, bool closed)
    {
        int total = _pendingDelimiters + count;
        bool fits = total < _columns || (total == _columns && closed);
        if (!fits)
        {
            // The record begun before is broken; this line begins another one, and is looked at again.
            _lineWaits = true;
            _waitingDelimiters = count;
            _waitingClosed = closed;
            return FailPending("it has too few columns");
        }

        if (_pending.WrittenCount + _recordLength > LineReader.LongestLine)
        {
            return FailPending("the record is too long");
        }

        _pending.Write("\n"u8);
        _pending.Write(Record);
        _pendingDelimiters = total;
        if (total < _columns)
        {
            return null;
        }

        Copy(_pending.WrittenSpan);
        _pending.ResetWrittenCount();
        Split(Record, out _);
        return DelimitedKind.Record;
    }

    private void Copy(ReadOnlySpan<byte> line)
    {
        if (_record.Length < line.Length)
        {
            _record = new byte[Math.Max(1024, line.Length * 2)];
        }

        line.CopyTo(_record);
        _recordLength = line.Length;
    }

    /// <summary>Finds the delimiters and keeps the first columns; says how many there are and whether the last one ends the line.</summary>
    private int Split(ReadOnlySpan<byte> line, out bool closed)
    {
        int count = 0;
        int at = 0;
        int start = 0;
        byte first = _delimiter[0];
        while (true)
        {
            int hit = line[at..].IndexOf(first);
            if (hit < 0)
            {
                break;
            }

            at += hit;
            if (!line[at..].StartsWith(_delimiter))
            {
                at++;
                continue;
            }

            if (count < _columns)
            {
                _starts[count] = start;
                _ends[count] = at;
            }

            count++;
            at += _delimiter.Length;
            start = at;
        }

        closed = count > 0 && start == line.Length;
        return count;
    }

    private DelimitedKind Fail(ReadOnlySpan<byte> line, string why)
    {
        Problem = SlurmProblem.Of(_lines.LineNumber, line, why);
        return DelimitedKind.Problem;
    }

    private DelimitedKind FailPending(string why)
    {
        DelimitedKind kind = Fail(_pending.WrittenSpan, why);
        _pending.ResetWrittenCount();
        _pendingDelimiters = 0;
        return kind;
    }
}
