// The build's own step from docs/en-US to what Get-Help reads; compiled by MSBuild when the module is staged, not part of the module.
using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Xml.Linq;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

public sealed class HelpTask : Task
{
    private static readonly XNamespace Msh = "http://msh";
    private static readonly XNamespace Maml = "http://schemas.microsoft.com/maml/2004/10";
    private static readonly XNamespace Command = "http://schemas.microsoft.com/maml/dev/command/2004/10";
    private static readonly XNamespace Dev = "http://schemas.microsoft.com/maml/dev/2004/10";

    [Required] public string Source { get; set; }

    [Required] public string Destination { get; set; }

    [Required] public string AssemblyName { get; set; }

    public override bool Execute()
    {
        Directory.CreateDirectory(Destination);
        var root = new XElement(Msh + "helpItems", new XAttribute("schema", "maml"));
        foreach (string file in Directory.GetFiles(Source, "*-*.md").OrderBy(path => path, StringComparer.Ordinal))
        {
            root.Add(ToCommand(Page.Read(file)));
        }

        Write(AssemblyName + ".dll-Help.xml", new XDeclaration("1.0", "utf-8", null) + Environment.NewLine + root);
        foreach (string file in Directory.GetFiles(Source, "about_*.md"))
        {
            Write(Path.GetFileNameWithoutExtension(file) + ".help.txt", Topic(File.ReadAllLines(file)));
        }

        return !Log.HasLoggedErrors;
    }

    // By rename, so that a shell that reads help meanwhile sees the old or the new file.
    private void Write(string name, string text)
    {
        string path = Path.Combine(Destination, name);
        File.WriteAllText(path + ".new", text, new UTF8Encoding(false));
        if (File.Exists(path))
        {
            File.Delete(path);
        }

        File.Move(path + ".new", path);
    }

    private static XElement ToCommand(Page page)
    {
        string[] name = page.Name.Split('-');
        List<Parameter> parameters = page.Parts("PARAMETERS").Where(part => part.Title.StartsWith("-", StringComparison.Ordinal)).Select(Parameter.Read).ToList();
        return new XElement(
            Command + "command",
            new XAttribute(XNamespace.Xmlns + "maml", Maml), new XAttribute(XNamespace.Xmlns + "command", Command), new XAttribute(XNamespace.Xmlns + "dev", Dev),
            new XElement(
                Command + "details",
                new XElement(Command + "name", page.Name), new XElement(Command + "verb", name[0]), new XElement(Command + "noun", name[1]),
                new XElement(Maml + "description", Paragraphs(page.Text("SYNOPSIS")))),
            new XElement(Maml + "description", Paragraphs(page.Text("DESCRIPTION"))),
            new XElement(Command + "syntax", page.Parts("SYNTAX").Select(part => SyntaxItem(page.Name, part.Title.Split(' ')[0], parameters))),
            new XElement(Command + "parameters", parameters.Select(parameter => parameter.ToElement(withText: true))),
            new XElement(Command + "inputTypes", page.Parts("INPUTS").Select(part => Type(Command + "inputType", part))),
            new XElement(Command + "returnValues", page.Parts("OUTPUTS").Select(part => Type(Command + "returnValue", part))),
            new XElement(Maml + "alertSet", new XElement(Maml + "alert", Paragraphs(page.Text("NOTES")))),
            new XElement(Command + "examples", page.Parts("EXAMPLES").Select(Example)),
            new XElement(Command + "relatedLinks", page.Links().Select(link => new XElement(Maml + "navigationLink", new XElement(Maml + "linkText", link), new XElement(Maml + "uri")))));
    }

    private static XElement SyntaxItem(string name, string set, IEnumerable<Parameter> parameters) => new XElement(
        Command + "syntaxItem",
        new XElement(Maml + "name", name),
        parameters.Where(parameter => parameter.IsIn(set)).OrderBy(parameter => parameter.Position == "Named").ThenBy(parameter => parameter.Position, StringComparer.Ordinal).ThenBy(parameter => !parameter.IsRequired)
            .Select(parameter => parameter.ToElement(withText: false)));

    private static XElement Type(XName element, Part part) => new XElement(
        element,
        new XElement(Dev + "type", new XElement(Maml + "name", part.Title)),
        new XElement(Maml + "description", Paragraphs(part.Lines)));

    private static XElement Example(Part part)
    {
        List<string> code = part.Fenced().ToList();
        return new XElement(
            Command + "example",
            new XElement(Maml + "title", "-- " + part.Title + " --"),
            new XElement(Dev + "code", string.Join("\n", code)),
            new XElement(Dev + "remarks", Paragraphs(part.Unfenced())));
    }

    internal static IEnumerable<XElement> Paragraphs(IEnumerable<string> lines) =>
        Joined(lines).Select(text => new XElement(XNamespace.Get("http://schemas.microsoft.com/maml/2004/10") + "para", text));

