using System;
using System.Collections.Generic;
using System.Linq;

namespace SlurmBank.Engine;

/// <summary>Reads the pieces of a TRESBillingWeights text, with Slurm's rules.</summary>
internal sealed class TresBillingWeightsReader(IReadOnlyList<string>? trackedTres)
{
    private const int MegaStep = 2;

    private static readonly string[] KnownTypes = ["gres", "license", "bb", "fs", "ic"];

    private readonly Dictionary<string, WeightSlot> slots = new(StringComparer.OrdinalIgnoreCase);

    internal WeightSlot[] Slots() => [.. slots.Values.OrderBy(slot => slot.Position)];

    internal bool TryRead(string text, out TextError error)
    {
        for (int start = 0; start < text.Length;)
        {
            int comma = text.IndexOf(',', start);
            int end = comma < 0 ? text.Length : comma;
            // Empty pieces are skipped, as strtok does.
            if (end > start && !TryReadPiece(text.AsSpan(start, end - start), start, out error))
            {
                return false;
            }

            start = end + 1;
        }

        error = default;
        return true;
    }

    private bool TryReadPiece(ReadOnlySpan<char> piece, int start, out TextError error)
    {
        // strtok also skips separators before the first word.
        ReadOnlySpan<char> rest = piece.TrimStart('=');
        start += piece.Length - rest.Length;
        int equals = rest.IndexOf('=');
        if (equals < 0 || equals + 1 == rest.Length)
        {
            return Fail("a weight is expected (a weight looks like mem=0.25G)", start + rest.Length, out error);
        }

        string name = rest[..equals].ToString();
        int position = PositionOf(name);
        if (position < 0)
        {
            return Fail($"'{name}' is not a TRES that this cluster tracks", start, out error);
        }

        return TryReadValue(name, position, rest[(equals + 1)..], start + equals + 1, out error);
    }

    private bool TryReadValue(string name, int position, ReadOnlySpan<char> value, int start, out TextError error)
    {
        if (!StrtodNumber.TryRead(value, out double weight, out int length, out string? problem))
        {
            return Fail(problem ?? string.Empty, start, out error);
        }

        int steps = 0;
        if (length < value.Length)
        {
            int unit = "KMGTP".IndexOf(char.ToUpperInvariant(value[length])) + 1;
            int baseUnit = TresNames.IsWeighedInMegabytes(name) ? MegaStep : 0;
            if (unit == 0)
            {
                return Fail($"'{value[length]}' is not a unit (K, M, G, T, P)", start + length, out error);
            }

            // 1024^4 and 1024^5 overflow the 32-bit number that Slurm divides by. A unit below the base is not converted.
            steps = Math.Max(unit - baseUnit, 0);
            if (steps > 3)
            {
                return Fail($"the unit '{value[length]}' is undefined in Slurm for a TRES that is not counted in MB", start + length, out error);
            }
        }

        long divisor = 1L << (10 * steps);
        slots[name] = new WeightSlot(name, position, weight / divisor, Exact(value[..length], weight, divisor));
        error = default;
        return true;
    }

    /// <summary>The decimal that was written, exactly; a hexadecimal number is what its double holds.</summary>
    private static Ratio? Exact(ReadOnlySpan<char> number, double weight, long divisor)
    {
        if (number.IsEmpty)
        {
            return Ratio.Zero;
        }

        bool read = number.IndexOfAny('x', 'X') >= 0
            ? TryExactly(weight, out Ratio exact)
            : RatioText.TryReadDecimal(number.TrimStart(" \t\n\v\f\r"), out exact, out _, out _);
        return read && Ratio.TryCreate(1, divisor, out Ratio share) && exact.TryMultiply(share, out Ratio scaled) ? scaled : null;
    }

    private static bool TryExactly(double value, out Ratio ratio)
    {
        ratio = Ratio.Zero;
        int exponent = value == 0 ? 0 : Math.ILogB(value) - 52;
        var mantissa = (Int128)Math.ScaleB(value, -exponent);
        return exponent is > -126 and < 74
            && (exponent < 0 ? Ratio.TryCreate(mantissa, Int128.One << -exponent, out ratio) : Ratio.TryCreate(mantissa << exponent, 1, out ratio));
    }

    private int PositionOf(string name)
    {
        int standard = TresNames.StandardPosition(name);
        if (standard >= 0)
        {
            return standard;
        }

        if (slots.TryGetValue(name, out WeightSlot known))
        {
            return known.Position;
        }

        if (trackedTres is null)
        {
            int slash = name.IndexOf('/', StringComparison.Ordinal);
            bool wellFormed = slash > 0 && slash + 1 < name.Length && KnownTypes.Contains(name[..slash], StringComparer.OrdinalIgnoreCase);
            return wellFormed ? TresNames.FirstOwnPosition + slots.Count : -1;
        }

        for (int index = 0; index < trackedTres.Count; index++)
        {
            if (TresNames.Same(name, trackedTres[index]))
            {
                return TresNames.FirstOwnPosition + index;
            }
        }

        return -1;
    }

    private static bool Fail(string message, int at, out TextError error)
    {
        error = new TextError(message, at);
        return false;
    }
}
