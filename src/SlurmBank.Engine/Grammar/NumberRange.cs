using System;

namespace SlurmBank.Engine;

/// <summary><c>first</c>, <c>first-last</c> or <c>first-last:step</c>; the step is at least 1.</summary>
internal readonly record struct NumberRange(int First, int Last, int Step)
{
    /// <summary>How many numbers the range has.</summary>
    internal int Count => ((Last - First) / Step) + 1;

    /// <summary>The last number that the steps reach.</summary>
    internal int LastReached => First + ((Count - 1) * Step);

    /// <summary>Reads one range and moves past it.</summary>
    internal static bool TryRead(ReadOnlySpan<char> text, ref int at, int largest, out NumberRange range, out TextError error)
    {
        range = default;
        int start = at;
        if (!GrammarText.TryReadNumber(text, ref at, largest, out long first, out error))
        {
            return false;
        }

        long last = first;
        long step = 1;
        if (at < text.Length && text[at] == '-')
        {
            at++;
            if (!GrammarText.TryReadNumber(text, ref at, largest, out last, out error))
            {
                return false;
            }

            if (at < text.Length && text[at] == ':')
            {
                at++;
                if (!GrammarText.TryReadNumber(text, ref at, largest, out step, out error))
                {
                    return false;
                }
            }
        }

        if (step == 0)
        {
            return GrammarText.Fail("a step of zero never ends", start, out error);
        }

        if (last < first)
        {
            return GrammarText.Fail($"the range runs backwards, from {first} to {last}", start, out error);
        }

        range = new((int)first, (int)last, (int)step);
        return true;
    }
}
