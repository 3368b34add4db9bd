using System;
using System.Collections;
using System.Collections.Generic;
using System.Management.Automation;

namespace SlurmBank.PowerShell.Arguments;

/// <summary>
/// Lets a parameter that is a list of Slurm's names take several in one text, <c>cpu,gpu</c> or <c>cpu;gpu</c>, as a cell of a CSV file
/// has them. No name of Slurm holds either character. An empty text is no name.
/// </summary>
public sealed class NameListTransformationAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        object? value = inputData is PSObject wrapped ? wrapped.BaseObject : inputData;
        var names = new List<string>();
        if (value is string or not IEnumerable)
        {
            Add(names, value);
        }
        else
        {
            foreach (object? item in (IEnumerable)value)
            {
                Add(names, item);
            }
        }

        return names.ToArray();
    }

    private static void Add(List<string> names, object? value) =>
        names.AddRange((value?.ToString() ?? string.Empty).Split([',', ';'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
}
