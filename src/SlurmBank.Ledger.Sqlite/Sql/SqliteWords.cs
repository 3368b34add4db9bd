using System.Collections.Generic;

namespace SlurmBank.Ledger.Sqlite;

/// <summary>Texts that stand in many rows, each stored once under a number, and those of them that this connection has seen.</summary>
internal sealed class SqliteWords
{
    private const int Most = 200_000;
    private readonly SqliteSession session;
    private readonly Dictionary<string, long> numbers = [];
    private readonly Dictionary<long, string> texts = [];

    internal SqliteWords(SqliteSession session) => this.session = session;

    internal long? Find(string text)
    {
        if (numbers.TryGetValue(text, out long number))
        {
            return number;
        }

        long? found = SqliteSession.FirstLong(session.Prepare("SELECT id FROM word WHERE text = ?1").Bind(1, text));
        if (found is long known)
        {
            Remember(known, text);
        }

        return found;
    }

    internal long Number(string text)
    {
        if (Find(text) is long number)
        {
            return number;
        }

        SqliteSession.Run(session.Prepare("INSERT INTO word (text) VALUES (?1)").Bind(1, text));
        long made = session.LastRowId();
        Remember(made, text);
        return made;
    }

    internal string Text(long number)
    {
        if (texts.TryGetValue(number, out string? text))
        {
            return text;
        }

        text = SqliteSession.First(session.Prepare("SELECT text FROM word WHERE id = ?1").Bind(1, number), s => s.Text(0))
            ?? throw new LedgerCorruptException($"Text {number} is missing from the ledger.");
        Remember(number, text);
        return text;
    }

    internal void Forget()
    {
        numbers.Clear();
        texts.Clear();
    }

    private void Remember(long number, string text)
    {
        if (texts.Count >= Most)
        {
            Forget();
        }

        numbers[text] = number;
        texts[number] = text;
    }
}
