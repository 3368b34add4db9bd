using System;
using System.Collections.Generic;
using System.Collections.ObjectModel;
using System.Linq;
using System.Reflection;

namespace SlurmBank.Module.Tests;

/// <summary>
/// A cmdlet as its attributes describe it. They are read as data, because the library that we compile against has no code in them.
/// </summary>
internal sealed record Cmdlet(Type Type, string Verb, string Noun, bool SupportsShouldProcess, string ConfirmImpact)
{
    internal string Name => $"{Verb}-{Noun}";

    internal bool IsChange => Verb is not ("Get" or "Test" or "Compare");

    internal IReadOnlyList<CmdletParameter> Parameters =>
        [.. Type.GetProperties().Select(CmdletParameter.TryRead).OfType<CmdletParameter>()];

    internal IReadOnlyList<Type> OutputTypes =>
    [
        .. Attributes(Type, "OutputTypeAttribute").SelectMany(a => a.ConstructorArguments)
            .SelectMany(a => a.Value is ReadOnlyCollection<CustomAttributeTypedArgument> many ? many.Select(x => x.Value) : [a.Value]).OfType<Type>(),
    ];

    internal static Cmdlet? TryRead(Type type)
    {
        CustomAttributeData? attribute = Attributes(type, "CmdletAttribute").SingleOrDefault();
        if (attribute is null)
        {
            return null;
        }

        Dictionary<string, object?> named = attribute.NamedArguments.ToDictionary(a => a.MemberName, a => a.TypedValue.Value);
        return new Cmdlet(
            type,
            (string)attribute.ConstructorArguments[0].Value!,
            (string)attribute.ConstructorArguments[1].Value!,
            named.GetValueOrDefault("SupportsShouldProcess") is true,
            named.TryGetValue("ConfirmImpact", out object? impact) ? ((Impact)(int)impact!).ToString() : nameof(Impact.Medium));
    }

    internal static IEnumerable<CustomAttributeData> Attributes(MemberInfo member, string name) =>
        member.GetCustomAttributesData().Where(a => a.AttributeType.Name == name);

    private enum Impact
    {
        None,
        Low,
        Medium,
        High,
    }
}

/// <summary>A parameter as its attributes describe it.</summary>
internal sealed record CmdletParameter(PropertyInfo Property, IReadOnlyList<IReadOnlyDictionary<string, object?>> Sets)
{
    internal string Name => Property.Name;

    internal bool IsHidden => Sets.All(s => s.GetValueOrDefault("DontShow") is true);

    internal bool IsByValue => Has("ValueFromPipeline");

    internal bool IsByName => Has("ValueFromPipelineByPropertyName");

    internal bool IsMandatory => Has("Mandatory");

    internal int? Position => Sets.Select(s => s.TryGetValue("Position", out object? position) ? (int?)position : null).FirstOrDefault(p => p is not null);

    internal bool TakesWildcards => Cmdlet.Attributes(Property, "SupportsWildcardsAttribute").Any();

    internal IReadOnlyList<string> SetNames => [.. Sets.Select(s => s.GetValueOrDefault("ParameterSetName") as string).OfType<string>()];

    internal IReadOnlyList<string> Aliases =>
    [
        .. Cmdlet.Attributes(Property, "AliasAttribute").SelectMany(a => a.ConstructorArguments)
            .SelectMany(a => (ReadOnlyCollection<CustomAttributeTypedArgument>)a.Value!).Select(a => (string)a.Value!),
    ];

    internal static CmdletParameter? TryRead(PropertyInfo property)
    {
        var sets = Cmdlet.Attributes(property, "ParameterAttribute")
            .Select(a => (IReadOnlyDictionary<string, object?>)a.NamedArguments.ToDictionary(n => n.MemberName, n => n.TypedValue.Value)).ToList();
        return sets.Count == 0 ? null : new CmdletParameter(property, sets);
    }

    private bool Has(string what) => Sets.Any(s => s.GetValueOrDefault(what) is true);
}
