namespace SlurmBank.Engine.Toml;

/// <summary>A place in a text as a person counts: both numbers start at 1, columns count Unicode characters.</summary>
/// <param name="Line">The line, from 1.</param>
/// <param name="Column">The column, from 1, in Unicode code points (a tab is one).</param>
public readonly record struct TomlPosition(int Line, int Column)
{
    /// <summary><c>line:column</c>.</summary>
    public override string ToString() => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Line}:{Column}");
}

/// <summary>Why a text is not TOML, and where.</summary>
/// <param name="Message">What was expected and what was found instead; one sentence without a full stop.</param>
/// <param name="Line">The line, from 1.</param>
/// <param name="Column">The column, from 1, in Unicode code points.</param>
public readonly record struct TomlError(string Message, int Line, int Column)
{
    /// <summary><c>line:column: message</c>.</summary>
    public override string ToString() => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Line}:{Column}: {Message}");
}
