namespace SlurmBank.Engine.Toml;

/// <summary>A place in the text being read, and the first error met. Every reader here returns false once an error is set.</summary>
internal sealed class TomlCursor
{
    private readonly string text;
    private int knownOffset;
    private int knownLine = 1;
    private int knownColumn = 1;

    internal TomlCursor(string text) => this.text = text;

    internal const int End = -1;

    internal int Offset { get; set; }

    internal TomlError Error { get; private set; }

    /// <summary>The character at the cursor, or <see cref="End"/>.</summary>
    internal int Current => At(Offset);

    internal TomlPosition Position => PositionOf(Offset);

    /// <summary>The character some way ahead, or <see cref="End"/>.</summary>
    internal int Ahead(int distance) => At(Offset + distance);

    internal string Slice(int from) => text[from..Offset];

    internal bool Accept(char c)
    {
        if (Current != c)
        {
            return false;
        }

        Offset++;
        return true;
    }

    /// <summary>True where the next three characters are this one.</summary>
    internal bool IsTriple(char c) => Current == c && Ahead(1) == c && Ahead(2) == c;

    internal void SkipBlanks()
    {
        while (Current is ' ' or '\t')
        {
            Offset++;
        }
    }

    /// <summary>Steps over a line feed, or a carriage return and a line feed; nothing else ends a line.</summary>
    internal bool AcceptNewline()
    {
        if (Current == '\n')
        {
            Offset++;
            return true;
        }

        if (Current == '\r' && Ahead(1) == '\n')
        {
            Offset += 2;
            return true;
        }

        return false;
    }

    /// <summary>Steps over a comment, if there is one, up to the end of its line.</summary>
    internal bool SkipComment()
    {
        if (Current != '#')
        {
            return true;
        }

        while (Current != End && !IsNewline())
        {
            if (IsForbiddenControl(Current))
            {
                return Fail($"{TomlText.Describe(Current)} is not allowed in a comment");
            }

            Offset++;
        }

        return true;
    }

    /// <summary>Steps over blanks, comments and line ends.</summary>
    internal bool SkipTrivia()
    {
        do
        {
            SkipBlanks();
            if (!SkipComment())
            {
                return false;
            }
        }
        while (AcceptNewline());

        return true;
    }

    internal bool IsNewline() => Current == '\n' || (Current == '\r' && Ahead(1) == '\n');

    /// <summary>Control characters other than the tab, and a carriage return on its own.</summary>
    internal static bool IsForbiddenControl(int c) => c is (>= 0 and < 0x20 and not '\t') or 0x7F;

    internal bool Fail(string message) => Fail(message, Offset);

    internal bool Fail(string message, int offset) => Fail(message, PositionOf(offset));

    internal bool Fail(string message, TomlPosition position)
    {
        Error = new TomlError(message, position.Line, position.Column);
        return false;
    }

    /// <summary>Line and column of an offset. Asked in rising order, as readers do, a whole document costs one pass.</summary>
    internal TomlPosition PositionOf(int offset)
    {
        if (offset < knownOffset)
        {
            knownOffset = 0;
            knownLine = 1;
            knownColumn = 1;
        }

        for (; knownOffset < offset && knownOffset < text.Length; knownOffset++)
        {
            char c = text[knownOffset];
            if (c == '\n')
            {
                knownLine++;
                knownColumn = 1;
            }
            else if (!char.IsLowSurrogate(c) && !(c == '\uFEFF' && knownOffset == 0))
            {
                knownColumn++;
            }
        }

        return new TomlPosition(knownLine, knownColumn);
    }

    private int At(int offset) => (uint)offset < (uint)text.Length ? text[offset] : End;
}
