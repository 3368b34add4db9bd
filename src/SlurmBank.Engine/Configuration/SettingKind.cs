using System.Collections.Generic;
using SlurmBank.Engine.Toml;

namespace SlurmBank.Engine.Configuration;

/// <summary>How values of one kind of setting are read from TOML and written back.</summary>
/// <typeparam name="TValue">The type of the value.</typeparam>
internal abstract class SettingKind<TValue>
{
    /// <summary>What is expected, with an article, such as <c>a duration such as "90s"</c>.</summary>
    internal abstract string Expected { get; }

    /// <summary>Reads a value; what is wrong with it is reported, and the answer is then false.</summary>
    /// <param name="node">The value in the document.</param>
    /// <param name="path">The name of the setting, for messages.</param>
    /// <param name="findings">Where findings go.</param>
    /// <param name="value">The value read.</param>
    internal abstract bool TryRead(TomlNode node, string path, FindingCollector findings, out TValue value);

    /// <summary>The value as TOML writes it on one line.</summary>
    internal abstract string Write(TValue value);

    /// <summary>For a table: its keys and values as TOML writes them. Null for anything else.</summary>
    internal virtual IReadOnlyList<KeyValuePair<string, string>>? Rows(TValue value) => null;
}
