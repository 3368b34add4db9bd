using System;
using System.Collections.Generic;
using System.Linq;
using SlurmBank.Engine;
using SlurmBank.Engine.Configuration;
using SlurmBank.Ledger;

namespace SlurmBank.Bank;

/// <summary>The site's rules about grants: what a kind means, what an account may have, what holds where nothing is said.</summary>
internal sealed class GrantPolicy(BankContext context)
{
    internal const string Proposal = "proposal";
    internal const string Class = "class";
    internal const string Investment = "investment";
    internal const string Floating = "floating";
    private const string Plain = "grant";

    private GrantSettings Settings => context.Configuration.Grant;

    /// <summary>The kind that is meant: the one named, or the rule's, or a plain grant.</summary>
    internal string KindOf(string account, string? named) => string.IsNullOrWhiteSpace(named) ? Settings.RuleFor(account)?.Rule.Kind ?? Plain : named.Trim();

    /// <summary>Which is drawn first: what is for all clusters after what is specific, investments after both.</summary>
    internal static int PriorityOf(string kind) => kind switch
    {
        Floating => Allocation.FloatingPriority,
        Investment => Allocation.InvestmentPriority,
        _ => Allocation.SpecificPriority,
    };

    /// <summary>How many days a kind lasts where no end is given; null for one that does not end.</summary>
    internal int? DaysOf(string kind) => kind switch { Proposal => Settings.ProposalDays, Class => Settings.ClassDays, _ => null };

    /// <summary>Refuses what the rules do not allow.</summary>
    /// <param name="session">The write.</param>
    /// <param name="account">The account.</param>
    /// <param name="asked">The grant; of a row its first period, with the whole amount where that is divided.</param>
    /// <param name="whole">Of a grant that is divided over clusters, the amount of all of them; null for one that is not.</param>
    /// <exception cref="ProposalExistsException">There is a proposal or a class in that window.</exception>
    /// <exception cref="GrantRefusedException">An investment without a proposal, a kind that is not for this account, or less than the minimum.</exception>
    internal void Check(LedgerSession session, string account, GrantRequest asked, ServiceUnits? whole = null)
    {
        (string Pattern, GrantRule Rule)? rule = Settings.RuleFor(account);
        if (rule is ({ } pattern, { Kinds: { Count: > 0 } kinds }) && !kinds.Contains(asked.Kind, StringComparer.Ordinal))
        {
            throw GrantRefusedException.WrongKind(account, asked.Kind, pattern, string.Join(", ", kinds));
        }

        List<Allocation> all = session.Reader.FindAccount(account.ToLowerInvariant()) is Account known
            ? [.. session.Reader.Allocations(known.Id).Where(a => a.Currency == asked.Currency && !a.IsReversed)]
            : [];
        ServiceUnits minimum = rule?.Rule.Minimum ?? Settings.Minimum;
        ServiceUnits together = whole ?? asked.Amount + OnOtherClusters(session, all, asked);
        if (asked.Amount > ServiceUnits.Zero && together < minimum && asked.Currency == context.Currency)
        {
            throw GrantRefusedException.TooSmall(account, together, minimum, asked.Currency, asked.Scope.Clusters.Count > 0);
        }

        List<Allocation> proposals = all.FindAll(a => IsProposal(a.Kind));
        if (asked.Kind == Investment && !proposals.Any(p => p.End > session.NowSeconds))
        {
            throw GrantRefusedException.NoProposal(account);
        }

        if (IsProposal(asked.Kind) && proposals.Find(p => p.Start < asked.End && asked.Start < p.End && Meet(p.Scope, asked.Scope)) is Allocation other)
        {
            string until = other.End == Allocation.Forever ? "without end" : $"to {context.Instant(other.End - 1):yyyy-MM-dd}";
            throw new ProposalExistsException(account, other.Id, other.Kind, $"{context.Instant(other.Start):yyyy-MM-dd} {until}");
        }
    }

    /// <summary>Decides what the rule says of an account for which nobody decided anything.</summary>
    /// <returns>The settings; null where there is nothing to decide.</returns>
    internal AccountSettings? Apply(LedgerSession session, Account account, ISet<long> decided)
    {
        if (decided.Contains(account.Id) || Settings.RuleFor(account.Name) is not ({ } pattern, { } rule) || (rule.CreditLimit is null && !rule.IsUnlimited))
        {
            return null;
        }

        AccountSettings settings = AccountSettings.Default with { CreditLimit = rule.CreditLimit ?? ServiceUnits.Zero, Kind = rule.IsUnlimited ? AccountKind.Unlimited : AccountKind.Funded };
        return session.Accounts.Decide(account.Name, settings, $"rule for '{pattern}' in [grant.rules]") ? settings : null;
    }

    /// <summary>What the account was granted of the same kind for other clusters at the same time: a site that grants each cluster its part has its minimum for all together.</summary>
    private static ServiceUnits OnOtherClusters(LedgerSession session, List<Allocation> all, GrantRequest asked) => asked.Scope.Clusters.Count == 0
        ? ServiceUnits.Zero
        : all.Where(a => a.Kind == asked.Kind && a.Scope.Clusters.Count > 0 && !Meet(a.Scope.Clusters, asked.Scope.Clusters) && a.Start < asked.End && asked.Start < a.End)
            .Aggregate(ServiceUnits.Zero, (sum, a) => sum + session.Grants.Line(a).Granted);

    private static bool IsProposal(string kind) => kind is Proposal or Class;

    private static bool Meet(AllocationScope a, AllocationScope b) =>
        Meet(a.Clusters, b.Clusters) && Meet(a.Partitions, b.Partitions) && Meet(a.Qos, b.Qos) && Meet(a.Users, b.Users);

    private static bool Meet(IReadOnlyList<string> a, IReadOnlyList<string> b) => a.Count == 0 || b.Count == 0 || a.Intersect(b, StringComparer.OrdinalIgnoreCase).Any();
}
