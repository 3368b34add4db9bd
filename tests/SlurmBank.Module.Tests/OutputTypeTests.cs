using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace SlurmBank.Module.Tests;

/// <summary>The types that cmdlets give, and how they are shown.</summary>
public class OutputTypeTests
{
    public static TheoryData<string> Names => [.. BuiltModule.OutputTypes.Select(t => t.FullName!)];

    public static TheoryData<string> Views => [.. BuiltModule.Format.Descendants("View").Select(NameOf)];

    /// <summary>A view's name; a name that several types have, with the type.</summary>
    private static string NameOf(XElement view) => view.Element("Name")!.Value is string name && name.Contains('.', StringComparison.Ordinal) ? name : $"{view.Descendants("TypeName").First().Value} {view.Element("Name")!.Value}";

    private static XElement ViewOf(string name) => BuiltModule.Format.Descendants("View").Single(v => NameOf(v) == name);

    private static Type TypeOf(string name) => BuiltModule.OutputTypes.SingleOrDefault(t => t.FullName == name)
        ?? AppDomain.CurrentDomain.GetAssemblies().Select(a => a.GetType(name)).FirstOrDefault(t => t is not null)
        ?? throw new TypeLoadException($"there is no type {name}");

    private static IEnumerable<XElement> ViewsOf(string type) =>
        BuiltModule.Format.Descendants("View").Where(v => v.Descendants("TypeName").Any(t => t.Value == type));

    [Theory]
    [MemberData(nameof(Names))]
    public void It_has_a_table_and_a_list(string type)
    {
        // The first is the one that is shown; others, such as Parent, are asked for by name.
        Assert.Single(ViewsOf(type), v => v.Element("TableControl") is not null && v.Element("Name")!.Value.EndsWith(".Table", StringComparison.Ordinal));
        Assert.EndsWith(".Table", ViewsOf(type).First(v => v.Element("TableControl") is not null).Element("Name")!.Value, StringComparison.Ordinal);
        Assert.Single(ViewsOf(type), v => v.Element("ListControl") is not null);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void It_cannot_be_changed(string type) => Assert.All(
        TypeOf(type).GetProperties().Where(p => p.SetMethod is not null && !p.SetMethod.IsPrivate),
        p => Assert.Contains(typeof(IsExternalInit), p.SetMethod!.ReturnParameter.GetRequiredCustomModifiers()));

    /// <summary>An amount is a decimal of SU, with the exact units beside it. The columns of FOCUS are not ours to name.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void Its_amounts_have_their_units(string type)
    {
        PropertyInfo[] properties = TypeOf(type).GetProperties();
        foreach (PropertyInfo amount in properties.Where(p => Plain(p) == typeof(decimal) && p.Name is not ("PercentUsed" or "Threshold") && type != "SlurmBank.Bank.FocusRow"))
        {
            PropertyInfo units = Assert.Single(properties, p => p.Name == amount.Name + "Units");
            Assert.Equal(typeof(long), Plain(units));
        }

        Assert.All(properties.Where(p => p.Name.EndsWith("Units", StringComparison.Ordinal)), units => Assert.Equal(typeof(long), Plain(units)));
        Assert.DoesNotContain(properties, p => Plain(p) == typeof(double) && p.Name.EndsWith("Amount", StringComparison.Ordinal));

        static Type Plain(PropertyInfo property) => Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
    }

    /// <summary>What a view shows is there: a wrong name would show as an empty cell for ever.</summary>
    [Theory]
    [MemberData(nameof(Views))]
    public void A_view_names_what_its_type_has(string name)
    {
        XElement view = ViewOf(name);
        Type type = TypeOf(view.Descendants("TypeName").First().Value);
        HashSet<string> known = [.. type.GetProperties().Select(p => p.Name)];
        Assert.All(view.Descendants("PropertyName"), p => Assert.Contains(p.Value, known));
        foreach (string script in view.Descendants("ScriptBlock").Select(s => s.Value).Where(s => !s.Contains("ForEach-Object", StringComparison.Ordinal)))
        {
            Assert.All(Regex.Matches(script, @"\$_\.(\w+)").Select(m => m.Groups[1].Value), p => Assert.Contains(p, known));
        }
    }

    [Fact]
    public void Helpers_that_views_call_are_there()
    {
        Type helper = BuiltModule.Assembly.GetType("SlurmBank.PowerShell.Formatting.FormatText", throwOnError: true)!;
        HashSet<string> known = [.. helper.GetMethods(BindingFlags.Public | BindingFlags.Static).Select(m => m.Name)];
        string[] called = [.. BuiltModule.Format.Descendants("ScriptBlock").SelectMany(s => Regex.Matches(s.Value, @"FormatText\]::(\w+)").Select(m => m.Groups[1].Value)).Distinct()];
        Assert.NotEmpty(called);
        Assert.All(called, method => Assert.Contains(method, known));
    }

    [Theory]
    [MemberData(nameof(Views))]
    public void A_table_fits_a_hundred_columns_and_aligns_amounts_right(string name)
    {
        XElement[] headers = [.. ViewOf(name).Descendants("TableColumnHeader")];
        int width = headers.Sum(h => (int?)h.Element("Width") ?? 0) + Math.Max(0, headers.Length - 1);
        Assert.InRange(width, 0, 100);
        Assert.InRange(headers.Length, 0, 7);
        Assert.All(headers.Where(h => h.Element("Label")?.Value.EndsWith(" SU", StringComparison.Ordinal) == true), h => Assert.Equal("Right", h.Element("Alignment")?.Value));
    }
}
