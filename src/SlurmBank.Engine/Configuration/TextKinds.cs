using System;
using System.Collections.Generic;
using System.Linq;
using SlurmBank.Engine.Toml;

namespace SlurmBank.Engine.Configuration;

/// <summary>Reads what stands between the quotes, or says what is wrong with it.</summary>
/// <typeparam name="TValue">What it is read into.</typeparam>
internal delegate bool TextRule<TValue>(string text, out TValue value, out string problem);

/// <summary>A text that obeys a rule.</summary>
internal sealed class TextKind<TValue>(string expected, TextRule<TValue> rule, Func<TValue, string> show, string fix = "") : SettingKind<TValue>
{
    internal override string Expected => expected;

    internal override bool TryRead(TomlNode node, string path, FindingCollector findings, out TValue value)
    {
        value = default!;
        if (node is not TomlString text)
        {
            return findings.WrongType(path, node, expected, fix);
        }

        return rule(text.Value, out value, out string problem) || findings.InvalidValue(path, node.Position, problem, fix);
    }

    internal override string Write(TValue value) => TomlText.Quote(show(value));
}

/// <summary>A list of texts that obey a rule each. One that does not spoils the list, so that no half of it comes into force.</summary>
internal sealed class TextListKind<TValue>(string expected, TextRule<TValue> rule, Func<TValue, string> show, bool mayRepeat = false, string fix = "")
    : SettingKind<IReadOnlyList<TValue>>
{
    internal override string Expected => expected;

    internal override bool TryRead(TomlNode node, string path, FindingCollector findings, out IReadOnlyList<TValue> value)
    {
        value = [];
        if (node is not TomlArray { IsTableArray: false } array)
        {
            string bracketed = node is TomlString text ? $"Write [{TomlText.Quote(text.Value)}]" : string.Empty;
            return findings.WrongType(path, node, expected, fix.Length > 0 ? fix : bracketed);
        }

        List<TValue> read = [];
        HashSet<string> seen = new(StringComparer.Ordinal);
        bool whole = true;
        foreach (TomlNode item in array.Items)
        {
            if (item is not TomlString itemText)
            {
                whole = findings.WrongType(path, item, "a text");
            }
            else if (!rule(itemText.Value, out TValue itemValue, out string problem))
            {
                whole = findings.InvalidValue(path, item.Position, problem);
            }
            else if (!mayRepeat && !seen.Add(show(itemValue)))
            {
                findings.Warning(ConfigurationFindingCodes.Duplicate, item.Position, $"{path}: {TomlText.Quote(show(itemValue))} stands in the list already", "Remove one of the two");
            }
            else
            {
                read.Add(itemValue);
            }
        }

        value = read.AsReadOnly();
        return whole;
    }

    internal override string Write(IReadOnlyList<TValue> value) => $"[{string.Join(", ", value.Select(item => TomlText.Quote(show(item))))}]";
}

/// <summary>One of a few words.</summary>
internal sealed class ChoiceKind<TValue>(params (string Word, TValue Value)[] choices) : SettingKind<TValue>
    where TValue : struct, Enum
{
    internal override string Expected { get; } = string.Join(", ", choices[..^1].Select(choice => TomlText.Quote(choice.Word))) + " or " + TomlText.Quote(choices[^1].Word);

    internal IEnumerable<string> Words => choices.Select(choice => choice.Word);

    internal override bool TryRead(TomlNode node, string path, FindingCollector findings, out TValue value)
    {
        value = default;
        if (node is not TomlString text)
        {
            return findings.WrongType(path, node, Expected);
        }

        foreach ((string word, TValue choice) in choices)
        {
            if (word == text.Value)
            {
                value = choice;
                return true;
            }
        }

        string? nearest = NearestName.Find(text.Value, Words);
        return findings.InvalidValue(path, node.Position, $"{Expected} is expected, {node.Describe()} is found", nearest is null ? string.Empty : $"Did you mean {TomlText.Quote(nearest)}?");
    }

    internal override string Write(TValue value) => TomlText.Quote(choices.First(choice => EqualityComparer<TValue>.Default.Equals(choice.Value, value)).Word);
}
