namespace SlurmBank.Engine.Configuration;

/// <summary>A pattern for account names: <c>*</c> stands for any characters, <c>?</c> for one. Slurm keeps account names in lower case, and so does this.</summary>
public sealed record AccountPattern
{
    /// <summary>Makes a pattern.</summary>
    /// <param name="text">The pattern; upper case letters are taken for lower case.</param>
    public AccountPattern(string text) => Text = text.ToLowerInvariant();

    /// <summary>The pattern in lower case.</summary>
    public string Text { get; }

    /// <summary>True where the whole name fits the pattern, whatever its case. The work is at most the product of the two lengths.</summary>
    public bool IsMatch(string account)
    {
        string name = account.ToLowerInvariant();
        int at = 0;
        int star = -1;
        int afterStar = 0;
        for (int i = 0; i < name.Length;)
        {
            if (at < Text.Length && Text[at] == '*')
            {
                star = at++;
                afterStar = i;
            }
            else if (at < Text.Length && (Text[at] == '?' || Text[at] == name[i]))
            {
                at++;
                i++;
            }
            else if (star >= 0)
            {
                // The last star takes one character more, and the rest is tried again.
                at = star + 1;
                i = ++afterStar;
            }
            else
            {
                return false;
            }
        }

        while (at < Text.Length && Text[at] == '*')
        {
            at++;
        }

        return at == Text.Length;
    }

    /// <summary>The pattern.</summary>
    public override string ToString() => Text;
}
