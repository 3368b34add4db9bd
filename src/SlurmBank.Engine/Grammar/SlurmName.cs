using System;

namespace SlurmBank.Engine;

/// <summary>What a name names.</summary>
public enum SlurmNameKind
{
    /// <summary>An account; Slurm keeps these in lower case.</summary>
    Account,

    /// <summary>A user, in the case in which the system has it.</summary>
    User,

    /// <summary>A cluster; Slurm keeps these in lower case.</summary>
    Cluster,

    /// <summary>A partition, in the case of slurm.conf.</summary>
    Partition,

    /// <summary>A quality of service; Slurm keeps these in lower case.</summary>
    Qos,
}

/// <summary>
/// The names that may be given to a Slurm command. Stricter than Slurm: a name that passes can be neither an option, nor a list,
/// nor an assignment, nor two arguments, whatever command it is given to.
/// </summary>
public static class SlurmName
{
    /// <summary>The longest name, as Slurm's database can hold it.</summary>
    public const int MaximumLength = 255;

    /// <summary>True for a name that may be given to a Slurm command.</summary>
    public static bool IsValid(SlurmNameKind kind, string? text) => TryValidate(kind, text, out _, out _);

    /// <summary>Checks a name and gives its canonical form: see <see cref="TryValidate"/>.</summary>
    /// <exception cref="TextFormatException">The text is not a name that may be given to a Slurm command.</exception>
    public static string Validate(SlurmNameKind kind, string? text) =>
        TryValidate(kind, text, out string canonical, out TextError error) ? canonical : throw new TextFormatException(Describe(kind), text, error);

    /// <summary>
    /// Checks a name: ASCII letters and digits and <c>. _ - + @</c>, the first a letter, a digit or <c>_</c>, 1 to 255 characters.
    /// </summary>
    /// <param name="kind">What the name names.</param>
    /// <param name="text">The name.</param>
    /// <param name="canonical">The name as Slurm keeps it: accounts, clusters and QOS in lower case; empty where the answer is false.</param>
    /// <param name="error">What is wrong with the name, where the answer is false.</param>
    public static bool TryValidate(SlurmNameKind kind, string? text, out string canonical, out TextError error)
    {
        canonical = string.Empty;
        if (string.IsNullOrEmpty(text))
        {
            return GrammarText.Fail("a name is expected, the text is empty", 0, out error);
        }

        for (int at = 0; at < text.Length; at++)
        {
            char c = text[at];
            bool plain = char.IsAsciiLetterOrDigit(c) || c == '_';
            if (!plain && (at == 0 || c is not ('.' or '-' or '+' or '@')))
            {
                string rule = at == 0 ? "a name begins with a letter, a digit or _" : "a name has letters, digits and . _ - + @ only";
                return GrammarText.Fail(GrammarText.Unexpected(text, at, rule), at, out error);
            }
        }

        if (text.Length > MaximumLength)
        {
            return GrammarText.Fail($"the name is longer than {MaximumLength} characters", MaximumLength, out error);
        }

        error = default;
        canonical = kind is SlurmNameKind.Account or SlurmNameKind.Cluster or SlurmNameKind.Qos ? text.ToLowerInvariant() : text;
        return true;
    }

    private static string Describe(SlurmNameKind kind) => kind switch
    {
        SlurmNameKind.Account => "name of an account",
        SlurmNameKind.User => "name of a user",
        SlurmNameKind.Cluster => "name of a cluster",
        SlurmNameKind.Partition => "name of a partition",
        _ => "name of a QOS",
    };
}
