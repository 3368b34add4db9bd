namespace SlurmBank.Engine;

/// <summary>Why a text could not be read, and where in it.</summary>
/// <param name="Message">What was expected and what was found instead; one sentence without a full stop.</param>
/// <param name="Position">The offset of the offending character from the start of the text, in UTF-16 units, from 0.</param>
public readonly record struct TextError(string Message, int Position)
{
    /// <summary>The message and the position as a person counts, from 1.</summary>
    public override string ToString() => $"{Message} (at character {Position + 1})";
}

/// <summary>A text that is not of the form it should have.</summary>
public sealed class TextFormatException : SlurmBankException
{
    /// <summary>Makes the error from what a reader reported.</summary>
    /// <param name="what">The kind of text, such as <c>time limit</c>.</param>
    /// <param name="text">The text that was read.</param>
    /// <param name="error">The reader's report.</param>
    public TextFormatException(string what, string? text, TextError error)
        : base("InvalidText", $"'{text}' is not a {what}: {error}")
    {
        Error = error;
    }

    /// <summary>The reader's report, with its position.</summary>
    public TextError Error { get; }
}
