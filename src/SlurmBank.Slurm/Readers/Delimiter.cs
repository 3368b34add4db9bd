using System;
using System.Security.Cryptography;
using System.Text;

namespace SlurmBank.Slurm;

/// <summary>Draws the delimiter of one query.</summary>
internal static class Delimiter
{
    // No comma (squeue separates its columns by it), no digit first (squeue would read it as a width), nothing that any locale prints differently.
    private const string Letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";

    /// <summary>A unit separator and ten random letters (57 bits), drawn after every text in the answer was written.</summary>
    internal static string Draw() => "\x1f" + RandomNumberGenerator.GetString(Letters, 10);

    internal static byte[] Bytes(string delimiter) => Encoding.ASCII.GetBytes(delimiter);
}
