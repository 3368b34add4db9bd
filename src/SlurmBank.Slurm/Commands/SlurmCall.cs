using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Text;
using System.Threading;

namespace SlurmBank.Slurm;

/// <summary>One call of a Slurm command: the running command, its judgement and its report.</summary>
internal sealed class SlurmCall : IDisposable
{
    private readonly ICommandStream _stream;
    private readonly Action<CommandReport> _report;
    private readonly CancellationToken _cancellation;
    private readonly long _start = Stopwatch.GetTimestamp();
    private CommandResult? _result;
    private bool _reported;

    internal SlurmCall(ICommandRunner runner, CommandRequest request, Action<CommandReport> report, CancellationToken cancellation)
    {
        Arguments = request.Arguments;
        _report = report;
        _cancellation = cancellation;
        try
        {
            _stream = runner.Start(request, cancellation);
        }
        catch
        {
            Report();
            throw;
        }
    }

    internal IReadOnlyList<string> Arguments { get; }

    internal int Read(Span<byte> buffer)
    {
        _cancellation.ThrowIfCancellationRequested();
        return _stream.Read(buffer);
    }

    /// <summary>Waits for the end; throws what the exit status and the words amount to.</summary>
    internal void Finish()
    {
        if (SlurmAnswer.Judge(Arguments, End().ExitCode, string.Empty, _result!.StandardError) is { } error)
        {
            throw error;
        }
    }

    /// <summary>Waits for the end, judging nothing.</summary>
    internal CommandResult End()
    {
        _result ??= _stream.Finish();
        Report();
        return _result;
    }

    /// <summary>Reads all of the output; its cap is the request's.</summary>
    internal string ReadAll()
    {
        using var kept = new MemoryStream();
        byte[] bytes = new byte[16 * 1024];
        int count;
        while ((count = Read(bytes)) > 0)
        {
            kept.Write(bytes, 0, count);
        }

        return Encoding.UTF8.GetString(kept.GetBuffer(), 0, (int)kept.Length);
    }

    public void Dispose()
    {
        _stream.Dispose();
        Report();
    }

    private void Report()
    {
        if (!_reported)
        {
            _reported = true;
            _report(new CommandReport(Arguments, Stopwatch.GetElapsedTime(_start), _result?.ExitCode));
        }
    }
}
