using System;
using System.Collections.Generic;

namespace SlurmBank.Engine.Requests;

/// <summary>Reads the values of options; what cannot be read is reported at its place, and the option then stays as it was.</summary>
internal sealed class OptionValues(List<RequestProblem> errors)
{
    private const long LargestNumber = int.MaxValue;

    /// <summary>A reader of the engine: text in, value or error out.</summary>
    internal delegate bool Reader<T>(string? text, out T value, out TextError error);

    /// <summary>Reads a value; answers the old one where it cannot be read.</summary>
    internal T Read<T>(OptionUse use, Reader<T> read, T old)
    {
        if (read(use.Value, out T value, out TextError error))
        {
            return value;
        }

        errors.Add(use.Problem(error.Position, $"--{use.Option.Name}: {error.Message}"));
        return old;
    }

    /// <summary>Reads a whole number from 1 to 2147483647.</summary>
    internal long? Positive(OptionUse use, long? old) => Number(use, 1, old);

    /// <summary>Reads a whole number from the given least to 2147483647.</summary>
    internal long? Number(OptionUse use, long least, long? old)
    {
        int at = 0;
        bool read = GrammarText.TryReadNumber(use.Value, ref at, LargestNumber, out long value, out TextError error);
        if (read && at == use.Value!.Length && value >= least)
        {
            return value;
        }

        string message = !read ? error.Message : at < use.Value!.Length ? "a whole number is expected" : $"the number must be at least {least}";
        errors.Add(use.Problem(read && at < use.Value!.Length ? at : error.Position, $"--{use.Option.Name}: {message}"));
        return old;
    }

    /// <summary>Reads the least of a range such as <c>2-4</c>; an asterisk stands for any.</summary>
    internal bool TryReadLeast(OptionUse use, int start, string text, out long? least)
    {
        least = null;
        if (text == "*")
        {
            return true;
        }

        int at = 0;
        bool read = NumberRange.TryRead(text, ref at, int.MaxValue, out NumberRange range, out TextError error);
        if (read && at == text.Length && range.First > 0 && range.Step == 1)
        {
            least = range.First;
            return true;
        }

        errors.Add(use.Problem(start + (read ? Math.Min(at, text.Length) : error.Position), $"--{use.Option.Name}: " + (read ? "a number from 1 or a range is expected" : error.Message)));
        return false;
    }

    /// <summary>Reads a name that is compared with Slurm's, such as an account.</summary>
    internal string? Name(OptionUse use, SlurmNameKind kind, string? old)
    {
        if (SlurmName.TryValidate(kind, use.Value, out string canonical, out TextError error))
        {
            return canonical;
        }

        errors.Add(use.Problem(error.Position, $"--{use.Option.Name}: {error.Message}"));
        return old;
    }

    /// <summary>Reads names separated by commas; a name that comes twice is kept once.</summary>
    internal IReadOnlyList<string>? Names(OptionUse use, SlurmNameKind kind, IReadOnlyList<string>? old)
    {
        List<string> names = [];
        int start = 0;
        foreach (string piece in (use.Value ?? string.Empty).Split(','))
        {
            if (!SlurmName.TryValidate(kind, piece, out string canonical, out TextError error))
            {
                errors.Add(use.Problem(start + error.Position, $"--{use.Option.Name}: {error.Message}"));
                return old;
            }

            if (!names.Contains(canonical))
            {
                names.Add(canonical);
            }

            start += piece.Length + 1;
        }

        return names;
    }

    /// <summary>Reads a list of nodes; a path is the name of a file with the list, which is not read here.</summary>
    internal IReadOnlyList<string>? Hosts(OptionUse use, List<RequestProblem> notes, IReadOnlyList<string>? old)
    {
        if (use.Value!.Contains('/'))
        {
            notes.Add(use.Problem(0, $"--{use.Option.Name}: the list of nodes is in a file, which is not read here"));
            return old;
        }

        if (HostList.TryExpand(use.Value, out IReadOnlyList<string> names, out TextError error))
        {
            return names;
        }

        errors.Add(use.Problem(error.Position, $"--{use.Option.Name}: {error.Message}"));
        return old;
    }

    /// <summary>Reports a value that is none of the words that the option takes.</summary>
    internal void Reject(OptionUse use, int position, string expected) => errors.Add(use.Problem(position, $"--{use.Option.Name}: {expected}"));
}
