using System;
using System.Numerics;

namespace SlurmBank.Engine;

/// <summary>A non-negative exact factor, with its parts as 64-bit numbers where they fit, which is nearly always.</summary>
internal sealed class ExactFactor
{
    private readonly ulong numerator;
    private readonly ulong denominator;
    private readonly bool isSmall;

    internal ExactFactor(Ratio value)
    {
        Value = value;
        isSmall = value.Numerator <= ulong.MaxValue && value.Denominator <= ulong.MaxValue;
        numerator = isSmall ? (ulong)value.Numerator : 0;
        denominator = isSmall ? (ulong)value.Denominator : 0;
    }

    internal static ExactFactor One { get; } = new(Ratio.One);

    internal Ratio Value { get; }

    /// <summary>
    /// quantity x seconds x first x second, rounded half up to a whole number; false where that is not below the largest <see cref="long"/>.
    /// Exact at any size; only what is beyond 128 bits on the way allocates.
    /// </summary>
    internal static bool TryScale(UInt128 quantity, long seconds, ExactFactor first, ExactFactor second, out long result)
    {
        if (quantity <= ulong.MaxValue && first.isSmall && second.isSmall
            && Math.BigMul(first.denominator, second.denominator, out ulong divisor) == 0)
        {
            ulong high = Math.BigMul((ulong)quantity, (ulong)seconds, out ulong low);
            UInt128 product = new(high, low);
            if (TryMultiply(ref product, first.numerator) && TryMultiply(ref product, second.numerator))
            {
                return TryNarrow(DivideHalfUp(product, divisor), out result);
            }
        }

        BigInteger numerator = (BigInteger)quantity * seconds * (BigInteger)first.Value.Numerator * (BigInteger)second.Value.Numerator;
        BigInteger rounded = Ratio.RoundHalfUp(numerator, (BigInteger)first.Value.Denominator * (BigInteger)second.Value.Denominator);
        bool fits = rounded < long.MaxValue;
        result = fits ? (long)rounded : 0;
        return fits;
    }

    private static bool TryMultiply(ref UInt128 product, ulong factor)
    {
        ulong carry = Math.BigMul((ulong)(product & ulong.MaxValue), factor, out ulong low);
        ulong above = Math.BigMul((ulong)(product >> 64), factor, out ulong high);
        bool fits = above == 0 && high <= ulong.MaxValue - carry;
        product = fits ? new UInt128(high + carry, low) : product;
        return fits;
    }

    private static UInt128 DivideHalfUp(UInt128 product, ulong divisor)
    {
        if (divisor == 1)
        {
            return product;
        }

        if (product <= ulong.MaxValue)
        {
            (ulong quotient, ulong rest) = Math.DivRem((ulong)product, divisor);
            return (UInt128)quotient + (rest >= divisor - rest ? 1UL : 0UL);
        }

        UInt128 wide = product / divisor;
        var left = (ulong)(product - (wide * divisor));
        return left >= divisor - left ? wide + 1 : wide;
    }

    private static bool TryNarrow(UInt128 value, out long result)
    {
        bool fits = value < (UInt128)long.MaxValue;
        result = fits ? (long)value : 0;
        return fits;
    }
}
