using System;
using System.Globalization;
using System.Numerics;

namespace SlurmBank.Engine;

/// <content>Order, among amounts and against the numbers and texts that PowerShell's operators bring.</content>
public readonly partial struct ServiceUnits
{
    /// <summary>
    /// Compares with another amount, or with a number or a text that stands for SU, as PowerShell's comparison operators do.
    /// Exact; unlimited is above every number. A double stands for the shortest decimal that reads back as it.
    /// </summary>
    /// <exception cref="ArgumentException">The other value is not an amount.</exception>
    /// <exception cref="TextFormatException">The other value is a text, and not an amount.</exception>
    public int CompareTo(object? obj) => obj switch
    {
        null => 1,
        ServiceUnits other => CompareTo(other),
        string text => CompareTo(Parse(text)),
        decimal number => CompareWithNumber(number),
        sbyte or byte or short or ushort or int or uint or long or ulong => CompareWithNumber(Convert.ToDecimal(obj, CultureInfo.InvariantCulture)),
        double number => CompareWithDouble(number),
        float number => CompareWithDouble(double.Parse(number.ToString("R", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture)),
        BigInteger number => IsUnlimited ? 1 : new BigInteger(units).CompareTo(number * UnitsPerServiceUnit),
        _ => throw new ArgumentException($"A {obj.GetType().Name} cannot be compared with an amount of service units.", nameof(obj)),
    };

    /// <summary>Equality.</summary>
    public static bool operator ==(ServiceUnits left, ServiceUnits right) => left.units == right.units;

    /// <summary>Inequality.</summary>
    public static bool operator !=(ServiceUnits left, ServiceUnits right) => left.units != right.units;

    /// <summary>Order.</summary>
    public static bool operator <(ServiceUnits left, ServiceUnits right) => left.units < right.units;

    /// <summary>Order.</summary>
    public static bool operator >(ServiceUnits left, ServiceUnits right) => left.units > right.units;

    /// <summary>Order.</summary>
    public static bool operator <=(ServiceUnits left, ServiceUnits right) => left.units <= right.units;

    /// <summary>Order.</summary>
    public static bool operator >=(ServiceUnits left, ServiceUnits right) => left.units >= right.units;

    private int CompareWithNumber(decimal number)
    {
        if (IsUnlimited)
        {
            return 1;
        }

        (Int128 mantissa, Int128 scale) = ServiceUnitsText.Decompose(number);
        return (new BigInteger(units) * (BigInteger)scale).CompareTo((BigInteger)mantissa * UnitsPerServiceUnit);
    }

    private int CompareWithDouble(double number)
    {
        if (double.IsPositiveInfinity(number))
        {
            return IsUnlimited ? 0 : -1;
        }

        if (IsUnlimited || double.IsNaN(number))
        {
            return 1;
        }

        // No amount reaches 1e13 SU, and beyond 7.9e28 a decimal cannot hold the number.
        return Math.Abs(number) >= 1e13 ? -Math.Sign(number) : CompareWithNumber(ServiceUnitsText.ToDecimal(number));
    }
}