    // A paragraph's lines are joined; lines of a list and of a table stay apart.
    private static IEnumerable<string> Joined(IEnumerable<string> lines)
    {
        string open = string.Empty;
        foreach (string line in lines.Concat(new[] { string.Empty }))
        {
            string text = line.Trim().Replace("`", string.Empty).Replace("**", string.Empty);
            bool apart = text.Length == 0 || text.StartsWith("- ", StringComparison.Ordinal) || text.StartsWith("|", StringComparison.Ordinal);
            if (apart && open.Length > 0)
            {
                yield return open;
                open = string.Empty;
            }

            open = text.Length == 0 ? open : open.Length == 0 ? text : open + " " + text;
        }
    }

    private static string Topic(IEnumerable<string> lines)
    {
        var text = new StringBuilder();
        bool isCode = false;
        foreach (string line in lines)
        {
            if (line.StartsWith("```", StringComparison.Ordinal))
            {
                isCode = !isCode;
                continue;
            }

            bool isTitle = !isCode && line.StartsWith("#", StringComparison.Ordinal);
            string plain = isCode ? line : line.TrimStart('#', ' ').Replace("`", string.Empty).Replace("**", string.Empty);
            text.Append(line.Length == 0 ? string.Empty : isTitle ? plain.ToUpperInvariant().Replace("ABOUT_SLURMBANK", "about_SlurmBank") : isCode ? "        " + plain : "    " + plain).Append('\n');
        }

        return "TOPIC\n    " + text.ToString().TrimStart();
    }

    private sealed class Part
    {
        public string Title;
        public List<string> Lines = new List<string>();

        public IEnumerable<string> Fenced() => Where(inFence: true);

        public IEnumerable<string> Unfenced() => Where(inFence: false);

        private IEnumerable<string> Where(bool inFence)
        {
            bool isOpen = false;
            foreach (string line in Lines)
            {
                if (line.StartsWith("```", StringComparison.Ordinal))
                {
                    isOpen = !isOpen;
                }
                else if (isOpen == inFence)
                {
                    yield return line;
                }
            }
        }
    }

    private sealed class Page
    {
        private readonly Dictionary<string, List<Part>> sections = new Dictionary<string, List<Part>>();

        public string Name;

        public static Page Read(string file)
        {
            var page = new Page { Name = Path.GetFileNameWithoutExtension(file) };
            List<Part> section = null;
            bool isCode = false;
            foreach (string line in File.ReadAllLines(file))
            {
                isCode ^= line.StartsWith("```", StringComparison.Ordinal);
                if (!isCode && line.StartsWith("## ", StringComparison.Ordinal))
                {
                    section = page.sections[line.Substring(3).Trim()] = new List<Part> { new Part { Title = string.Empty } };
                }
                else if (!isCode && section != null && line.StartsWith("### ", StringComparison.Ordinal))
                {
                    section.Add(new Part { Title = line.Substring(4).Trim() });
                }
                else if (section != null)
                {
                    section[section.Count - 1].Lines.Add(line);
                }
            }

            return page;
        }

        public IEnumerable<string> Text(string section) => sections.TryGetValue(section, out List<Part> parts) ? parts[0].Lines : new List<string>();

        public IEnumerable<Part> Parts(string section) => sections.TryGetValue(section, out List<Part> parts) ? parts.Skip(1) : new List<Part>();

        public IEnumerable<string> Links() => Text("RELATED LINKS").Where(line => line.StartsWith("[", StringComparison.Ordinal)).Select(line => line.Substring(1, line.IndexOf(']') - 1));
    }

    private sealed class Parameter
    {
        private Part part;
        private Dictionary<string, string> facts;

        public bool IsRequired => facts["Required"] == "True";

        public string Position => facts["Position"];

        public static Parameter Read(Part part) => new Parameter
        {
            part = part,
            facts = part.Fenced().Select(line => line.Split(new[] { ": " }, 2, StringSplitOptions.None)).Where(pair => pair.Length == 2).ToDictionary(pair => pair[0].Trim(), pair => pair[1].Trim()),
        };

        public bool IsIn(string set) => facts["Parameter Sets"] == "(All)" || facts["Parameter Sets"].Split(',').Any(name => name.Trim() == set);

        public XElement ToElement(bool withText)
        {
            string type = facts["Type"];
            var element = new XElement(
                Command + "parameter",
                new XAttribute("required", IsRequired ? "true" : "false"),
                new XAttribute("variableLength", "true"),
                new XAttribute("globbing", facts["Accept wildcard characters"] == "True" ? "true" : "false"),
                new XAttribute("pipelineInput", facts["Accept pipeline input"]),
                new XAttribute("position", Position.ToLowerInvariant()),
                new XAttribute("aliases", facts.TryGetValue("Aliases", out string aliases) ? aliases : "none"),
                new XElement(Maml + "name", part.Title.Substring(1)),
                new XElement(Maml + "Description", withText ? Paragraphs(part.Unfenced()) : null));
            if (type != "SwitchParameter" || withText)
            {
                element.Add(new XElement(Command + "parameterValue", new XAttribute("required", type == "SwitchParameter" ? "false" : "true"), new XAttribute("variableLength", "false"), type));
            }

            element.Add(new XElement(Dev + "type", new XElement(Maml + "name", type), new XElement(Maml + "uri")));
            element.Add(new XElement(Dev + "defaultValue", facts["Default value"]));
            return element;
        }
    }
}
