using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;

namespace SlurmBank.Engine.Configuration;

/// <summary>What holds for accounts whose names fit a pattern. What is not written is as everywhere.</summary>
public sealed record GrantRule
{
    /// <summary>The kind of a grant that names none.</summary>
    public string? Kind { get; init; }

    /// <summary>The kinds that may be granted; empty for all.</summary>
    public IReadOnlyList<string> Kinds { get; init; } = [];

    /// <summary>The least that may be granted.</summary>
    public ServiceUnits? Minimum { get; init; }

    /// <summary>The credit limit of an account for which nobody decided anything.</summary>
    public ServiceUnits? CreditLimit { get; init; }

    /// <summary>Whether an account for which nobody decided anything is unlimited.</summary>
    public bool IsUnlimited { get; init; }
}

/// <summary>What may be granted, and what holds where a grant says nothing: section <c>[grant]</c>.</summary>
public sealed record GrantSettings
{
    /// <summary>The least that may be granted, in the site's currency.</summary>
    public ServiceUnits Minimum { get; init; }

    /// <summary>How many days a proposal lasts.</summary>
    public int ProposalDays { get; init; } = 365;

    /// <summary>How many days a class lasts.</summary>
    public int ClassDays { get; init; } = 122;

    /// <summary>Over how many years an investment is divided.</summary>
    public int InvestmentYears { get; init; } = 5;

    /// <summary>The part of an investment's unused yearly share that goes to the next year, 0 to 1.</summary>
    public decimal Rollover { get; init; } = 0.5m;

    /// <summary>Rules by patterns of account names.</summary>
    public IReadOnlyDictionary<string, GrantRule> Accounts { get; init; } = ImmutableSortedDictionary<string, GrantRule>.Empty;

    internal static SectionSchema Schema { get; } = new("grant", "What may be granted, and what holds where a grant says nothing.",
    [
        new Setting<ServiceUnits>("grant", "minimum", new AmountKind(), c => c.Grant.Minimum, (c, v) => c with { Grant = c.Grant with { Minimum = v } },
            "The least that may be granted, in the site's currency."),
        new Setting<int>("grant", "proposal_days", new IntegerKind(1, 36_600), c => c.Grant.ProposalDays, (c, v) => c with { Grant = c.Grant with { ProposalDays = v } },
            "How many days a grant of the kind \"proposal\" lasts."),
        new Setting<int>("grant", "class_days", new IntegerKind(1, 36_600), c => c.Grant.ClassDays, (c, v) => c with { Grant = c.Grant with { ClassDays = v } },
            "How many days a grant of the kind \"class\" lasts."),
        new Setting<int>("grant", "investment_years", new IntegerKind(1, 100), c => c.Grant.InvestmentYears, (c, v) => c with { Grant = c.Grant with { InvestmentYears = v } },
            "Over how many years a grant of the kind \"investment\" is divided."),
        new Setting<decimal>("grant", "rollover", new FractionKind(), c => c.Grant.Rollover, (c, v) => c with { Grant = c.Grant with { Rollover = v } },
            "The part of an investment's unused yearly share that goes to the next year."),
        new Setting<IReadOnlyDictionary<string, GrantRule>>("grant", "rules", new GrantRulesKind(),
            c => c.Grant.Accounts, (c, v) => c with { Grant = c.Grant with { Accounts = v } }, "Rules by patterns of account names; the pattern with the most characters that are not * or ? counts."),
    ]);

    /// <summary>The rule of an account, of those whose pattern fits the one with the most characters that are not wildcards; null where none fits.</summary>
    public (string Pattern, GrantRule Rule)? RuleFor(string account)
    {
        (string Pattern, GrantRule Rule)? best = null;
        foreach ((string pattern, GrantRule rule) in Accounts)
        {
            // In order of the patterns, so that two that are as long as each other are decided the same way everywhere.
            if (new AccountPattern(pattern).IsMatch(account) && (best is null || Literals(pattern) > Literals(best.Value.Pattern)))
            {
                best = (pattern, rule);
            }
        }

        return best;
    }

    private static int Literals(string pattern) => pattern.Count(c => c is not ('*' or '?'));
}
