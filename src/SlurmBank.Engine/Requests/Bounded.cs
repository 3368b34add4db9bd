using System;

namespace SlurmBank.Engine.Requests;

/// <summary>Arithmetic on counts that stops at a value far beyond any cluster instead of overflowing: requests can name any number.</summary>
internal static class Bounded
{
    internal const long Largest = 1L << 56;

    internal static long Add(long left, long right) => Math.Min(Math.Min(left, Largest) + Math.Min(right, Largest), Largest);

    internal static long Multiply(long left, long right) =>
        // Nearly all counts are small, and 128 bits are slow.
        unchecked((ulong)left) <= int.MaxValue && unchecked((ulong)right) <= int.MaxValue
            ? Math.Min(left * right, Largest)
            : (long)Int128.Min((Int128)left * right, Largest);

    internal static long DivideUp(long left, long right) => (left / right) + (left % right == 0 ? 0 : 1);
}
