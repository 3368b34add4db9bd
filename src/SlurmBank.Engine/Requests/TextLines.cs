using System;

namespace SlurmBank.Engine.Requests;

/// <summary>The lines of a text, ended by a newline only: a carriage return or a page break inside is part of its line, as in sbatch.</summary>
internal static class TextLines
{
    internal static Enumerator EnumerateLinesAtNewline(this ReadOnlySpan<char> text) => new(text);

    internal ref struct Enumerator(ReadOnlySpan<char> text)
    {
        private ReadOnlySpan<char> rest = text;
        private bool ended = text.IsEmpty;

        public ReadOnlySpan<char> Current { get; private set; }

        public readonly Enumerator GetEnumerator() => this;

        public bool MoveNext()
        {
            if (ended)
            {
                return false;
            }

            int end = rest.IndexOf('\n');
            Current = end < 0 ? rest : rest[..end];
            ended = end < 0;
            rest = end < 0 ? default : rest[(end + 1)..];
            return true;
        }
    }
}
