using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using SlurmBank.Engine;
using SlurmBank.Engine.Configuration;
using SlurmBank.Ledger;

namespace SlurmBank.Bank;

/// <summary>
/// Decides for each account whether it should be held: a person's hold, else a pardon, else the rule — enforced and nothing spendable.
/// </summary>
internal sealed class HoldDecider
{
    private readonly EnforceSettings settings;
    private readonly long now;
    private readonly ILookup<long, Hold> holds;

    internal HoldDecider(EnforceSettings settings, IEnumerable<Hold> inForce, long now)
    {
        this.settings = settings;
        this.now = now;
        holds = inForce.ToLookup(h => h.AccountId);
    }

    /// <summary>Holds and pardons whose time is over.</summary>
    internal IEnumerable<Hold> Elapsed() => holds.SelectMany(h => h).Where(h => h.Until is long until && until <= now);

    internal HoldDecision Decide(AccountBalance balance)
    {
        string mechanism = balance.Settings.HoldMechanism ?? HoldMechanism.NameOf(settings.Hold);
        HoldDecision Answer(bool held, HoldOwner owner, string reason, string? limit = null) => new(balance.Account, balance, held, owner, reason, limit ?? mechanism);

        if (InForce(balance, HoldOwner.Person) is Hold person)
        {
            return Answer(true, HoldOwner.Person, $"held by {person.Actor}: {person.Reason}", person.Mechanism);
        }

        if (!balance.IsSpent)
        {
            string said = InForce(balance, HoldOwner.Pardon) is Hold freed ? $"released by {freed.Actor}: {freed.Reason}" : string.Empty;
            return Answer(false, HoldOwner.Automatic, Figures(balance)) with { Follows = Follows(balance, mechanism), Pardon = said };
        }

        if (ModeOf(balance.Settings) != AccountMode.Enforce)
        {
            return Answer(false, HoldOwner.Automatic, $"nothing spendable, but the account is in mode {ModeOf(balance.Settings).ToString().ToLowerInvariant()}: {Figures(balance)}");
        }

        if (settings.IsExempt(balance.Account.Name))
        {
            return Answer(false, HoldOwner.Automatic, $"nothing spendable, but the configuration exempts the account: {Figures(balance)}");
        }

        return InForce(balance, HoldOwner.Pardon) is Hold pardon
            ? Answer(false, HoldOwner.Pardon, $"nothing spendable, but released by {pardon.Actor}: {pardon.Reason}") with { Pardon = $"released by {pardon.Actor}: {pardon.Reason}" }
            : Answer(true, HoldOwner.Automatic, Figures(balance)) with { Follows = mechanism == HoldMechanism.Moving };
    }

    /// <summary>Whether a limit follows the balance of an account that has something left.</summary>
    private bool Follows(AccountBalance balance, string mechanism) =>
        mechanism == HoldMechanism.Moving && balance is { IsManaged: true, IsUnlimited: false } && balance.Settings.Kind != AccountKind.Owned && ModeOf(balance.Settings) == AccountMode.Enforce
        && !settings.IsExempt(balance.Account.Name) && InForce(balance, HoldOwner.Pardon) is null;

    /// <summary>The user's hold inside an account that is enforced, not exempt and not pardoned; null where the limit is not used up.</summary>
    internal UserHold? Decide(HoldDecision account, UserFigures user)
    {
        bool follows = user.IsSpent && ModeOf(account.Balance.Settings) == AccountMode.Enforce && !settings.IsExempt(account.Account.Name)
            && account.Balance.Settings.Kind != AccountKind.Owned && InForce(account.Balance, HoldOwner.Pardon) is null;
        return !follows ? null : new UserHold(
            account.Account.Name,
            user.Limit.User,
            string.Create(CultureInfo.InvariantCulture, $"user {user.Limit.User}: limit {user.Limit.Amount} {user.Limit.Currency} - charged {user.Charged} - running {user.Running} = {user.Spendable}"),
            account.Mechanism == HoldMechanism.Moving ? HoldMechanism.Usual : account.Mechanism,
            user.Limit.Currency);
    }

    internal AccountMode ModeOf(AccountSettings account) => account.Mode ?? settings.Mode switch
    {
        AccountModeSetting.Track => AccountMode.Track,
        AccountModeSetting.Enforce => AccountMode.Enforce,
        _ => AccountMode.Notify,
    };

    private static string Figures(AccountBalance balance) => balance switch
    {
        { IsUnlimited: true } => "unlimited",
        { IsManaged: false } => "unmanaged: it never had a grant",
        _ => string.Create(
            CultureInfo.InvariantCulture,
            $"spendable {balance.Spendable} {balance.Currency} = granted {balance.Granted} + credit {balance.Settings.CreditLimit} - charged {balance.Charged} - running {balance.Pending.Running}{Tree(balance)}"),
    };

    private static string Tree(AccountBalance balance) =>
        (balance.Tree.ClaimedByRunning > ServiceUnits.Zero ? $" - running below it {balance.Tree.ClaimedByRunning}" : string.Empty)
        + (balance.Tree.Parent is Account parent ? $" + left in {parent.Name} {balance.Tree.FromParentSpendable}" : string.Empty);

    private Hold? InForce(AccountBalance balance, HoldOwner owner) =>
        holds[balance.Account.Id].LastOrDefault(h => h.Owner == owner && (h.Until is not long until || until > now));
}
