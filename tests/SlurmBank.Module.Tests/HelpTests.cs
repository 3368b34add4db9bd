using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace SlurmBank.Module.Tests;

/// <summary>The pages of docs/en-US, and the help that is built of them, against the cmdlets.</summary>
public class HelpTests
{
    private static readonly string[] ChangeParameters = ["WhatIf", "Confirm"];

    private static readonly Lazy<XDocument> Maml = new(() => XDocument.Load(BuiltModule.Need(Path.Combine(BuiltModule.Root, "en-US", "SlurmBank.PowerShell.dll-Help.xml"))));

    public static TheoryData<string> Names => BuiltModule.Names;

    private static string Pages => Path.Combine(BuiltModule.Root, "docs", "en-US");

    private static string Page(string name) => File.ReadAllText(Path.Combine(Pages, name + ".md"));

    private static string Section(string page, string title) => Regex.Match(page, $@"^## {title}\n(.*?)(?=^## |\z)", RegexOptions.Multiline | RegexOptions.Singleline).Groups[1].Value;

    private static Dictionary<string, string> Parameters(string page) =>
        Regex.Matches(Section(page, "PARAMETERS"), @"^### -(\w+)\n(.*?)(?=^### |\z)", RegexOptions.Multiline | RegexOptions.Singleline)
            .ToDictionary(m => m.Groups[1].Value, m => m.Groups[2].Value);

    private static string Fact(string text, string key) => Regex.Match(text, $"^{key}: (.*)$", RegexOptions.Multiline).Groups[1].Value.Trim();

    [Fact]
    public void Every_page_is_of_a_cmdlet() => Assert.Equal(
        BuiltModule.Cmdlets.Select(c => c.Name),
        Directory.GetFiles(Pages, "*-*.md").Select(f => Path.GetFileNameWithoutExtension(f)!).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_parameter_is_described_and_no_other(string name)
    {
        Cmdlet cmdlet = BuiltModule.Named(name);
        IEnumerable<string> expected = cmdlet.Parameters.Where(p => !p.IsHidden).Select(p => p.Name).Concat(cmdlet.SupportsShouldProcess ? ChangeParameters : []);
        Assert.Equal(expected.Order(StringComparer.Ordinal), Parameters(Page(name)).Keys.Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void What_a_page_says_of_a_parameter_is_so(string name)
    {
        Dictionary<string, string> pages = Parameters(Page(name));
        foreach (CmdletParameter parameter in BuiltModule.Named(name).Parameters.Where(p => !p.IsHidden))
        {
            string text = pages[parameter.Name];
            string what = $"-{parameter.Name}";
            Assert.Matches(@"\A\s*[A-Z`\[].*\.", text);
            Assert.Equal((what, TypeName(parameter)), (what, Fact(text, "Type")));
            Assert.Equal((what, parameter.IsMandatory.ToString()), (what, Fact(text, "Required")));
            Assert.Equal((what, parameter.Position?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "Named"), (what, Fact(text, "Position")));
            Assert.Equal((what, parameter.TakesWildcards.ToString()), (what, Fact(text, "Accept wildcard characters")));
            Assert.Equal((what, Pipeline(parameter)), (what, Fact(text, "Accept pipeline input")));
            Assert.Equal((what, parameter.Aliases.Count == 0 ? "none" : string.Join(", ", parameter.Aliases)), (what, Fact(text, "Aliases")));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_page_has_examples_that_use_the_cmdlet_and_names_what_is_given(string name)
    {
        string page = Page(name);
        string[] examples = [.. Regex.Matches(Section(page, "EXAMPLES"), @"^### .*?(?=^### |\z)", RegexOptions.Multiline | RegexOptions.Singleline).Select(m => m.Value)];
        Assert.True(examples.Length >= 3, $"{examples.Length} examples");
        Assert.All(examples, example => Assert.Contains(name, example));
        Assert.All(BuiltModule.Named(name).OutputTypes, type => Assert.Contains("### " + type.FullName, Section(page, "OUTPUTS")));
        Assert.NotEmpty(Section(page, "DESCRIPTION").Trim());
        Assert.EndsWith(".", Section(page, "SYNOPSIS").Trim(), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Links_lead_somewhere(string name)
    {
        MatchCollection links = Regex.Matches(Section(Page(name), "RELATED LINKS"), @"\]\(([^)]+)\)");
        Assert.NotEmpty(links);
        Assert.All(links.Select(l => l.Groups[1].Value), link => Assert.True(File.Exists(Path.Combine(Pages, link)), link));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_built_help_has_it_whole(string name)
    {
        XElement command = Assert.Single(Maml.Value.Root!.Elements(), c => c.Descendants().First(e => e.Name.LocalName == "name").Value == name);
        Assert.Equal(
            Parameters(Page(name)).Keys.Order(StringComparer.Ordinal),
            command.Elements().Single(e => e.Name.LocalName == "parameters").Elements().Select(p => p.Elements().First(e => e.Name.LocalName == "name").Value).Order(StringComparer.Ordinal));
        Assert.True(command.Descendants().Count(e => e.Name.LocalName == "example") >= 3);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_about_topic_names_it(string name)
    {
        Assert.Contains($"| {name} |", File.ReadAllText(Path.Combine(Pages, "about_SlurmBank.md")));
        Assert.True(File.Exists(Path.Combine(BuiltModule.Root, "en-US", "about_SlurmBank.help.txt")));
    }

    private static string Pipeline(CmdletParameter parameter) => (parameter.IsByName, parameter.IsByValue) switch
    {
        (true, true) => "True (ByPropertyName, ByValue)",
        (true, false) => "True (ByPropertyName)",
        (false, true) => "True (ByValue)",
        _ => "False",
    };

    private static string TypeName(CmdletParameter parameter)
    {
        Type type = parameter.Property.PropertyType;
        return (Nullable.GetUnderlyingType(type) ?? type).Name;
    }
}
