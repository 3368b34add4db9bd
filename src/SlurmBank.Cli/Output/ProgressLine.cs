using System;
using System.IO;
using SlurmBank.Bank;

namespace SlurmBank.Cli.Output;

/// <summary>Says on a terminal how far a long work has come, in one line that is written over and cleared at the end.</summary>
internal sealed class ProgressLine : IDisposable
{
    private readonly TextWriter? error;
    private long next;
    private int width;

    internal ProgressLine(bool isJson) => error = isJson || Console.IsErrorRedirected ? null : Console.Error;

    /// <summary>Shows where the work is; at most some times a second.</summary>
    internal void Report(BankProgress progress)
    {
        long now = Environment.TickCount64;
        if (error is null || now < next)
        {
            return;
        }

        next = now + 100;
        string percent = progress.Percent < 0 ? string.Empty : $" {progress.Percent}%";
        string text = PlainText.Clean($"{progress.Activity}{percent} {progress.Status}");
        text = text.Length > TextTable<int>.Limit ? text[..TextTable<int>.Limit] : text;
        error.Write("\r" + text.PadRight(width));
        width = text.Length;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (width > 0)
        {
            error?.Write("\r" + new string(' ', width) + "\r");
        }
    }
}
