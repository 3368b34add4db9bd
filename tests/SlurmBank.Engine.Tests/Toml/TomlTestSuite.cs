using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace SlurmBank.Engine.Tests.Toml;

/// <summary>Finds the documents of the public toml-test suite, which lie beside the project and are not part of it.</summary>
internal static class TomlTestSuite
{
    internal const string Variable = "SLURMBANK_TOML_TEST";

    internal static string? Folder { get; } = Find();

    internal static string Absent => $"the toml-test documents are not here (../shared/toml-test beside the project, or the folder named by {Variable})";

    /// <summary>The documents of the TOML 1.0 list, relative to the folder of the list.</summary>
    internal static IReadOnlyList<string> Documents(string kind) => Folder is null
        ? []
        : File.ReadAllLines(Path.Combine(Folder, "files-toml-1.0.0"))
            .Where(line => line.StartsWith(kind + "/", StringComparison.Ordinal) && line.EndsWith(".toml", StringComparison.Ordinal)).ToArray();

    private static string? Find()
    {
        string? named = Environment.GetEnvironmentVariable(Variable);
        List<string> candidates = string.IsNullOrEmpty(named) ? [] : [named];
        for (DirectoryInfo? at = new(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            if (File.Exists(Path.Combine(at.FullName, "SlurmBank.sln")))
            {
                candidates.Add(Path.Combine(at.FullName, "..", "shared", "toml-test"));
            }
        }

        return candidates.SelectMany(folder => new[] { Path.Combine(folder, "tests"), folder })
            .FirstOrDefault(folder => File.Exists(Path.Combine(folder, "files-toml-1.0.0")));
    }
}

/// <summary>A fact that needs the toml-test documents, and is reported as skipped where they are absent.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class TomlTestFactAttribute : FactAttribute
{
    public TomlTestFactAttribute()
    {
        if (TomlTestSuite.Folder is null)
        {
            Skip = TomlTestSuite.Absent;
        }
    }
}

/// <summary>A table of tests over the toml-test documents, reported as skipped where they are absent.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class TomlTestTheoryAttribute : TheoryAttribute
{
    public TomlTestTheoryAttribute()
    {
        if (TomlTestSuite.Folder is null)
        {
            Skip = TomlTestSuite.Absent;
        }
    }
}
