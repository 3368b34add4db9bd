using SlurmBank.Engine;

namespace SlurmBank.Slurm;

/// <summary>A text of an account that Slurm would not keep as it is written.</summary>
public sealed class SlurmTextException : SlurmBankException
{
    internal SlurmTextException(string what, string why)
        : base("InvalidSlurmText", $"The {what} cannot be given to Slurm: {why}",
            "Slurm keeps these texts in lower case; leave out quotes, bars, backslashes and control characters, and stay below 256 characters.")
    {
    }
}

/// <summary>Texts that are handed to sacctmgr: one argument each, and nothing in them that sacctmgr or a later listing takes for something else.</summary>
internal static class SettingText
{
    private const int Longest = 255;

    /// <summary>Gives the text back, or says what is wrong with it. sacctmgr turns quotes into backticks, and its listings escape no bar.</summary>
    internal static string Require(string what, string text)
    {
        if (text.Length > Longest)
        {
            throw new SlurmTextException(what, "it is longer than 255 characters");
        }

        foreach (char c in text)
        {
            if (char.IsControl(c) || c is '\'' or '"' or '`' or '|' or '\\')
            {
                throw new SlurmTextException(what, $"it contains '{CommandText.Escape(c.ToString())}'");
            }
        }

        return text;
    }
}
