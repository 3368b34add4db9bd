using System;

namespace SlurmBank.Engine.Configuration;

/// <summary>
/// The mail addresses that the bank writes to: a strict part of what RFC 5321 allows, so that no address can be an option of a command, end a header line
/// or stand for several.
/// </summary>
public static class MailAddress
{
    private const string LocalCharacters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789.!#$%&'*+/=?^_`{|}~-";
    private const string DomainCharacters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789.-";

    /// <summary>Whether a text is an address: <c>local@domain</c>, ASCII, at most 64 and 255 characters, the first a letter or digit or underscore.</summary>
    public static bool IsValid(string? text)
    {
        if (text is null || text.Length > 320)
        {
            return false;
        }

        int at = text.IndexOf('@', StringComparison.Ordinal);
        ReadOnlySpan<char> local = at < 0 ? [] : text.AsSpan(0, at);
        ReadOnlySpan<char> domain = at < 0 ? [] : text.AsSpan(at + 1);
        return local.Length is > 0 and <= 64 && (char.IsAsciiLetterOrDigit(local[0]) || local[0] == '_') && !local.ContainsAnyExcept(LocalCharacters)
            && !local.EndsWith(".", StringComparison.Ordinal) && local.IndexOf("..", StringComparison.Ordinal) < 0 && IsDomain(domain);
    }

    /// <summary>Whether a text is the part of an address after the @.</summary>
    public static bool IsDomain(ReadOnlySpan<char> domain) =>
        domain.Length is > 0 and <= 255 && char.IsAsciiLetterOrDigit(domain[0]) && char.IsAsciiLetterOrDigit(domain[^1])
        && !domain.ContainsAnyExcept(DomainCharacters) && domain.IndexOf("..", StringComparison.Ordinal) < 0;
}
