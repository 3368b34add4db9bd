using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading;

namespace SlurmBank.Slurm.Tests;

/// <summary>Answers commands from memory, in pieces of any size.</summary>
internal sealed class FakeRunner : ICommandRunner
{
    private readonly Func<IReadOnlyList<string>, Answer> _answer;

    internal FakeRunner(Func<IReadOnlyList<string>, Answer> answer) => _answer = answer;

    internal List<CommandRequest> Requests { get; } = [];

    internal int PieceSize { get; init; } = int.MaxValue;

    /// <summary>A runner that gives the same bytes to all but <c>sacct -e</c>, where the delimiter drawn stands for each '~'.</summary>
    internal static FakeRunner Of(string output, int exitCode = 0, string errors = "") => new(argv =>
        argv.Contains("--helpformat") ? new Answer(Samples.Text("sacct-helpformat.out"))
            : new Answer(output.Replace("~", DelimiterOf(argv), StringComparison.Ordinal), exitCode, errors));

    internal static string DelimiterOf(IReadOnlyList<string> argv)
    {
        foreach (string argument in argv)
        {
            if (argument.StartsWith("--delimiter=", StringComparison.Ordinal))
            {
                return argument["--delimiter=".Length..];
            }

            if (argument.StartsWith("--Format=", StringComparison.Ordinal))
            {
                string format = argument["--Format=".Length..];
                return format[(format.IndexOf(":0", StringComparison.Ordinal) + 2)..format.IndexOf(',', StringComparison.Ordinal)];
            }
        }

        return "|";
    }

    public ICommandStream Start(CommandRequest request, CancellationToken cancellation)
    {
        Requests.Add(request);
        return new Stream(_answer(request.Arguments), PieceSize);
    }

    internal sealed record Answer(byte[] Output, int ExitCode, string Errors)
    {
        internal Answer(string output, int exitCode = 0, string errors = "")
            : this(Encoding.UTF8.GetBytes(output), exitCode, errors)
        {
        }
    }

    private sealed class Stream : ICommandStream
    {
        private readonly MemoryStream _output;
        private readonly Answer _answer;
        private readonly int _piece;

        internal Stream(Answer answer, int piece)
        {
            _answer = answer;
            _piece = piece;
            _output = new MemoryStream(answer.Output);
        }

        public int Read(Span<byte> buffer) => _output.Read(buffer[..Math.Min(buffer.Length, _piece)]);

        public CommandResult Finish() => new(_answer.ExitCode, _answer.Errors, TimeSpan.Zero);

        public void Dispose() => _output.Dispose();
    }
}
