using System;

namespace SlurmBank.Bank;

/// <summary>Hashes as people copy them.</summary>
internal static class Hex
{
    internal static string Of(byte[] bytes) => Convert.ToHexString(bytes).ToLowerInvariant();
}
