using System;
using System.Collections.Generic;
using System.IO;
using System.Text;
using SlurmBank.Ledger;

namespace SlurmBank.Bank;

/// <summary>The status as a file for Prometheus' node_exporter, whose textfile collector reads <c>*.prom</c>.</summary>
public static class BankMetrics
{
    /// <summary>Writes the file by an atomic rename, so that a collector never reads half of it.</summary>
    /// <param name="path">The file.</param>
    /// <param name="status">The status; null where the bank could not be read, so that the figures of before do not look like those of now.</param>
    /// <param name="balances">The accounts' figures; null leaves them out: many series at a site with many accounts.</param>
    /// <exception cref="InvalidRequestException">The file cannot be written.</exception>
    public static void Write(string path, BankStatus? status, IReadOnlyList<Balance>? balances = null)
    {
        string text = status is null ? PrometheusText.Unavailable() : PrometheusText.Of(status, balances);
        Overwriting.RefuseOther(path, "file of metrics", start => start.StartsWith("# HELP ", StringComparison.Ordinal));
        try
        {
            AtomicFile.Replace(path, stream => stream.Write(Encoding.UTF8.GetBytes(text)));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new InvalidRequestException($"The file '{path}' cannot be written: {error.Message}", "Name a file in a folder that this user may write.");
        }
    }
}
