using System;
using System.Collections.Generic;
using System.Linq;

namespace SlurmBank.Bank;

/// <summary>
/// Says what happens, and not the same again and again: an error is said when it comes, when it changes, and when it is over; a warning when it was
/// not there the time before. What it remembers is bounded.
/// </summary>
internal sealed class ServeVoice
{
    private const int MostWarnings = 200;
    private readonly Action<ServePriority, string> say;
    private readonly Dictionary<string, (string Text, int Times)> errors = [];
    private readonly List<string> warnings = [];
    private HashSet<string> before = [];

    internal ServeVoice(Action<ServePriority, string> say) => this.say = say;

    internal void Say(ServePriority priority, string text) => say(priority, text);

    /// <summary>Keeps a warning for <see cref="EndRound"/>.</summary>
    internal void Warn(string text)
    {
        lock (warnings)
        {
            if (warnings.Count < MostWarnings)
            {
                warnings.Add(text);
            }
        }
    }

    /// <summary>Says the warnings that were not there at the end of the round before.</summary>
    internal void EndRound()
    {
        foreach (string text in warnings.Distinct().Where(w => !before.Contains(w)))
        {
            say(ServePriority.Warning, text);
        }

        before = [.. warnings];
        warnings.Clear();
    }

    /// <summary>Says that work failed, unless it failed in the same way before; every tenth time it is said again.</summary>
    internal void Failed(string work, string text)
    {
        (string last, int times) = errors.GetValueOrDefault(work, (string.Empty, 0));
        times = last == text ? times + 1 : 1;
        errors[work] = (text, times);
        if (times % 10 == 1)
        {
            say(ServePriority.Error, times == 1 ? $"{work}: {text}" : $"{work} failed {times} times in the same way: {text}");
        }
    }

    /// <summary>Says that work which failed before succeeds again.</summary>
    internal void Succeeded(string work)
    {
        if (errors.Remove(work))
        {
            say(ServePriority.Notice, $"{work} works again");
        }
    }
}
