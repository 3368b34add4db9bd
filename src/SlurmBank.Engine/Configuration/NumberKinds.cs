using System;
using System.Globalization;
using SlurmBank.Engine.Toml;

namespace SlurmBank.Engine.Configuration;

/// <summary>A whole number within bounds, both included.</summary>
internal sealed class IntegerKind(int least, int most) : SettingKind<int>
{
    internal override string Expected { get; } = string.Create(CultureInfo.InvariantCulture, $"a whole number from {least} to {most}");

    internal override bool TryRead(TomlNode node, string path, FindingCollector findings, out int value)
    {
        value = 0;
        if (node is not TomlInteger integer)
        {
            return findings.WrongType(path, node, Expected);
        }

        if (integer.Value < least || integer.Value > most)
        {
            return findings.InvalidValue(path, node.Position, $"{Expected} is expected, {node.Describe()} is found");
        }

        value = (int)integer.Value;
        return true;
    }

    internal override string Write(int value) => value.ToString(CultureInfo.InvariantCulture);
}

/// <summary>A duration within bounds, both included; written with a unit.</summary>
internal sealed class DurationKind(TimeSpan least, TimeSpan most) : SettingKind<TimeSpan>
{
    internal override string Expected { get; } =
        $"a duration such as \"90s\", \"12h\" or \"7d\", from \"{DurationText.Format(least)}\" to \"{DurationText.Format(most)}\"";

    internal override bool TryRead(TomlNode node, string path, FindingCollector findings, out TimeSpan value)
    {
        value = default;
        if (node is TomlInteger bare)
        {
            return findings.WrongType(path, node, Expected, string.Create(CultureInfo.InvariantCulture, $"Write the unit: \"{bare.Value}s\" for seconds, \"{bare.Value}m\" for minutes"));
        }

        if (node is not TomlString text)
        {
            return findings.WrongType(path, node, Expected);
        }

        if (!DurationText.TryParse(text.Value, out value, out TextError error))
        {
            return findings.InvalidValue(path, node.Position, $"{Expected} is expected, {node.Describe()} is found: {error}");
        }

        return (value >= least && value <= most) || findings.InvalidValue(path, node.Position, $"{Expected} is expected, {node.Describe()} is found");
    }

    internal override string Write(TimeSpan value) => TomlText.Quote(DurationText.Format(value));
}

/// <summary>An amount of service units, not negative and not unlimited.</summary>
internal sealed class AmountKind : SettingKind<ServiceUnits>
{
    internal override string Expected => "an amount of SU such as 0.01, 250 or \"10k\"";

    internal override bool TryRead(TomlNode node, string path, FindingCollector findings, out ServiceUnits value)
    {
        value = default;
        string? text = node switch
        {
            TomlInteger integer => integer.Value.ToString(CultureInfo.InvariantCulture),
            TomlFloat number => number.Text,
            TomlString written => written.Value,
            _ => null,
        };
        if (text is null)
        {
            return findings.WrongType(path, node, Expected);
        }

        if (!ServiceUnits.TryParse(text, out value, out TextError error))
        {
            return findings.InvalidValue(path, node.Position, $"{Expected} is expected, {node.Describe()} is found: {error}");
        }

        return (value.Sign >= 0 && !value.IsUnlimited) || findings.InvalidValue(path, node.Position, $"the amount is neither negative nor unlimited; {node.Describe()} is found");
    }

    /// <summary>Exact for every amount that was read: such a one has a finite decimal form, which not every count of units has.</summary>
    internal override string Write(ServiceUnits value) => TomlText.Quote(value.Amount.ToString("0.############################", CultureInfo.InvariantCulture));
}

/// <summary>A part of a whole, from 0 to 1; also as a percentage.</summary>
internal sealed class FractionKind : SettingKind<decimal>
{
    internal override string Expected => "a part from 0 to 1, such as 0.1 or \"10%\"";

    internal override bool TryRead(TomlNode node, string path, FindingCollector findings, out decimal value)
    {
        bool percent = node is TomlString { Value: [.., '%'] };
        string problem;
        bool read = percent
            ? ExactDecimal.TryRead(((TomlString)node).Value[..^1], out value, out problem)
            : ExactDecimal.TryRead(node, out value, out problem);
        if (!read && node is not (TomlString or TomlFloat or TomlInteger))
        {
            return findings.WrongType(path, node, Expected);
        }

        value = percent ? value / 100 : value;
        bool holds = value is >= 0 and <= 1 && decimal.Round(value, ExactDecimal.MostDecimals) == value;
        return (read && holds) || findings.InvalidValue(path, node.Position, $"{Expected} is expected, {node.Describe()} is found{(problem.Length > 0 ? ": " + problem : string.Empty)}");
    }

    internal override string Write(decimal value) => ExactDecimal.Write(value);
}

/// <summary>Yes or no.</summary>
internal sealed class FlagKind : SettingKind<bool>
{
    internal override string Expected => "true or false";

    internal override bool TryRead(TomlNode node, string path, FindingCollector findings, out bool value)
    {
        value = node is TomlBoolean { Value: true };
        return node is TomlBoolean || findings.WrongType(path, node, Expected);
    }

    internal override string Write(bool value) => value ? "true" : "false";
}
