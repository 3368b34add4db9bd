using System;
using System.Collections.Generic;
using System.Text;

namespace SlurmBank.Slurm;

/// <summary>Reads a listing whose every column is followed by a delimiter, each row as texts.</summary>
internal static class TableReader
{
    /// <summary>Reads a row's texts; says null, or why it is not such a row.</summary>
    internal delegate T? Row<T>(string[] texts, out string why)
        where T : class;

    internal static IEnumerable<SlurmRow<T>> Read<T>(SlurmCall call, byte[] delimiter, int columns, Row<T> read, bool multiLine = false)
        where T : class
    {
        var rows = new DelimitedReader(call, delimiter, columns, multiLine);
        var texts = new TextCache();
        string[] values = new string[columns];
        while (true)
        {
            DelimitedKind kind = rows.Next();
            if (kind == DelimitedKind.End)
            {
                break;
            }

            if (kind == DelimitedKind.Problem)
            {
                // squeue and sshare name each cluster on a line of its own where a cluster was asked for.
                if (!rows.Problem!.Text.StartsWith("CLUSTER: ", StringComparison.Ordinal))
                {
                    yield return new SlurmRow<T>(null, rows.Problem);
                }

                continue;
            }

            for (int i = 0; i < columns; i++)
            {
                values[i] = texts.Get(rows[i]);
            }

            T? record = read(values, out string why);
            yield return record is not null
                ? new SlurmRow<T>(record, null)
                : new SlurmRow<T>(null, SlurmProblem.Of(rows.LineNumber, rows.Record, why));
        }

        call.Finish();
    }
}
