using System;

namespace SlurmBank.Cli.Output;

/// <summary>What a cell says; a terminal may colour it. The text alone says the same.</summary>
internal enum Tone
{
    /// <summary>Nothing special.</summary>
    Plain,

    /// <summary>A heading.</summary>
    Head,

    /// <summary>Soon to be looked at.</summary>
    Warning,

    /// <summary>To be looked at.</summary>
    Bad,
}

/// <summary>Colours for a terminal, or none.</summary>
internal sealed class Palette
{
    private readonly bool isColoured;

    private Palette(bool isColoured) => this.isColoured = isColoured;

    /// <summary>No colours.</summary>
    internal static Palette None { get; } = new(false);

    /// <summary>Colours wherever the text goes.</summary>
    internal static Palette Always { get; } = new(true);

    /// <summary>Colours only on a terminal that can show them and where nobody said no: see no-color.org.</summary>
    internal static Palette For(bool isRefused)
    {
        bool plain = isRefused
            || Console.IsOutputRedirected
            || !string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"))
            || Environment.GetEnvironmentVariable("TERM") is null or "" or "dumb";
        return plain ? None : Always;
    }

    /// <summary>The text, coloured. Widths must have been made up before.</summary>
    internal string Paint(string text, Tone tone) => !isColoured || tone == Tone.Plain || string.IsNullOrWhiteSpace(text) ? text : tone switch
    {
        Tone.Head => $"\u001b[1m{text}\u001b[0m",
        Tone.Warning => $"\u001b[33m{text}\u001b[0m",
        _ => $"\u001b[31m{text}\u001b[0m",
    };
}
