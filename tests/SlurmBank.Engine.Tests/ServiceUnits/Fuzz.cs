using System;

namespace SlurmBank.Engine.Tests;

/// <summary>Random texts for the readers.</summary>
internal static class Fuzz
{
    internal static string Text(Random random, string letters, int longest)
    {
        char[] text = new char[random.Next(longest + 1)];
        for (int index = 0; index < text.Length; index++)
        {
            text[index] = random.Next(50) == 0 ? (char)random.Next(char.MaxValue) : letters[random.Next(letters.Length)];
        }

        return new string(text);
    }

    /// <summary>A known good text with a few characters changed, added or removed: reaches deeper than noise.</summary>
    internal static string Mutate(Random random, string text, string letters)
    {
        for (int times = random.Next(4); times > 0; times--)
        {
            int at = random.Next(text.Length + 1);
            char letter = letters[random.Next(letters.Length)];
            text = random.Next(3) switch
            {
                0 when at < text.Length => text.Remove(at, 1),
                1 when at < text.Length => text[..at] + letter + text[(at + 1)..],
                _ => text.Insert(at, letter.ToString()),
            };
        }

        return text;
    }
}
