using System;
using System.Collections.Generic;
using System.Linq;
using System.Xml.Linq;

namespace SlurmBank.Help;

/// <summary>Writes the pages of cmdlets in the form that PowerShell's help reads.</summary>
internal static class MamlWriter
{
    internal static readonly XNamespace Maml = "http://schemas.microsoft.com/maml/2004/10";
    internal static readonly XNamespace Command = "http://schemas.microsoft.com/maml/dev/command/2004/10";
    internal static readonly XNamespace Dev = "http://schemas.microsoft.com/maml/dev/2004/10";
    private static readonly XNamespace Root = "http://msh";

    internal static XDocument Write(IEnumerable<MarkdownPage> pages) => new(
        new XDeclaration("1.0", "utf-8", null),
        new XElement(Root + "helpItems", new XAttribute("schema", "maml"), pages.Select(CommandOf)));

    /// <summary>Paragraphs: their lines are joined; the lines of a list stay apart.</summary>
    internal static IEnumerable<XElement> Paragraphs(IEnumerable<string> lines)
    {
        string open = string.Empty;
        foreach (string line in lines.Append(string.Empty))
        {
            string text = TopicWriter.Plain(line).Trim();
            if ((text.Length == 0 || text.StartsWith("- ", StringComparison.Ordinal)) && open.Length > 0)
            {
                yield return new XElement(Maml + "para", open);
                open = string.Empty;
            }

            open = open.Length == 0 ? text : $"{open} {text}";
        }
    }

    private static XElement CommandOf(MarkdownPage page)
    {
        string[] name = page.Name.Split('-');
        List<PageParameter> parameters = [.. page.Parts("PARAMETERS").Where(part => part.Title.StartsWith('-')).Select(part => new PageParameter(part))];
        return new XElement(
            Command + "command",
            new XAttribute(XNamespace.Xmlns + "maml", Maml),
            new XAttribute(XNamespace.Xmlns + "command", Command),
            new XAttribute(XNamespace.Xmlns + "dev", Dev),
            new XElement(
                Command + "details",
                new XElement(Command + "name", page.Name),
                new XElement(Command + "verb", name[0]),
                new XElement(Command + "noun", name[1]),
                new XElement(Maml + "description", Paragraphs(page.Text("SYNOPSIS")))),
            new XElement(Maml + "description", Paragraphs(page.Text("DESCRIPTION"))),
            new XElement(Command + "syntax", page.Parts("SYNTAX").Select(part => SyntaxOf(page.Name, part.Title.Split(' ')[0], parameters))),
            new XElement(Command + "parameters", parameters.Select(parameter => parameter.ToElement(withText: true))),
            new XElement(Command + "inputTypes", page.Parts("INPUTS").Select(part => TypeOf("inputType", part))),
            new XElement(Command + "returnValues", page.Parts("OUTPUTS").Select(part => TypeOf("returnValue", part))),
            new XElement(Maml + "alertSet", new XElement(Maml + "alert", Paragraphs(page.Text("NOTES")))),
            new XElement(Command + "examples", page.Parts("EXAMPLES").Select(ExampleOf)),
            new XElement(Command + "relatedLinks", page.Links().Select(LinkOf)));
    }

    private static XElement SyntaxOf(string name, string set, IEnumerable<PageParameter> parameters) => new(
        Command + "syntaxItem",
        new XElement(Maml + "name", name),
        parameters.Where(parameter => parameter.IsIn(set)).OrderBy(parameter => parameter.Order).Select(parameter => parameter.ToElement(withText: false)));

    private static XElement TypeOf(string element, Part part) => new(
        Command + element,
        new XElement(Dev + "type", new XElement(Maml + "name", part.Title)),
        new XElement(Maml + "description", Paragraphs(part.Lines)));

    private static XElement ExampleOf(Part part) => new(
        Command + "example",
        new XElement(Maml + "title", $"-- {part.Title} --"),
        new XElement(Dev + "code", string.Join('\n', part.Code())),
        new XElement(Dev + "remarks", Paragraphs(part.Unfenced()), part.Shown().Any() ? new XElement(Maml + "para", string.Join('\n', part.Shown())) : null));

    private static XElement LinkOf(string text) => new(Maml + "navigationLink", new XElement(Maml + "linkText", text), new XElement(Maml + "uri"));
}
