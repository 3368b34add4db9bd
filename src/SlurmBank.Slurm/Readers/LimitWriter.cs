using System;
using System.Collections.Generic;
using System.Threading;

namespace SlurmBank.Slurm;

/// <summary>Runs <c>sacctmgr modify</c> in as few commands as the length of a command line allows.</summary>
internal static class LimitWriter
{
    // Linux takes 128 KiB for one argument; sacctmgr makes one statement of it all, so the bites are kept smaller.
    private const int NamesPerCommand = 500;
    private const int CharactersPerCommand = 32_000;

    internal static LimitOutcome Write(
        SlurmCommands slurm, IReadOnlyList<string> verb, string key, IReadOnlyList<string> where, string what,
        IReadOnlyCollection<string> names, IReadOnlyCollection<LimitChange> changes, CancellationToken cancellation)
    {
        // All names and words are looked at before anything is run.
        List<string> words = LimitChange.Words(changes);
        List<string> lists = Chunks(what, names);
        var modified = new List<ModifiedAssociation>();
        foreach (string list in lists)
        {
            string[] arguments = ["--immediate", .. verb, key + list, .. where, "set", .. words];
            (CommandResult result, string output, SlurmCommandException? error) = slurm.Run("sacctmgr", arguments, cancellation);
            if (error is null || SlurmAnswer.SaysNothingToDo(output, result.StandardError))
            {
                modified.AddRange(ReadModified(output));
            }
            else
            {
                throw error;
            }
        }

        return new LimitOutcome(modified, lists.Count);
    }

    /// <summary>Reads <c>C = lab  A = physics of science</c> and <c>C = lab  A = physics  U = bob  P = gpu</c>.</summary>
    internal static IEnumerable<ModifiedAssociation> ReadModified(string output)
    {
        foreach (string line in output.Split('\n'))
        {
            if (line.StartsWith("  C = ", StringComparison.Ordinal))
            {
                string account = After(line, " A = ");
                int of = account.IndexOf(" of ", StringComparison.Ordinal);
                yield return new ModifiedAssociation(After(line, " C = "), of < 0 ? account : account[..of], After(line, " U = "));
            }
        }
    }

    private static string After(string line, string mark)
    {
        int start = line.IndexOf(mark, StringComparison.Ordinal);
        if (start < 0)
        {
            return string.Empty;
        }

        string rest = line[(start + mark.Length)..];
        foreach (string next in (string[])[" A = ", " U = ", " P = "])
        {
            int end = rest.IndexOf(next, StringComparison.Ordinal);
            rest = end < 0 ? rest : rest[..end];
        }

        return rest.Trim();
    }

    private static List<string> Chunks(string what, IReadOnlyCollection<string> names)
    {
        if (names.Count == 0)
        {
            throw new ArgumentException($"no {what} to modify", nameof(names));
        }

        var chunks = new List<string>();
        var chunk = new List<string>();
        int length = 0;
        foreach (string name in new SortedSet<string>(names, StringComparer.Ordinal))
        {
            chunk.Add(SlurmNames.Require(what, name));
            length += name.Length + 1;
            if (chunk.Count == NamesPerCommand || length > CharactersPerCommand)
            {
                chunks.Add(string.Join(',', chunk));
                chunk.Clear();
                length = 0;
            }
        }

        if (chunk.Count > 0)
        {
            chunks.Add(string.Join(',', chunk));
        }

        return chunks;
    }
}
