using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;

namespace SlurmBank.Bank;

/// <summary>A mail to be sent. Every part of it was checked: addresses by <see cref="Engine.Configuration.MailAddress"/>, the subject is one line.</summary>
/// <param name="Id">What stays the same however often it is tried: the part of Message-ID before the @.</param>
/// <param name="From">Whom it comes from.</param>
/// <param name="To">Whom it goes to.</param>
/// <param name="Subject">One line.</param>
/// <param name="Text">The text.</param>
/// <param name="Date">Its date.</param>
internal sealed record Mail(string Id, string From, IReadOnlyList<string> To, string Subject, string Text, DateTimeOffset Date)
{
    private const int LineBytes = 76;

    internal string MessageId => $"<{Id}@{From[(From.IndexOf('@', StringComparison.Ordinal) + 1)..]}>";

    /// <summary>The whole mail as RFC 5322 wants it; ASCII only, lines ended by a line feed as sendmail takes them.</summary>
    internal string ToMessage()
    {
        var message = new StringBuilder()
            .Append("From: ").Append(From).Append('\n')
            .Append("To: ").AppendJoin(",\n ", To).Append('\n')
            .Append("Subject: ").Append(Header(Subject)).Append('\n')
            .Append("Date: ").Append(Date.ToString("ddd, dd MMM yyyy HH:mm:ss ", CultureInfo.InvariantCulture)).Append(Date.ToString("zzz", CultureInfo.InvariantCulture).Replace(":", string.Empty, StringComparison.Ordinal)).Append('\n')
            .Append("Message-ID: ").Append(MessageId).Append('\n')
            .Append("Auto-Submitted: auto-generated\nMIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: base64\n\n");
        string body = Convert.ToBase64String(Encoding.UTF8.GetBytes(Text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace("\n", "\r\n", StringComparison.Ordinal)));
        for (int i = 0; i < body.Length; i += LineBytes)
        {
            message.Append(body.AsSpan(i, Math.Min(LineBytes, body.Length - i))).Append('\n');
        }

        return message.ToString();
    }

    /// <summary>A header's text: as it is where it is plain and short, else in encoded words of RFC 2047, none longer than 75 characters.</summary>
    private static string Header(string text)
    {
        if (text.Length <= 120 && text.All(c => c is >= ' ' and <= '~') && !text.Contains("=?", StringComparison.Ordinal))
        {
            return text;
        }

        var words = new List<string>();
        var bytes = new List<byte>();
        foreach (Rune rune in text.EnumerateRunes())
        {
            byte[] next = Encoding.UTF8.GetBytes(rune.ToString());
            if (bytes.Count + next.Length > 45)
            {
                words.Add(Word(bytes));
                bytes.Clear();
            }

            bytes.AddRange(next);
        }

        words.Add(Word(bytes));
        return string.Join("\n ", words);
    }

    private static string Word(List<byte> bytes) => $"=?utf-8?B?{Convert.ToBase64String([.. bytes])}?=";
}
