using System.Management.Automation;

namespace SlurmBank.PowerShell.Arguments;

/// <summary>Takes an empty text, as an empty cell of a CSV file gives it, for "not given" instead of for zero.</summary>
public sealed class EmptyIsNullAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        object? value = inputData is PSObject wrapped ? wrapped.BaseObject : inputData;
        return value is string text && text.Trim().Length == 0 ? null : inputData;
    }
}
