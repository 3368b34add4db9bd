using System;
using System.Collections.Generic;
using System.Linq;

namespace SlurmBank.Bank;

/// <summary>Draws numbers as a line of blocks, one a number, the largest of them the highest.</summary>
public static class Sparkline
{
    private const string Blocks = "▁▂▃▄▅▆▇█";
    private const string Plain = "_.-=+*%#";

    /// <summary>Draws numbers; zero and less is a blank, so that a day with little is not taken for one with nothing.</summary>
    /// <param name="values">The numbers, oldest first.</param>
    /// <param name="plain">Only ASCII.</param>
    /// <returns>As many characters as there are numbers; empty where none is above zero.</returns>
    public static string Draw(IReadOnlyList<long> values, bool plain = false)
    {
        ArgumentNullException.ThrowIfNull(values);
        long most = values.Count == 0 ? 0 : values.Max();
        if (most <= 0)
        {
            return string.Empty;
        }

        string steps = plain ? Plain : Blocks;
        return string.Create(values.Count, (values, most, steps), static (span, state) =>
        {
            for (int i = 0; i < span.Length; i++)
            {
                long value = state.values[i];
                span[i] = value <= 0 ? ' ' : state.steps[(int)(((Int128)value * state.steps.Length - 1) / state.most)];
            }
        });
    }

    /// <summary>Whether an environment's language says that its terminal shows only ASCII: no UTF-8 in LC_ALL, else LC_CTYPE, else LANG; or a dumb terminal.</summary>
    /// <param name="variable">Reads a variable of the environment.</param>
    public static bool IsPlain(Func<string, string?> variable)
    {
        ArgumentNullException.ThrowIfNull(variable);
        string language = new[] { "LC_ALL", "LC_CTYPE", "LANG" }.Select(variable).FirstOrDefault(v => !string.IsNullOrEmpty(v)) ?? string.Empty;
        string squeezed = language.Replace("-", string.Empty, StringComparison.Ordinal);
        return variable("TERM") == "dumb" || !squeezed.EndsWith("utf8", StringComparison.OrdinalIgnoreCase);
    }
}
