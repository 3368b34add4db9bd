using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.Json;
using SlurmBank.Engine.Toml;

namespace SlurmBank.Engine.Tests.Toml;

/// <summary>Every document of toml-test's 1.0.0 list, from bytes, and where it is valid UTF-8 from text as well.</summary>
public class TomlConformanceTests
{
    public static IEnumerable<object[]> Valid => TomlTestSuite.Documents("valid").Select(path => new object[] { path });

    public static IEnumerable<object[]> Invalid => TomlTestSuite.Documents("invalid").Select(path => new object[] { path });

    [TomlTestFact]
    public void The_suite_is_whole()
    {
        Assert.True(Valid.Count() >= 200, "fewer valid documents than the 1.0.0 list has");
        Assert.True(Invalid.Count() >= 450, "fewer invalid documents than the 1.0.0 list has");
    }

    [TomlTestTheory]
    [MemberData(nameof(Valid), DisableDiscoveryEnumeration = false)]
    public void Valid_documents_are_read_as_expected(string path)
    {
        string file = Path.Combine(TomlTestSuite.Folder!, path);
        byte[] bytes = File.ReadAllBytes(file);
        Assert.True(TomlDocument.TryParse(bytes, path, out TomlDocument? document, out TomlError error), $"{path}:{error}");
        using JsonDocument expected = JsonDocument.Parse(File.ReadAllText(Path.ChangeExtension(file, ".json")));
        Assert.Null(TomlTaggedJson.Difference(document.Root, expected.RootElement));
        Assert.True(TomlDocument.TryParse(Encoding.UTF8.GetString(bytes), path, out TomlDocument? again, out error), $"{path}:{error}");
        Assert.Null(TomlTaggedJson.Difference(again.Root, expected.RootElement));
    }

    [TomlTestTheory]
    [MemberData(nameof(Invalid), DisableDiscoveryEnumeration = false)]
    public void Invalid_documents_are_refused_with_a_place_inside_them(string path)
    {
        byte[] bytes = File.ReadAllBytes(Path.Combine(TomlTestSuite.Folder!, path));
        Assert.False(TomlDocument.TryParse(bytes, path, out TomlDocument? document, out TomlError error));
        Assert.Null(document);
        Assert.NotEmpty(error.Message);
        string[] lines = Encoding.UTF8.GetString(bytes).Split('\n');
        Assert.InRange(error.Line, 1, lines.Length);
        Assert.InRange(error.Column, 1, lines[error.Line - 1].Length + 1);
    }
}
