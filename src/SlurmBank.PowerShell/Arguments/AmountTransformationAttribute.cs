using System;
using System.Globalization;
using System.Management.Automation;
using System.Numerics;
using SlurmBank.Engine;

namespace SlurmBank.PowerShell.Arguments;

/// <summary>
/// Lets a parameter that is an amount take a number of SU or a text such as <c>10k</c>, <c>1.5M SU</c> or <c>500 GPU-h</c>. An empty text, as an empty
/// cell of a CSV file, is no amount.
/// </summary>
public sealed class AmountTransformationAttribute : ArgumentTransformationAttribute
{
    /// <summary>Whether a unit may stand behind the amount; where not, the amount counts in every currency and is a <see cref="ServiceUnits"/>.</summary>
    public bool TakesUnit { get; set; } = true;

    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        object? value = inputData is PSObject wrapped ? wrapped.BaseObject : inputData;
        return value switch
        {
            StatedAmount stated when TakesUnit => stated,
            string text when TakesUnit && text.Trim().Length > 0 => Stated(text),
            _ => Number(value) is not ServiceUnits amount ? null : TakesUnit ? new StatedAmount(amount, null) : amount,
        };
    }

    private static object? Number(object? value)
    {
        try
        {
            return value switch
            {
                null => null,
                ServiceUnits amount => amount,
                string text when text.Trim().Length == 0 => null,
                string text => Parse(text),
                double number => ServiceUnits.FromDecimal((decimal)number),
                float number => ServiceUnits.FromDecimal((decimal)number),
                BigInteger number => ServiceUnits.FromDecimal((decimal)number),
                bool or char or Enum or DateTime => throw NotAnAmount(value),
                IConvertible number => ServiceUnits.FromDecimal(number.ToDecimal(CultureInfo.InvariantCulture)),
                _ => throw NotAnAmount(value),
            };
        }
        catch (OverflowException error)
        {
            throw new ArgumentTransformationMetadataException($"'{value}' SU is more than the bank can count: the most is about 2.5e12 SU.", error);
        }
        catch (TextFormatException error)
        {
            throw new ArgumentTransformationMetadataException(error.Message, error);
        }
    }

    private static StatedAmount Stated(string text) =>
        StatedAmount.TryParse(text, out StatedAmount value, out TextError error) ? value : throw NotRead(text, error);

    private static ServiceUnits Parse(string text) =>
        ServiceUnits.TryParse(text, out ServiceUnits value, out TextError error)
            ? value
            : throw NotRead(text, error);

    private static ArgumentTransformationMetadataException NotRead(string text, TextError error) =>
        new($"'{text}' is not an amount of service units: {error}. Write a number of SU such as 250, 10k, 1.5M or '1.5M SU'.");

    private static ArgumentTransformationMetadataException NotAnAmount(object value) =>
        new($"A {value.GetType().Name} is not an amount of service units. Write a number of SU such as 250, 10k, 1.5M or '1.5M SU'.");
}
