using System;
using System.Globalization;
using System.Management.Automation;

namespace SlurmBank.PowerShell.Arguments;

/// <summary>Lets a parameter that is a time limit take a span of time; a text or a number (of minutes) stays as it is, for Slurm's grammar to read.</summary>
public sealed class TimeLimitTransformationAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        object? value = inputData is PSObject wrapped ? wrapped.BaseObject : inputData;
        return value is TimeSpan span
            ? string.Create(CultureInfo.InvariantCulture, $"{(long)span.TotalDays}-{span.Hours:00}:{span.Minutes:00}:{span.Seconds:00}")
            : inputData;
    }
}
