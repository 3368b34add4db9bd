using System.Globalization;

namespace SlurmBank.Engine.Configuration;

/// <summary>How much a finding weighs.</summary>
public enum FindingSeverity
{
    /// <summary>Worth knowing; nothing needs to be done.</summary>
    Information,

    /// <summary>Something written has no effect, or is not safe; the bank works without it.</summary>
    Warning,

    /// <summary>Something written cannot be obeyed; the bank does not work until it is put right.</summary>
    Error,
}

/// <summary>A place in a file.</summary>
/// <param name="SourceName">The name of the file as it was given.</param>
/// <param name="Line">The line, from 1.</param>
/// <param name="Column">The column, from 1, in Unicode code points.</param>
public readonly record struct SourceLocation(string SourceName, int Line, int Column)
{
    /// <summary><c>file:line:column</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{SourceName}:{Line}:{Column}");
}

/// <summary>Something that whoever wrote the configuration should know.</summary>
/// <param name="Severity">How much it weighs.</param>
/// <param name="Code">What kind of finding it is: one of <see cref="ConfigurationFindingCodes"/>; stable between versions.</param>
/// <param name="Message">What was found; a sentence without a full stop.</param>
/// <param name="Location">Where it was found.</param>
/// <param name="Fix">What to do about it; empty where the message says it already.</param>
public sealed record ConfigurationFinding(FindingSeverity Severity, string Code, string Message, SourceLocation Location, string Fix)
{
    /// <summary>One line: <c>file:line:column: severity: message. Fix</c>.</summary>
    public override string ToString()
    {
        string severity = Severity switch
        {
            FindingSeverity.Error => "error",
            FindingSeverity.Warning => "warning",
            _ => "information",
        };
        return Fix.Length == 0 ? $"{Location}: {severity}: {Message}" : $"{Location}: {severity}: {Message}. {Fix}";
    }
}

/// <summary>The kinds of finding; the texts stay the same between versions.</summary>
public static class ConfigurationFindingCodes
{
    /// <summary>The text is not TOML 1.0; nothing of it was read.</summary>
    public const string Syntax = "Syntax";

    /// <summary>No section has this name.</summary>
    public const string UnknownSection = "UnknownSection";

    /// <summary>The section has no key of this name.</summary>
    public const string UnknownKey = "UnknownKey";

    /// <summary>The value is of another type than the key wants.</summary>
    public const string WrongType = "WrongType";

    /// <summary>The value is of the right type, and still cannot be used.</summary>
    public const string InvalidValue = "InvalidValue";

    /// <summary>The same value stands twice in a list.</summary>
    public const string Duplicate = "Duplicate";

    /// <summary>What is written there has no effect here.</summary>
    public const string NoEffect = "NoEffect";

    /// <summary><c>[PartitionPrice]</c> without a tariff kind: the kind <c>partition-price</c> is taken.</summary>
    public const string ImpliedTariff = "ImpliedTariff";

    /// <summary>Settings that are right one by one, and do not go together.</summary>
    public const string Conflict = "Conflict";

    /// <summary>A secret lies where others can read it; what needs it is disabled.</summary>
    public const string SecretReadable = "SecretReadable";

    /// <summary>The file of secrets is named and cannot be read; what needs it is disabled.</summary>
    public const string SecretMissing = "SecretMissing";

    /// <summary>Others can write the configuration, which names commands.</summary>
    public const string ConfigurationWritable = "ConfigurationWritable";
}
