using System;
using System.Diagnostics.CodeAnalysis;

namespace SlurmBank.Engine;

/// <summary>
/// An amount as people state it, with the unit that they wrote behind it: <c>250</c>, <c>10k</c>, <c>1.5M SU</c>, <c>500 GPU-h</c>, <c>10k CPU-hours</c>.
/// Which currency a unit means is the bank's to say: it alone knows its currencies.
/// </summary>
/// <param name="Amount">The amount. An hour of a currency is counted as an SU is: in 3 600 000 units.</param>
/// <param name="Unit">The unit as it was written; null where none was.</param>
public readonly record struct StatedAmount(ServiceUnits Amount, string? Unit)
{
    /// <summary>The longest unit that is looked at.</summary>
    public const int LongestUnit = 32;

    /// <summary>Reads an amount: see <see cref="TryParse"/>.</summary>
    /// <exception cref="TextFormatException">The text is not an amount, or finer than a unit, or too large.</exception>
    public static StatedAmount Parse(string? text) =>
        TryParse(text, out StatedAmount value, out TextError error) ? value : throw new TextFormatException("number of service units", text, error);

    /// <summary>
    /// Reads what <see cref="ServiceUnits.TryParse"/> reads, with any unit behind it: a word of letters, digits, <c>_</c>, <c>-</c> and <c>.</c> that begins with a
    /// letter. It stands after a blank; without one it has two characters or more and no digit. A letter k, M, G or T that stands by itself behind the
    /// number is a power of 1000, not a unit. Never throws.
    /// </summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out StatedAmount value, out TextError error)
    {
        string given = text ?? string.Empty;
        value = default;
        if (ServiceUnits.TryParse(given, out ServiceUnits amount, out error))
        {
            bool isSaid = given.TrimEnd().EndsWith("SU", StringComparison.OrdinalIgnoreCase);
            value = new StatedAmount(amount, isSaid ? "SU" : null);
            return true;
        }

        int at = UnitIn(given);
        if (at < 0)
        {
            return false;
        }

        if (!ServiceUnits.TryParse(given[..at], out amount, out error) || amount.IsUnlimited)
        {
            return false;
        }

        value = new StatedAmount(amount, given[at..].Trim());
        return true;
    }

    /// <summary>The amount and its unit.</summary>
    public override string ToString() => Unit is null ? Amount.ToString() : $"{Amount} {Unit}";

    /// <summary>Where the unit begins; -1 where there is none.</summary>
    private static int UnitIn(string text)
    {
        ReadOnlySpan<char> whole = text.AsSpan().TrimEnd();
        int at = whole.IndexOfAny("0123456789");
        while (at >= 0 && at < whole.Length && !char.IsAsciiLetter(whole[at]))
        {
            at++;
        }

        bool isPower = at > 0 && at + 1 < whole.Length && whole[at] is 'k' or 'K' or 'm' or 'M' or 'g' or 'G' or 't' or 'T' && whole[at - 1] != ' ' && whole[at + 1] == ' ';
        if (isPower)
        {
            at++;
            while (at < whole.Length && whole[at] == ' ')
            {
                at++;
            }
        }

        if (at <= 0 || at >= whole.Length || !char.IsAsciiLetter(whole[at]) || whole.Length - at > LongestUnit)
        {
            return -1;
        }

        ReadOnlySpan<char> unit = whole[at..];
        bool isApart = whole[at - 1] == ' ';
        bool isWord = !unit.ContainsAnyExcept("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-.");
        return isWord && (isApart || (unit.Length > 1 && !unit.ContainsAny("0123456789"))) ? at : -1;
    }
}
