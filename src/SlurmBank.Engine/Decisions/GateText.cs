using System;

namespace SlurmBank.Engine.Decisions;

/// <summary>What the gate says where it has no price or no figures.</summary>
internal static class GateText
{
    /// <summary>Writes the text.</summary>
    /// <param name="text">Where to.</param>
    /// <param name="unreadable">True where the bank's figures could not be read; false where the job has no price.</param>
    /// <param name="refused">True where the job is refused for it; else it is let through.</param>
    /// <param name="created">When the figures were published, UTC seconds since 1970; 0 where it is not known.</param>
    /// <param name="now">The present; 0 where it is not known.</param>
    /// <param name="contact">Whom to ask; empty for nobody.</param>
    internal static void Write(LineWriter text, bool unreadable, bool refused, long created, long now, ReadOnlySpan<char> contact)
    {
        text.Clear();
        ReadOnlySpan<char> then = refused ? "this site takes no jobs then" : "the job is let through";
        if (!unreadable)
        {
            text.Line("Answer", $"the bank has no price for this job; it is let through");
        }
        else if (created > 0 && now > created && (now - created) / 60 <= TimeLimit.MaximumMinutes)
        {
            text.Line("Answer", $"the bank's figures are {TimeLimit.FromSeconds(now - created)} old; {then}");
        }
        else
        {
            text.Line("Answer", $"the bank's figures cannot be read now; {then}");
        }

        if (!contact.IsEmpty)
        {
            text.Line("Ask", $"{contact}");
        }
    }

    /// <summary>Writes what is said of a job whose partitions are charged in different currencies.</summary>
    /// <param name="text">Where to.</param>
    /// <param name="refused">True where the job is refused for it; else it is let through.</param>
    /// <param name="contact">Whom to ask; empty for nobody.</param>
    internal static void WriteCurrencies(LineWriter text, bool refused, ReadOnlySpan<char> contact)
    {
        text.Clear();
        ReadOnlySpan<char> then = refused ? "name partitions of one currency" : "it is let through";
        text.Line("Answer", $"the partitions of this job are charged in different currencies, so it has no one price; {then}");
        if (!contact.IsEmpty)
        {
            text.Line("Ask", $"{contact}");
        }
    }
}
