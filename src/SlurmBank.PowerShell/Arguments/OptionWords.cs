using System.Collections.Generic;
using System.Text;

namespace SlurmBank.PowerShell.Arguments;

/// <summary>
/// Takes options of sbatch apart that were written in one text, as in <c>'-n 4 --time=1:00:00'</c>: at spaces, except inside quotes.
/// A text without spaces, or one that is no option, is an argument as it is.
/// </summary>
internal static class OptionWords
{
    internal static IEnumerable<string> Split(IEnumerable<string> texts)
    {
        foreach (string text in texts)
        {
            if (!text.StartsWith('-') || text.IndexOf(' ') < 0)
            {
                yield return text;
                continue;
            }

            foreach (string word in Split(text))
            {
                yield return word;
            }
        }
    }

    private static List<string> Split(string text)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        char quote = '\0';
        bool isOpen = false;
        foreach (char character in text)
        {
            if (quote != '\0' ? character == quote : character is '"' or '\'')
            {
                quote = quote == '\0' ? character : '\0';
                isOpen = true;
            }
            else if (quote == '\0' && char.IsWhiteSpace(character))
            {
                Close(words, word, ref isOpen);
            }
            else
            {
                word.Append(character);
                isOpen = true;
            }
        }

        Close(words, word, ref isOpen);
        return words;
    }

    private static void Close(List<string> words, StringBuilder word, ref bool isOpen)
    {
        if (isOpen)
        {
            words.Add(word.ToString());
        }

        word.Clear();
        isOpen = false;
    }
}
