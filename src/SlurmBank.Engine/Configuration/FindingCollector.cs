using System.Collections.Generic;
using SlurmBank.Engine.Toml;

namespace SlurmBank.Engine.Configuration;

/// <summary>Gathers the findings of one file, in the order met.</summary>
internal sealed class FindingCollector
{
    private readonly List<ConfigurationFinding> findings = [];

    internal FindingCollector(string sourceName) => SourceName = sourceName;

    internal string SourceName { get; }

    internal IReadOnlyList<ConfigurationFinding> Findings => findings.AsReadOnly();

    internal void Add(FindingSeverity severity, string code, TomlPosition position, string message, string fix = "") =>
        findings.Add(new ConfigurationFinding(severity, code, message, new SourceLocation(SourceName, position.Line, position.Column), fix));

    internal void Error(string code, TomlPosition position, string message, string fix = "") => Add(FindingSeverity.Error, code, position, message, fix);

    internal void Warning(string code, TomlPosition position, string message, string fix = "") => Add(FindingSeverity.Warning, code, position, message, fix);

    /// <summary>Reports a value of the wrong type; the answer is false, so that a reader can return it.</summary>
    internal bool WrongType(string path, TomlNode found, string expected, string fix = "")
    {
        Error(ConfigurationFindingCodes.WrongType, found.Position, $"{path}: {expected} is expected, {found.Describe()} is found", fix);
        return false;
    }

    /// <summary>Reports a value that cannot be used; the answer is false, so that a reader can return it.</summary>
    internal bool InvalidValue(string path, TomlPosition position, string problem, string fix = "")
    {
        Error(ConfigurationFindingCodes.InvalidValue, position, $"{path}: {problem}", fix);
        return false;
    }
}
