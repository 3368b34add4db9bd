using System.Collections.Generic;
using System.Globalization;

namespace SlurmBank.Engine.Toml;

/// <summary>The kinds of value of TOML 1.0.</summary>
public enum TomlKind
{
    /// <summary>A text.</summary>
    String,

    /// <summary>A whole number of 64 bits.</summary>
    Integer,

    /// <summary>A number with a fraction or an exponent, or <c>inf</c> or <c>nan</c>.</summary>
    Float,

    /// <summary><c>true</c> or <c>false</c>.</summary>
    Boolean,

    /// <summary>A date and time with an offset from UTC.</summary>
    OffsetDateTime,

    /// <summary>A date and time without an offset.</summary>
    LocalDateTime,

    /// <summary>A date.</summary>
    LocalDate,

    /// <summary>A time of day.</summary>
    LocalTime,

    /// <summary>An array of values, or an array of tables.</summary>
    Array,

    /// <summary>A table, however it was written.</summary>
    Table,
}

/// <summary>One value of a TOML document, with the place where it stands.</summary>
public abstract class TomlNode
{
    private protected TomlNode(TomlKind kind, TomlPosition position)
    {
        Kind = kind;
        Position = position;
    }

    /// <summary>What kind of value it is.</summary>
    public TomlKind Kind { get; }

    /// <summary>Where the value starts; for a table made by a header or by dotted keys, where the key that made it stands.</summary>
    public TomlPosition Position { get; }

    /// <summary>The value for an error message, such as <c>the integer 5</c> or <c>an array</c>.</summary>
    public abstract string Describe();
}

/// <summary>A text.</summary>
public sealed class TomlString : TomlNode
{
    private const int LongestShown = 60;

    internal TomlString(string value, TomlPosition position)
        : base(TomlKind.String, position) => Value = value;

    /// <summary>The text, with escapes undone and line ends as a line feed.</summary>
    public string Value { get; }

    /// <inheritdoc/>
    public override string Describe() =>
        Value.Length <= LongestShown ? $"the text {TomlText.Quote(Value)}" : $"the text {TomlText.Quote(Value[..LongestShown])}...";
}

/// <summary>A whole number.</summary>
public sealed class TomlInteger : TomlNode
{
    internal TomlInteger(long value, TomlPosition position)
        : base(TomlKind.Integer, position) => Value = value;

    /// <summary>The number.</summary>
    public long Value { get; }

    /// <inheritdoc/>
    public override string Describe() => string.Create(CultureInfo.InvariantCulture, $"the integer {Value}");
}

/// <summary>A number with a fraction or an exponent, or <c>inf</c> or <c>nan</c>.</summary>
public sealed class TomlFloat : TomlNode
{
    internal TomlFloat(double value, string text, TomlPosition position)
        : base(TomlKind.Float, position)
    {
        Value = value;
        Text = text;
    }

    /// <summary>The number as the nearest binary64; amounts and prices are read from <see cref="Text"/>, which is exact.</summary>
    public double Value { get; }

    /// <summary>The number as it was written, without the underscores.</summary>
    public string Text { get; }

    /// <inheritdoc/>
    public override string Describe() => $"the number {Text}";
}

/// <summary><c>true</c> or <c>false</c>.</summary>
public sealed class TomlBoolean : TomlNode
{
    internal TomlBoolean(bool value, TomlPosition position)
        : base(TomlKind.Boolean, position) => Value = value;

    /// <summary>The value.</summary>
    public bool Value { get; }

    /// <inheritdoc/>
    public override string Describe() => Value ? "true" : "false";
}

/// <summary>An array of values, or an array of tables.</summary>
public sealed class TomlArray : TomlNode
{
    private readonly List<TomlNode> items = [];

    internal TomlArray(bool isTableArray, TomlPosition position)
        : base(TomlKind.Array, position) => IsTableArray = isTableArray;

    /// <summary>The values, in the order written.</summary>
    public IReadOnlyList<TomlNode> Items => items;

    /// <summary>True where it was written with <c>[[name]]</c> headers, which alone can extend it.</summary>
    public bool IsTableArray { get; }

    /// <inheritdoc/>
    public override string Describe() => IsTableArray ? "an array of tables" : "an array";

    internal void Add(TomlNode item) => items.Add(item);
}
