using System;
using System.Text;

namespace SlurmBank.Slurm;

/// <summary>Cuts a command's output into lines, in a buffer that grows only as far as one line may.</summary>
internal sealed class LineReader
{
    /// <summary>The longest line that is kept; of a longer one only the beginning is seen.</summary>
    internal const int LongestLine = 1024 * 1024;

    private readonly SlurmCall _call;
    private byte[] _buffer = new byte[128 * 1024];
    private int _at;
    private int _filled;
    private bool _atEnd;

    internal LineReader(SlurmCall call) => _call = call;

    /// <summary>The number of the line just read, from 1.</summary>
    internal long LineNumber { get; private set; }

    /// <summary>Whether the line just read was cut: longer than a line may be, or without its newline at the end of the output.</summary>
    internal bool IsCut { get; private set; }

    /// <summary>The next line without its newline; good until the next call.</summary>
    internal bool TryRead(out ReadOnlySpan<byte> line)
    {
        IsCut = false;
        int scanned = 0;
        while (true)
        {
            ReadOnlySpan<byte> rest = _buffer.AsSpan(_at, _filled - _at);
            int newline = rest[scanned..].IndexOf((byte)'\n');
            if (newline >= 0)
            {
                line = rest[..(scanned + newline)];
                _at += line.Length + 1;
                LineNumber++;
                return true;
            }

            scanned = rest.Length;
            if (_atEnd || scanned >= LongestLine)
            {
                line = rest;
                _at = _filled;
                IsCut = scanned > 0;
                LineNumber += IsCut ? 1 : 0;
                return IsCut && SkipRest();
            }

            Fill();
        }
    }

    /// <summary>The next line as text.</summary>
    internal bool TryReadText(out string line)
    {
        bool read = TryRead(out ReadOnlySpan<byte> bytes);
        line = read ? Encoding.UTF8.GetString(bytes) : string.Empty;
        return read;
    }

    /// <summary>Drops what is left of a line that is too long. The part already given stays in the buffer.</summary>
    private bool SkipRest()
    {
        Span<byte> dropped = stackalloc byte[4096];
        while (!_atEnd)
        {
            int count = _call.Read(dropped);
            _atEnd = count == 0;
            int newline = dropped[..count].IndexOf((byte)'\n');
            if (newline >= 0)
            {
                ReadOnlySpan<byte> next = dropped[(newline + 1)..count];
                _pushedBack = next.ToArray();
                break;
            }
        }

        return true;
    }

    private byte[] _pushedBack = [];

    private void Fill()
    {
        int kept = _filled - _at;
        if (_at > 0)
        {
            _buffer.AsSpan(_at, kept).CopyTo(_buffer);
            _at = 0;
            _filled = kept;
        }

        if (_filled + _pushedBack.Length >= _buffer.Length)
        {
            Array.Resize(ref _buffer, Math.Max(_buffer.Length * 2, _filled + _pushedBack.Length + 1));
        }

        if (_pushedBack.Length > 0)
        {
            _pushedBack.CopyTo(_buffer, _filled);
            _filled += _pushedBack.Length;
            _pushedBack = [];
            return;
        }

        int count = _call.Read(_buffer.AsSpan(_filled));
        _filled += count;
        _atEnd = count == 0;
    }
}
