using System;

namespace SlurmBank.Cli.Output;

/// <summary>A column of a table.</summary>
/// <typeparam name="T">What a row is about.</typeparam>
/// <param name="Header">Its heading, in capitals.</param>
/// <param name="Text">The cell's text; control characters are made safe by the table.</param>
internal sealed record TextColumn<T>(string Header, Func<T, string?> Text)
{
    /// <summary>Aligned to the right: numbers.</summary>
    internal bool IsRight { get; init; }

    /// <summary>An amount: the currency is its unit.</summary>
    internal bool IsMoney { get; init; }

    /// <summary>The unit that stands below the heading.</summary>
    internal string Unit { get; init; } = string.Empty;

    /// <summary>Left out first where the table is too wide: the highest first, zero never.</summary>
    internal int Drop { get; init; }

    /// <summary>Takes the width that the others leave, in several lines where it must.</summary>
    internal bool IsFlexible { get; init; }

    /// <summary>Left out where no cell has a text.</summary>
    internal bool HideEmpty { get; init; }

    /// <summary>What a cell says.</summary>
    internal Func<T, Tone>? ToneOf { get; init; }
}
