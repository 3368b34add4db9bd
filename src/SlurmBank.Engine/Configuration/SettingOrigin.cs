using System.Globalization;
using SlurmBank.Engine.Toml;

namespace SlurmBank.Engine.Configuration;

/// <summary>How a setting got its value.</summary>
public enum SettingOriginKind
{
    /// <summary>Nothing was written: the value is built in.</summary>
    Default,

    /// <summary>The value was written in the file.</summary>
    File,

    /// <summary>The value follows from something else that was written.</summary>
    Implied,
}

/// <summary>Where a setting got its value.</summary>
/// <param name="Kind">How it got it.</param>
/// <param name="Position">The place of the value, or of what implies it; 0:0 for a default.</param>
public readonly record struct SettingOrigin(SettingOriginKind Kind, TomlPosition Position)
{
    /// <summary>The origin of what nobody wrote; the default value of this type.</summary>
    public static SettingOrigin Default => default;

    /// <summary><c>default</c>, <c>line 12</c>, or <c>implied by line 12</c>.</summary>
    public override string ToString() => Kind switch
    {
        SettingOriginKind.File => string.Create(CultureInfo.InvariantCulture, $"line {Position.Line}"),
        SettingOriginKind.Implied => string.Create(CultureInfo.InvariantCulture, $"implied by line {Position.Line}"),
        _ => "default",
    };
}

/// <summary>One setting of a configuration as it is in force.</summary>
/// <param name="Section">The section, such as <c>ledger</c>.</param>
/// <param name="Key">The key; empty where the section itself is a table of names and values, such as <c>PartitionPrice</c>.</param>
/// <param name="Value">The value as TOML writes it; a table on one line.</param>
/// <param name="Origin">Where the value came from.</param>
/// <param name="Expected">What the key takes.</param>
/// <param name="Summary">What the key does.</param>
public sealed record EffectiveSetting(string Section, string Key, string Value, SettingOrigin Origin, string Expected, string Summary);
