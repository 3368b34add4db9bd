using System;
using System.Collections.Generic;
using System.Linq;
using SlurmBank.Ledger;
using SlurmBank.Slurm;

namespace SlurmBank.Bank;

/// <summary>A limit to set on an association, or to give back.</summary>
/// <param name="Account">The account concerned.</param>
/// <param name="Target">The association: see <see cref="HoldTarget"/>.</param>
/// <param name="Mechanism">The limit.</param>
/// <param name="Before">The value that Slurm shows now; empty for none.</param>
/// <param name="After">The value that it should have; empty for none.</param>
internal sealed record LimitMove(string Account, string Target, HoldMechanism Mechanism, string Before, string After);

/// <summary>What is held inside accounts which are not.</summary>
/// <param name="Users">Users whose limits there are used up.</param>
/// <param name="Currencies">Work in currencies of which nothing is left, while something is left in another.</param>
/// <param name="Reach">How work in one currency can be held.</param>
/// <param name="Figures">What each account has of each currency, in words.</param>
internal sealed record HoldParts(IReadOnlyList<UserHold> Users, IReadOnlyList<CurrencyHold> Currencies, CurrencyReach Reach, IReadOnlyDictionary<(string Account, string Currency), string> Figures);

/// <summary>
/// What Slurm should look like, compared with what it looks like. Nothing that the bank wrote earlier is taken for truth except which
/// limits are its own and what they replaced.
/// </summary>
internal sealed class HoldPlan
{
    private readonly AssociationTree tree;
    private readonly Dictionary<string, HoldDecision> decisions;
    private readonly Dictionary<(string Target, string Limit), (string Account, string Value)> wanted = [];
    private readonly Dictionary<(string Account, string Limit), List<string>> targets = [];

    private readonly HashSet<string> solventBelow;

    private readonly bool adopt;
    private readonly CurrencyReach? reach;

    private HoldPlan(AssociationTree tree, IEnumerable<HoldDecision> all, bool adopt, CurrencyReach? reach)
    {
        this.adopt = adopt;
        this.reach = reach;
        this.tree = tree;
        decisions = all.ToDictionary(d => d.Account.Name);
        solventBelow = AboveSolvent();
    }

    /// <summary>Limits to set, not yet in Slurm.</summary>
    internal List<LimitMove> Set { get; } = [];

    /// <summary>Limits to give back.</summary>
    internal List<LimitMove> Restore { get; } = [];

    /// <summary>Limits of the bank that somebody else has changed since: left alone and forgotten.</summary>
    internal List<PlacedLimit> Abandoned { get; } = [];

    /// <summary>Limits of the bank that are gone already, or whose association is: nothing to do but forget them.</summary>
    internal List<PlacedLimit> Gone { get; } = [];

    /// <summary>Limits that stand as they should.</summary>
    internal List<LimitMove> Standing { get; } = [];

    /// <summary>Values as the bank sets them, on accounts that would be held by that limit, of which the ledger knows nothing: after a restore, or set by somebody else.</summary>
    internal List<LimitMove> Strays { get; } = [];

    /// <summary>Whether a limit that is set is taken up as the bank's own, so that nothing comes back in its place.</summary>
    internal bool IsAdopted(LimitMove move) => adopt && Strays.Any(s => s.Target == move.Target && s.Mechanism.Limit == move.Mechanism.Limit);

    internal IReadOnlyDictionary<string, HoldDecision> Decisions => decisions;

    /// <summary>Makes the plan.</summary>
    /// <param name="tree">Slurm's associations now.</param>
    /// <param name="all">The decisions for all accounts: solvent children decide where their parents are held.</param>
    /// <param name="placed">Limits that the bank put there.</param>
    /// <param name="chosen">The accounts to act on.</param>
    /// <param name="parts">What is held inside accounts which are not.</param>
    /// <param name="adopt">Whether limits that look like the bank's own and are not in the ledger are taken up or lifted.</param>
    internal static HoldPlan Make(AssociationTree tree, IEnumerable<HoldDecision> all, IReadOnlyList<PlacedLimit> placed, Func<string, bool> chosen, HoldParts? parts = null, bool adopt = false)
    {
        var plan = new HoldPlan(tree, all, adopt, parts?.Reach);
        foreach (HoldDecision decision in plan.decisions.Values.Where(d => d.IsLimited && tree.Has(d.Account.Name)))
        {
            plan.Want(decision);
        }

        foreach (UserHold user in parts?.Users ?? [])
        {
            plan.Want(user);
        }

        plan.Want(parts?.Currencies ?? []);

        plan.Compare(placed, chosen);
        return plan;
    }

    /// <summary>The associations that carry a held account's limit.</summary>
    internal IReadOnlyList<string> TargetsOf(string account, string limit) =>
        targets.TryGetValue((account, limit), out List<string>? all) ? [.. all.Order(StringComparer.Ordinal)] : [];

    /// <summary>Users whose own associations are held, with these.</summary>
    internal Dictionary<UserHold, IReadOnlyList<string>> Users { get; } = [];

