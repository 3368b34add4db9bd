using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Xml.Linq;

namespace SlurmBank.Help;

/// <summary>A parameter of a page: its prose, and the facts in its fence.</summary>
internal sealed class PageParameter
{
    private const string Switch = "SwitchParameter";
    private readonly Part part;
    private readonly Dictionary<string, string> facts;

    internal PageParameter(Part part)
    {
        this.part = part;
        facts = part.Fenced().Select(line => line.Split(": ", 2)).Where(pair => pair.Length == 2).ToDictionary(pair => pair[0].Trim(), pair => pair[1].Trim());
    }

    /// <summary>Where it stands in a syntax line: by position, then the required ones, then the rest.</summary>
    internal int Order => int.TryParse(this["Position"], CultureInfo.InvariantCulture, out int position) ? position : this["Required"] == "True" ? 1000 : 2000;

    private string this[string fact] => facts.TryGetValue(fact, out string? value) ? value : throw new FormatException($"{part.Title}: '{fact}' is missing");

    internal bool IsIn(string set) => this["Parameter Sets"] == "(All)" || this["Parameter Sets"].Split(", ").Contains(set);

    internal XElement ToElement(bool withText)
    {
        string type = this["Type"];
        var element = new XElement(
            MamlWriter.Command + "parameter",
            new XAttribute("required", Lower("Required")),
            new XAttribute("variableLength", "true"),
            new XAttribute("globbing", Lower("Accept wildcard characters")),
            new XAttribute("pipelineInput", this["Accept pipeline input"]),
            new XAttribute("position", Lower("Position")),
            new XAttribute("aliases", this["Aliases"]),
            new XElement(MamlWriter.Maml + "name", part.Title[1..]),
            new XElement(MamlWriter.Maml + "Description", withText ? MamlWriter.Paragraphs(part.Unfenced()) : null));
        if (type != Switch || withText)
        {
            element.Add(new XElement(
                MamlWriter.Command + "parameterValue",
                new XAttribute("required", type == Switch ? "false" : "true"),
                new XAttribute("variableLength", "false"),
                type));
        }

        element.Add(new XElement(MamlWriter.Dev + "type", new XElement(MamlWriter.Maml + "name", type), new XElement(MamlWriter.Maml + "uri")));
        element.Add(new XElement(MamlWriter.Dev + "defaultValue", this["Default value"]));
        return element;
    }

    private string Lower(string fact) => this[fact].ToLowerInvariant();
}
