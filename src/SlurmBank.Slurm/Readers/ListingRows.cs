using System;
using System.Collections.Generic;

namespace SlurmBank.Slurm;

/// <summary>Turns the rows of the listings for people into records.</summary>
internal static class ListingRows
{
    internal const string AccountColumns = "Account,Coordinators,Organization,Description";
    internal const string UserColumns = "User,DefaultAccount,AdminLevel,Coordinators";
    internal const string ClusterColumns = "Cluster,ControlHost,ControlPort,RPC,Classification,Flags,NodeCount,TRES";

    internal const string QosColumns = SacctmgrRows.QosColumns
        + ",UsageThreshold,GraceTime,Preempt,PreemptMode,MaxTRESPerNode,MaxTRESPerAccount,MaxJobsPerAccount,MaxSubmitJobsPerAccount,MinTRESPerJob";

    /// <summary>
    /// Reads accounts, whose last column is free text: it may hold bars and newlines, and ends with the bar at the end of a line. A name
    /// and users stand before it, so that a line that begins otherwise belongs to the text above it.
    /// </summary>
    internal static IEnumerable<SlurmRow<AccountListing>> Accounts(SlurmCall call)
    {
        var lines = new LineReader(call);
        string pending = string.Empty;
        while (lines.TryReadText(out string line))
        {
            string text = pending.Length == 0 ? line : pending + "\n" + line;
            if (lines.IsCut || text.Length > LineReader.LongestLine)
            {
                pending = string.Empty;
                yield return new SlurmRow<AccountListing>(null, new SlurmProblem(lines.LineNumber, CommandText.Escape(text), "the line is cut off or too long"));
                continue;
            }

            if (!text.EndsWith('|') || text.AsSpan().Count('|') < 4)
            {
                pending = text;
                continue;
            }

            pending = string.Empty;
            AccountListing? account = Account(text, out string why);
            yield return account is not null
                ? new SlurmRow<AccountListing>(account, null)
                : new SlurmRow<AccountListing>(null, new SlurmProblem(lines.LineNumber, CommandText.Escape(text), why));
        }

        if (pending.Length > 0)
        {
            yield return new SlurmRow<AccountListing>(null, new SlurmProblem(lines.LineNumber, CommandText.Escape(pending), "it has too few columns"));
        }

        call.Finish();
    }

    internal static UserListing? User(string[] row, out string why)
    {
        why = row[0].Length == 0 ? "the name is empty" : string.Empty;
        return why.Length > 0 ? null : new UserListing(row[0], row[1].ToLowerInvariant(), row[2], Words(row[3]));
    }

    internal static ClusterListing? Cluster(string[] row, out string why)
    {
        why = row[0].Length == 0 ? "the name is empty" : string.Empty;
        return why.Length > 0 ? null : new ClusterListing(
            row[0], row[1], SlurmText.LongOrNull(row[2]) ?? 0, SlurmText.LongOrNull(row[3]), row[4], row[5], Count(row[6]), row[7]);
    }

    internal static QosListing? Qos(string[] row, out string why) => SacctmgrRows.Qos(row, out why) is not SlurmQos qos ? null : new QosListing(qos)
    {
        UsageThreshold = SlurmText.DoubleOrNull(row[17]),
        GraceTime = row[18],
        Preempt = row[19],
        PreemptMode = row[20],
        MaxTresPerNode = row[21],
        MaxTresPerAccount = row[22],
        MaxJobsPerAccount = Count(row[23]),
        MaxSubmitJobsPerAccount = Count(row[24]),
        MinTresPerJob = row[25],
    };

    /// <summary>A count; null for none, for which Slurm has words and the two highest numbers of 32 bits.</summary>
    internal static long? Count(string text) => SlurmText.LongOrNull(text) is long number and not (4294967295 or 4294967294) ? number : null;

    internal static IReadOnlyList<string> Words(string text) => text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static AccountListing? Account(string text, out string why)
    {
        string[] parts = text.Split('|');
        string name = parts[0].Trim(' ');
        why = SlurmCommands.NameProblem("account", name)?.Message ?? string.Empty;
        return why.Length > 0 ? null : new AccountListing(name.ToLowerInvariant(), parts[2], string.Join('|', parts[3..^1]), Words(parts[1]));
    }
}
