using System;
using System.IO;
using System.Text;
using System.Threading;

namespace SlurmBank.Slurm;

/// <summary>Keeps the first part of what a command says on standard error, and drains the rest so that it never blocks.</summary>
internal sealed class ErrorTail
{
    private const int Cap = 64 * 1024;
    private readonly MemoryStream _kept = new();
    private Thread? _thread;

    internal void Fill(Stream stream) => _thread = Pump.Start("slurm errors", () => ReadAll(stream));

    /// <summary>The text so far, after waiting a little for its end (a stray grandchild may hold the pipe open for ever).</summary>
    internal string Text(TimeSpan wait)
    {
        _thread?.Join(wait);
        lock (_kept)
        {
            return Encoding.UTF8.GetString(_kept.GetBuffer(), 0, (int)_kept.Length);
        }
    }

    private void ReadAll(Stream stream)
    {
        byte[] bytes = new byte[4096];
        int count;
        while ((count = Pump.ReadOrEnd(stream, bytes)) > 0)
        {
            lock (_kept)
            {
                _kept.Write(bytes, 0, Math.Min(count, Cap - (int)_kept.Length));
            }
        }
    }
}
