using System;
using System.IO;
using System.Linq;
using System.Text;
using System.Xml.Linq;

namespace SlurmBank.Help;

/// <summary>Writes help: <c>SlurmBank.Help docs/en-US en-US SlurmBank.PowerShell</c>.</summary>
internal static class Program
{
    private static int Main(string[] arguments)
    {
        if (arguments.Length != 3)
        {
            Console.Error.WriteLine("usage: SlurmBank.Help SOURCE DESTINATION ASSEMBLY");
            return 2;
        }

        (string source, string destination, string assembly) = (arguments[0], arguments[1], arguments[2]);
        Directory.CreateDirectory(destination);
        var pages = Directory.GetFiles(source, "*-*.md").Order(StringComparer.Ordinal).Select(MarkdownPage.Read);
        XDocument maml = MamlWriter.Write(pages);
        Write(Path.Combine(destination, assembly + ".dll-Help.xml"), maml.Declaration + "\n" + maml);
        foreach (string file in Directory.GetFiles(source, "about_*.md"))
        {
            Write(Path.Combine(destination, Path.GetFileNameWithoutExtension(file) + ".help.txt"), TopicWriter.Write(File.ReadAllLines(file)));
        }

        return 0;
    }

    // By rename, so that a shell that reads help meanwhile sees the old or the new file.
    private static void Write(string path, string text)
    {
        File.WriteAllText(path + ".new", text, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        File.Move(path + ".new", path, overwrite: true);
    }
}
