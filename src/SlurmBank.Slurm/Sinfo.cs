using System;
using System.Globalization;
using System.Threading;

namespace SlurmBank.Slurm;

/// <summary>A version of Slurm.</summary>
/// <param name="Year">The release's year, such as 22.</param>
/// <param name="Month">The release's month, such as 5.</param>
/// <param name="Patch">The patch level, such as 8.</param>
/// <param name="Text">The version as printed, such as <c>22.05.8</c>.</param>
public sealed record SlurmVersion(int Year, int Month, int Patch, string Text) : IComparable<SlurmVersion>
{
    /// <inheritdoc />
    public int CompareTo(SlurmVersion? other) =>
        other is null ? 1 : (Year, Month, Patch).CompareTo((other.Year, other.Month, other.Patch));

    /// <summary>Reads <c>slurm 22.05.8</c> or <c>slurm-wlm 22.05.8</c>; a suffix of the patch level is kept in <see cref="Text"/> only.</summary>
    /// <param name="text">What the command printed.</param>
    /// <param name="version">The version.</param>
    /// <returns>Whether it could be read.</returns>
    public static bool TryParse(string? text, out SlurmVersion? version)
    {
        version = null;
        string last = (text ?? string.Empty).Trim();
        last = last[(last.LastIndexOf(' ') + 1)..];
        string[] parts = last.Split('.', '-');
        if (parts.Length < 3 || !TryNumber(parts[0], out int year) || !TryNumber(parts[1], out int month))
        {
            return false;
        }

        int digits = 0;
        while (digits < parts[2].Length && char.IsAsciiDigit(parts[2][digits]))
        {
            digits++;
        }

        int patch = TryNumber(parts[2][..digits], out int number) ? number : 0;
        version = new SlurmVersion(year, month, patch, last);
        return true;
    }

    private static bool TryNumber(string text, out int number) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}

/// <summary>The version of the commands.</summary>
public sealed partial class Sinfo
{
    private readonly SlurmCommands _slurm;

    internal Sinfo(SlurmCommands slurm) => _slurm = slurm;

    /// <summary>Reads the version by <c>sinfo -V</c>, which asks no daemon.</summary>
    /// <param name="cancellation">Ends the command.</param>
    /// <returns>The version.</returns>
    /// <exception cref="SlurmCommandException">sinfo is missing or failed.</exception>
    public SlurmVersion ReadVersion(CancellationToken cancellation = default)
    {
        string output = _slurm.Capture("sinfo", ["--version"], cancellation);
        return SlurmVersion.TryParse(output, out SlurmVersion? version)
            ? version!
            : throw new SlurmOutputException(["sinfo", "--version"], "it is not a version", CommandText.Escape(output));
    }
}
