using System;

namespace SlurmBank.Engine;

/// <content>Arithmetic: checked, and unlimited absorbs.</content>
public readonly partial struct ServiceUnits
{
    /// <summary>Adds two amounts, checked; unlimited plus anything is unlimited.</summary>
    public static ServiceUnits operator +(ServiceUnits left, ServiceUnits right) =>
        left.IsUnlimited || right.IsUnlimited ? Unlimited : Finite(checked(left.units + right.units));

    /// <summary>Subtracts an amount, checked; unlimited minus an amount is unlimited.</summary>
    /// <exception cref="OverflowException">The result does not fit, or unlimited is taken away.</exception>
    public static ServiceUnits operator -(ServiceUnits left, ServiceUnits right)
    {
        if (right.IsUnlimited)
        {
            throw new OverflowException("An unlimited amount cannot be taken away.");
        }

        return left.IsUnlimited ? Unlimited : Finite(checked(left.units - right.units));
    }

    /// <summary>Negates an amount, checked; unlimited has no negative.</summary>
    public static ServiceUnits operator -(ServiceUnits value) => Zero - value;

    /// <summary>Multiplies an amount, checked; unlimited stays unlimited, and only a positive factor applies to it.</summary>
    public static ServiceUnits operator *(ServiceUnits value, long factor)
    {
        if (!value.IsUnlimited)
        {
            return Finite(checked(value.units * factor));
        }

        return factor > 0 ? Unlimited : throw new OverflowException("An unlimited amount can only be multiplied by a positive number.");
    }

    /// <summary>Multiplies an amount, checked.</summary>
    public static ServiceUnits operator *(long factor, ServiceUnits value) => value * factor;

    /// <summary>SU as PowerShell and C# casts write it: <c>[SlurmBank.Engine.ServiceUnits]250</c>.</summary>
    /// <exception cref="OverflowException">The amount does not fit.</exception>
    public static explicit operator ServiceUnits(int serviceUnits) => FromWhole(serviceUnits);

    /// <summary>Whole SU.</summary>
    /// <exception cref="OverflowException">The amount does not fit.</exception>
    public static explicit operator ServiceUnits(long serviceUnits) => FromWhole(serviceUnits);

    /// <summary>SU as a decimal number; see <see cref="FromDecimal"/>.</summary>
    public static explicit operator ServiceUnits(decimal serviceUnits) => FromDecimal(serviceUnits);

    /// <summary>
    /// SU as a double, which is what PowerShell makes of a typed <c>1.5</c>: the shortest decimal that reads back as the same
    /// double is taken, so that <c>0.1</c> is a tenth.
    /// </summary>
    /// <exception cref="TextFormatException">The number is finer than a unit.</exception>
    /// <exception cref="OverflowException">The number does not fit, or is not a number.</exception>
    public static explicit operator ServiceUnits(double serviceUnits) => FromDecimal(ServiceUnitsText.ToDecimal(serviceUnits));

    /// <summary>The amount in SU; see <see cref="Amount"/>.</summary>
    public static explicit operator decimal(ServiceUnits value) => value.Amount;

    // The largest value is taken by "unlimited": a sum that happens to land there does not fit.
    private static ServiceUnits Finite(long units) =>
        units == long.MaxValue ? throw new OverflowException("The amount is too large.") : new ServiceUnits(units);
}