    /// <summary>All associations of the user with the account: one a partition, where the site has such.</summary>
    private void Want(UserHold user)
    {
        if (!decisions.TryGetValue(user.Account, out HoldDecision? account) || account.IsHeld || !tree.Has(user.Account))
        {
            return;
        }

        IEnumerable<SlurmAssociation> all = tree.Users(user.Account).Where(u => u.User == user.User);
        string[] own = [.. (user.Currency is string currency ? reach!.Of(all, currency) : all).Select(HoldTarget.Of)];
        Users.Add(user, own);
        foreach (string target in own)
        {
            wanted.TryAdd((target, HoldMechanism.Find(user.Mechanism).Limit), (user.Account, HoldMechanism.HeldValue));
        }
    }

    /// <summary>Work in one currency, with what carries its limit.</summary>
    internal Dictionary<CurrencyHold, IReadOnlyList<string>> Currencies { get; } = [];

    /// <summary>The account's own association where all below it is held alike; else those of its users, as for a whole hold.</summary>
    private void Want(IReadOnlyList<CurrencyHold> holds)
    {
        HashSet<(string, string)> alike = [.. holds.Select(h => (h.Account, h.Mechanism))];
        foreach (CurrencyHold hold in holds.Where(h => decisions.TryGetValue(h.Account, out HoldDecision? account) && !account.IsHeld && tree.Has(h.Account)))
        {
            bool isWhole = reach!.HasLimit(hold.Currency)
                && tree.Descendants(hold.Account).All(d => (decisions.TryGetValue(d, out HoldDecision? child) && child.IsHeld) || alike.Contains((d, hold.Mechanism)));
            string[] own = isWhole ? [hold.Account] : [.. reach.Of(tree.Users(hold.Account), hold.Currency).Select(HoldTarget.Of)];
            Currencies.Add(hold, own);
            foreach (string target in own)
            {
                wanted.TryAdd((target, HoldMechanism.Find(hold.Mechanism).Limit), (hold.Account, HoldMechanism.HeldValue));
            }
        }
    }

    private void Want(HoldDecision decision)
    {
        string account = decision.Account.Name;
        string limit = HoldMechanism.Find(decision.Mechanism).Limit;
        if (!solventBelow.Contains(account))
        {
            Want(account, decision, limit);
            return;
        }

        foreach (SlurmAssociation user in tree.Users(account))
        {
            Want(HoldTarget.Of(user), decision, limit);
        }
    }

    /// <summary>The accounts with one below them that is not held. Each way up ends where another one has been, so it costs what the tree has accounts.</summary>
    private HashSet<string> AboveSolvent()
    {
        var above = new HashSet<string>(StringComparer.Ordinal);
        foreach (string solvent in tree.Accounts.Where(a => !decisions.TryGetValue(a, out HoldDecision? decision) || !decision.IsHeld))
        {
            _ = tree.Upwards(solvent).Skip(1).All(above.Add);
        }

        return above;
    }

    private void Want(string target, HoldDecision decision, string limit)
    {
        string account = decision.Account.Name;
        if (wanted.TryAdd((target, limit), (account, decision.Value)))
        {
            (targets.TryGetValue((account, limit), out List<string>? all) ? all : targets[(account, limit)] = []).Add(target);
        }
    }

    private void Compare(IReadOnlyList<PlacedLimit> placed, Func<string, bool> chosen)
    {
        HashSet<(string, string)> own = [.. placed.Select(p => (p.Target, p.Limit))];
        FindStrays(own, chosen);
        foreach (((string target, string limit), (string account, string value)) in wanted.Where(w => chosen(w.Value.Account)))
        {
            HoldMechanism mechanism = HoldMechanism.OfLimit(limit);
            string now = tree.ValueOf(target, mechanism) ?? string.Empty;
            (now == value && own.Contains((target, limit)) ? Standing : Set).Add(new LimitMove(account, target, mechanism, now, value));
        }

        foreach (PlacedLimit limit in placed.Where(p => chosen(AccountOf(p.Target)) && !wanted.ContainsKey((p.Target, p.Limit))))
        {
            HoldMechanism mechanism = HoldMechanism.OfLimit(limit.Limit);
            string? now = tree.ValueOf(limit.Target, mechanism);
            if (now is not null && OwnValue.Is(limit, now))
            {
                Restore.Add(new LimitMove(AccountOf(limit.Target), limit.Target, mechanism, now, limit.Replaced));
            }
            else
            {
                // A run that was ended half way may have given it back, or never set it.
                (now is null || now == limit.Replaced ? Gone : Abandoned).Add(limit);
            }
        }
    }

    private void FindStrays(HashSet<(string, string)> own, Func<string, bool> chosen)
    {
        foreach (HoldDecision decision in decisions.Values.Where(d => chosen(d.Account.Name) && tree.Has(d.Account.Name)))
        {
            HoldMechanism mechanism = HoldMechanism.Find(decision.Mechanism);
            foreach (string target in tree.Users(decision.Account.Name).Select(HoldTarget.Of).Prepend(decision.Account.Name))
            {
                if (tree.ValueOf(target, mechanism) == HoldMechanism.HeldValue && !own.Contains((target, mechanism.Limit)))
                {
                    Strays.Add(new LimitMove(decision.Account.Name, target, mechanism, HoldMechanism.HeldValue, string.Empty));
                }
            }
        }

        if (adopt)
        {
            Restore.AddRange(Strays.Where(s => !wanted.ContainsKey((s.Target, s.Mechanism.Limit))));
        }
    }

    private static string AccountOf(string target) => HoldTarget.Parse(target).Account;
}
