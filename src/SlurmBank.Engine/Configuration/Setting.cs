using System;
using System.Collections.Generic;
using SlurmBank.Engine.Toml;

namespace SlurmBank.Engine.Configuration;

/// <summary>One key of the configuration: its place, its kind, and where its value lies in <see cref="BankConfiguration"/>.</summary>
internal abstract class Setting
{
    private protected Setting(string section, string key, string summary)
    {
        Section = section;
        Key = key;
        Summary = summary;
    }

    internal string Section { get; }

    /// <summary>Empty where the whole section is the value.</summary>
    internal string Key { get; }

    internal string Summary { get; }

    /// <summary>The name in messages and in <see cref="BankConfiguration.Origins"/>: <c>section.key</c>.</summary>
    internal string Path => Key.Length == 0 ? Section : $"{Section}.{Key}";

    internal abstract string Expected { get; }

    /// <summary>Reads the value and puts it into the configuration; where it is wrong, that is reported and the configuration stays.</summary>
    internal abstract bool TryApply(TomlNode node, FindingCollector findings, ref BankConfiguration configuration);

    internal abstract string Write(BankConfiguration configuration);

    internal abstract IReadOnlyList<KeyValuePair<string, string>>? Rows(BankConfiguration configuration);
}

/// <summary>A setting of one type.</summary>
/// <typeparam name="TValue">The type of the value.</typeparam>
internal sealed class Setting<TValue> : Setting
{
    private readonly SettingKind<TValue> kind;
    private readonly Func<BankConfiguration, TValue> get;
    private readonly Func<BankConfiguration, TValue, BankConfiguration> set;

    internal Setting(
        string section,
        string key,
        SettingKind<TValue> kind,
        Func<BankConfiguration, TValue> get,
        Func<BankConfiguration, TValue, BankConfiguration> set,
        string summary)
        : base(section, key, summary)
    {
        this.kind = kind;
        this.get = get;
        this.set = set;
    }

    internal override string Expected => kind.Expected;

    internal override bool TryApply(TomlNode node, FindingCollector findings, ref BankConfiguration configuration)
    {
        if (!kind.TryRead(node, Path, findings, out TValue value))
        {
            return false;
        }

        configuration = set(configuration, value);
        return true;
    }

    internal override string Write(BankConfiguration configuration) => kind.Write(get(configuration));

    internal override IReadOnlyList<KeyValuePair<string, string>>? Rows(BankConfiguration configuration) => kind.Rows(get(configuration));
}

/// <summary>A section of the configuration with its settings, in the order they are written.</summary>
/// <param name="Name">The name between brackets.</param>
/// <param name="Summary">What the section is about.</param>
/// <param name="Settings">Its settings; one without a key takes the whole section.</param>
internal sealed record SectionSchema(string Name, string Summary, IReadOnlyList<Setting> Settings);
