using System;
using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Threading;

namespace SlurmBank.Slurm;

/// <summary>A process under way, its pipes drained by threads of their own.</summary>
internal sealed class RunningCommand : ICommandStream
{
    private readonly Process _process;
    private readonly CommandRequest _request;
    private readonly CancellationToken _cancellation;
    private readonly CancellationTokenRegistration _registration;
    private readonly OutputQueue _output = new();
    private readonly ErrorTail _errors = new();
    private readonly long _start = Stopwatch.GetTimestamp();
    private TimeSpan _waited;
    private long _bytes;
    private bool _atEnd;
    private CommandResult? _result;

    internal RunningCommand(Process process, CommandRequest request, CancellationToken cancellation)
    {
        _process = process;
        _request = request;
        _cancellation = cancellation;
        _output.Fill(process.StandardOutput.BaseStream);
        _errors.Fill(process.StandardError.BaseStream);
        CloseInput();
        _registration = cancellation.Register(End);
    }

    public int Read(Span<byte> buffer)
    {
        if (_atEnd || buffer.IsEmpty)
        {
            return 0;
        }

        long start = Stopwatch.GetTimestamp();
        int count = _output.Read(buffer, _request.Deadline - _waited);
        _waited += Stopwatch.GetElapsedTime(start);
        _cancellation.ThrowIfCancellationRequested();
        if (count < 0)
        {
            throw Expired();
        }

        _atEnd = count == 0;
        _bytes += count;
        if (_bytes > _request.OutputCap)
        {
            End();
            throw new SlurmOutputException(
                _request.Arguments, string.Create(CultureInfo.InvariantCulture, $"it is longer than {_request.OutputCap} bytes"), string.Empty);
        }

        return count;
    }

    public CommandResult Finish()
    {
        if (_result is not null)
        {
            return _result;
        }

        byte[] dropped = new byte[16 * 1024];
        while (Read(dropped) > 0)
        {
        }

        TimeSpan left = _request.Deadline - _waited;
        if (left <= TimeSpan.Zero || !_process.WaitForExit(OutputQueue.Clip(left)))
        {
            _cancellation.ThrowIfCancellationRequested();
            throw Expired();
        }

        _cancellation.ThrowIfCancellationRequested();
        return _result = new CommandResult(
            _process.ExitCode, _errors.Text(TimeSpan.FromSeconds(1)), Stopwatch.GetElapsedTime(_start));
    }

    public void Dispose()
    {
        _registration.Dispose();
        if (_result is null)
        {
            End();
        }

        _process.Dispose();
    }

    private SlurmDidNotAnswerException Expired()
    {
        End();
        string said = _errors.Text(TimeSpan.FromMilliseconds(200)).Trim();
        string words = string.Create(CultureInfo.InvariantCulture, $"no answer within {_request.Deadline.TotalSeconds:0.###} s");
        return new SlurmDidNotAnswerException(
            new SlurmFailure(_request.Arguments, null, said.Length > 0 ? $"{words}; {CommandText.Escape(said)}" : words));
    }

    /// <summary>Ends the process and all that it started. Called from the thread that cancels, too.</summary>
    private void End()
    {
        try
        {
            _process.Kill(entireProcessTree: true);
            _process.WaitForExit(TimeSpan.FromSeconds(2));
        }
        catch (Exception error) when (error is InvalidOperationException or Win32Exception or AggregateException or NotSupportedException)
        {
            // It had ended already, or part of its tree belongs to somebody else: nothing more can be done.
        }

        _output.Stop();
    }

    private void CloseInput()
    {
        try
        {
            _process.StandardInput.Close();
        }
        catch (IOException)
        {
            // The command has ended already.
        }
    }
}
