using System;
using System.Management.Automation;
using SlurmBank.Bank;
using SlurmBank.Engine;

namespace SlurmBank.PowerShell.Arguments;

/// <summary>
/// Lets a parameter that is a moment take a date such as <c>2027-09-30</c> (in the site's time zone), a date and time, or PowerShell's
/// own dates. An empty text, as an empty cell of a CSV file, is no moment.
/// </summary>
public sealed class MomentTransformationAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        object? value = inputData is PSObject wrapped ? wrapped.BaseObject : inputData;
        return value switch
        {
            null => null,
            SiteMoment moment => moment,
            string text when text.Trim().Length == 0 => null,
            string text => Parse(text),
            DateTimeOffset instant => SiteMoment.FromInstant(instant),
            DateTime time => SiteMoment.FromDateTime(time),
            DateOnly date => SiteMoment.FromDate(date),
            _ => throw new ArgumentTransformationMetadataException($"A {value.GetType().Name} is not a date or time. Write 2027-09-30 or 2027-09-30T12:00."),
        };
    }

    private static SiteMoment Parse(string text) =>
        SiteMoment.TryParse(text, out SiteMoment value, out TextError error)
            ? value
            : throw new ArgumentTransformationMetadataException($"'{text}' is not a date or time: {error}.");
}
