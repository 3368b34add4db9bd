using System;
using System.IO;
using System.Text;
using SlurmBank.Ledger;

namespace SlurmBank.Bank;

/// <summary>Keeps a mistaken path from costing a file that is something else: what is written again and again takes only its own kind's place.</summary>
internal static class Overwriting
{
    private const int Start = 256;

    /// <summary>Whether a file is empty, or begins as its kind does. One that cannot be read is of no kind.</summary>
    /// <param name="path">A file that exists.</param>
    /// <param name="isKind">Looks at its first 256 characters.</param>
    internal static bool Begins(string path, Func<string, bool> isKind)
    {
        try
        {
            using FileStream file = File.OpenRead(path);
            byte[] start = new byte[Start];
            int length = file.ReadAtLeast(start, Start, throwOnEndOfStream: false);
            return length == 0 || isKind(Encoding.Latin1.GetString(start, 0, length));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>Refuses to write over a file that is of another kind.</summary>
    /// <param name="path">The file, which need not exist.</param>
    /// <param name="kind">What is written: <c>chart</c>.</param>
    /// <param name="isKind">Looks at its first 256 characters.</param>
    /// <exception cref="InvalidRequestException">It is of another kind.</exception>
    internal static void RefuseOther(string path, string kind, Func<string, bool> isKind)
    {
        if (File.Exists(path) && !Begins(path, isKind))
        {
            throw new InvalidRequestException($"The file '{path}' is there already and is no {kind}: it is not written over.", "Name another file.");
        }
    }
}
