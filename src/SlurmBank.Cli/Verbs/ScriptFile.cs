using System;
using System.IO;
using System.Text;
using SlurmBank.Cli.Composition;

namespace SlurmBank.Cli.Verbs;

/// <summary>Reads a batch script, from a file or from standard input.</summary>
internal static class ScriptFile
{
    /// <summary>The most bytes of a script: Slurm's own default is 4 MiB (slurm.conf, SchedulerParameters=max_script_size).</summary>
    internal const int MostBytes = 4 * 1024 * 1024;

    /// <summary>The text of a script.</summary>
    /// <param name="name">Its file, or <c>-</c> for standard input.</param>
    /// <exception cref="UsageException">It cannot be read, or is too large.</exception>
    internal static string Read(string name)
    {
        try
        {
            using Stream stream = name == "-" ? Console.OpenStandardInput() : File.OpenRead(name);
            return Encoding.UTF8.GetString(ReadAll(stream, name));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new UsageException("ScriptNotReadable", $"The script '{name}' cannot be read: {error.Message}", "Name a batch script, or - for standard input; options alone are a request too: slurmbank quote -n 4 -t 1:00:00", error);
        }
    }

    private static byte[] ReadAll(Stream stream, string name)
    {
        using var whole = new MemoryStream();
        byte[] buffer = new byte[64 * 1024];
        for (int read = stream.Read(buffer); read > 0; read = stream.Read(buffer))
        {
            whole.Write(buffer, 0, read);
            if (whole.Length > MostBytes)
            {
                throw new UsageException("ScriptTooLarge", $"The script '{name}' has more than {MostBytes} bytes; Slurm takes no larger one.");
            }
        }

        return whole.ToArray();
    }
}
