using System;
using System.IO;
using System.Text;
using SlurmBank.Ledger;

namespace SlurmBank.Bank;

/// <summary>Writes a chart into a file.</summary>
public static class ChartFile
{
    /// <summary>Writes a chart into a file as UTF-8.</summary>
    /// <param name="path">The file.</param>
    /// <param name="chart">The chart.</param>
    /// <param name="overwrite">Whether a file that is there is replaced.</param>
    /// <exception cref="InvalidRequestException">The file is there and is not to be replaced, or cannot be written.</exception>
    public static void Write(string path, ChartReport chart, bool overwrite)
    {
        ArgumentNullException.ThrowIfNull(chart);
        byte[] content = Encoding.UTF8.GetBytes(chart.Svg);
        try
        {
            if (overwrite)
            {
                Overwriting.RefuseOther(path, "chart", start => start.Contains("<svg", StringComparison.Ordinal));
                AtomicFile.Replace(path, stream => stream.Write(content));
                return;
            }

            using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write);
            file.Write(content);
        }
        catch (IOException) when (!overwrite && File.Exists(path))
        {
            throw new InvalidRequestException($"The file '{path}' is there already; nothing was written.", "Name another, or overwrite it with -Force.");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new InvalidRequestException($"The chart cannot be written to '{path}': {error.Message}", "Name a file in a folder that exists and may be written.");
        }
    }
}
