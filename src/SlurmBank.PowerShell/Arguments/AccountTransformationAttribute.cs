using System;
using System.Collections;
using System.Collections.Generic;
using System.Management.Automation;

namespace SlurmBank.PowerShell.Arguments;

/// <summary>
/// Lets a parameter that names accounts take what people have at hand: a name, a list of names, or objects that have a property
/// <c>Account</c> or <c>Name</c>, such as the rows of a CSV file and everything that this module writes.
/// </summary>
public sealed class AccountTransformationAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        if (NameOf(inputData) is string single)
        {
            return single;
        }

        object? plain = inputData is PSObject wrapped ? wrapped.BaseObject : inputData;
        if (plain is not IEnumerable many || plain is string or IDictionary)
        {
            return inputData;
        }

        var names = new List<object?>();
        foreach (object? item in many)
        {
            names.Add(NameOf(item) ?? item);
        }

        return names.ToArray();
    }

    /// <summary>The name that an object stands for; null where it stands for none.</summary>
    private static string? NameOf(object? value)
    {
        object? plain = value is PSObject wrapped ? wrapped.BaseObject : value;
        if (plain is null or IList)
        {
            return null;
        }

        if (plain is string text)
        {
            return text;
        }

        if (plain is IDictionary table)
        {
            return (table["Account"] ?? table["Name"])?.ToString();
        }

        PSMemberInfoCollection<PSPropertyInfo> properties = PSObject.AsPSObject(value).Properties;
        return (properties["Account"] ?? properties["Name"])?.Value as string;
    }
}
