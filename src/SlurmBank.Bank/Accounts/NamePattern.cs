using System;
using System.Collections.Generic;
using System.IO.Enumeration;
using System.Linq;

namespace SlurmBank.Bank;

/// <summary>Names with wildcards (<c>*</c> and <c>?</c>), compared without regard to case.</summary>
internal sealed class NamePattern
{
    private readonly IReadOnlyList<string> patterns;

    internal NamePattern(IReadOnlyList<string> patterns) => this.patterns = patterns;

    /// <summary>True where no pattern was given, so that every name matches.</summary>
    internal bool IsEverything => patterns.Count == 0;

    /// <summary>The names without wildcards: each of them has to exist.</summary>
    internal IEnumerable<string> Literals => patterns.Where(p => !HasWildcard(p));

    internal static bool HasWildcard(string text) => text.AsSpan().IndexOfAny('*', '?') >= 0;

    internal bool Matches(string name) => IsEverything || patterns.Any(p => FileSystemName.MatchesSimpleExpression(p, name, ignoreCase: true));
}
