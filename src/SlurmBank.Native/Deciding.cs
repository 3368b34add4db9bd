using System;
using SlurmBank.Engine;
using SlurmBank.Engine.Configuration;
using SlurmBank.Engine.Decisions;

namespace SlurmBank.Native;

/// <summary>Compares a price with an account's funds, and says what the site wants done.</summary>
internal static unsafe class Deciding
{
    internal static int Decide(EngineState state, Workspace work, NativeDecisionInput* input, NativeDecision* decision, NativeBuffer* text)
    {
        if (state.Rules is not GateRules rules)
        {
            return Code.NotLoaded;
        }

        if (!TryNames(work, input, out ReadOnlySpan<char> account, out ReadOnlySpan<char> partitions))
        {
            return Code.Range;
        }

        NativeQuote* quote = &decision->Quote;
        decision->PriceCode = Price(state, work, input, quote);
        if (decision->PriceCode == Code.Struct)
        {
            return Code.Struct;
        }

        GateRule rule = rules.RuleFor(account, partitions, state.Cluster?.Default?.Facts.Name);
        bool tracked = input->Funds != null && (input->Funds->Flags & Decision.ModeTrack) != 0;
        rule = rule with { Policy = tracked ? GatePolicy.Observe : rule.Policy };
        decision->Policy = (uint)rule.Policy;
        Weigh(input, decision);
        Act(rule, input->Flags, decision);
        bool show = decision->Action != Decision.Allow || (input->Flags & Decision.FlagText) != 0;
        return show ? Write(state, work, input, decision, account, text) : Code.Ok;
    }

    private static bool TryNames(Workspace work, NativeDecisionInput* input, out ReadOnlySpan<char> account, out ReadOnlySpan<char> partitions)
    {
        account = partitions = default;
        NativeText named = input->Account.Length > 0 || input->Funds == null ? input->Account : input->Funds->Account;
        named = named.Length == 0 && input->Count > 0 ? input->Requests->Account : named;
        if (!work.Texts.TryRead(named, out ReadOnlyMemory<char> who))
        {
            return false;
        }

        ReadOnlyMemory<char> where = default;
        if (input->Count > 0 && !work.Texts.TryRead(input->Requests->Partition, out where))
        {
            return false;
        }

        account = who.Span;
        partitions = where.Span;
        return true;
    }

    private static int Price(EngineState state, Workspace work, NativeDecisionInput* input, NativeQuote* quote)
    {
        if (input->Quote == null)
        {
            return Pricing.Price(state, work, input->Requests, input->Count, quote);
        }

        NativeHeader header = quote->Header;
        *quote = *input->Quote;
        quote->Header = header;
        return quote->Lower >= 0 && quote->Upper >= quote->Lower && quote->Seconds >= 0 && quote->Seconds <= TimeLimit.MaximumMinutes * 60 && quote->HourlyRate >= 0 && quote->Tasks > 0
            ? Code.Ok
            : Code.Range;
    }

    /// <summary>What was found, whatever the policy.</summary>
    private static void Weigh(NativeDecisionInput* input, NativeDecision* decision)
    {
        bool unreadable = (input->Flags & Decision.FlagUnreadable) != 0 || decision->PriceCode is Code.NoTariff or Code.NoFacts;
        decision->Amount = decision->PriceCode == Code.Ok ? decision->Quote.Upper : 0;
        if (unreadable)
        {
            decision->Outcome = Decision.Unreadable;
            return;
        }

        NativeFunds* funds = input->Funds;
        bool isLimited = funds != null && (funds->Flags & Decision.UserLimited) != 0;
        bool hasFunds = funds != null && (funds->Flags & (Decision.Unmanaged | Decision.Unlimited)) == 0;
        decision->Available = funds == null ? 0 : Available(funds);
        decision->Available = isLimited && (!hasFunds || funds->UserAvailable < decision->Available) ? funds->UserAvailable : decision->Available;
        bool isGated = (hasFunds || isLimited) && (funds->Flags & Decision.Exempt) == 0;
        if (decision->PriceCode != Code.Ok)
        {
            // Naming a partition of another currency beside the one that is meant must not be a way around the gate.
            decision->Outcome = isGated && decision->PriceCode == Code.Currencies ? Decision.Short : Decision.NotGated;
            return;
        }

        decision->Outcome = (uint)GateAnswer.Weigh(isGated, ServiceUnits.FromUnits(decision->Amount), ServiceUnits.FromUnits(decision->Available));
        if (decision->Outcome == Decision.Short)
        {
            QuoteView view = new()
            {
                Upper = ServiceUnits.FromUnits(decision->Amount),
                HourlyRate = ServiceUnits.FromUnits(decision->Quote.HourlyRate),
                Seconds = decision->Quote.Seconds,
            };
            decision->Missing = view.Missing(ServiceUnits.FromUnits(decision->Available)).Units;
            decision->FitsSeconds = view.Fits(ServiceUnits.FromUnits(decision->Available)) ?? 0;
        }
    }

    /// <summary>What is done about it.</summary>
    private static void Act(GateRule rule, uint flags, NativeDecision* decision)
    {
        decision->Action = (uint)GateAnswer.Act(rule, (GateOutcome)decision->Outcome, (flags & Decision.FlagNoRefusal) != 0);
        bool none = decision->Action == Decision.Refuse || decision->Amount == 0 || rule.Lien == LienMoment.Start;
        decision->Lien = none ? Decision.LienNone : decision->Outcome == Decision.Paid ? Decision.LienGated : Decision.LienObserved;
    }

    /// <summary>Available less the caller's own liens; it stops at the ends of its range, and unlimited stays.</summary>
    private static long Available(NativeFunds* funds) =>
        funds->Available == long.MaxValue ? long.MaxValue : (long)Int128.Max((Int128)funds->Available - Math.Max(funds->OwnLiens, 0), long.MinValue);

    private static int Write(EngineState state, Workspace work, NativeDecisionInput* input, NativeDecision* decision, ReadOnlySpan<char> account, NativeBuffer* text)
    {
        ReadOnlySpan<char> contact = state.Configuration!.Site.Contact;
        bool unreadable = decision->Outcome == Decision.Unreadable;
        bool hasFunds = input->Funds != null && !unreadable;
        if (decision->PriceCode == Code.Currencies && !unreadable)
        {
            GateText.WriteCurrencies(work.Lines, decision->Action == Decision.Refuse, contact);
            return Memory.Write(work.Lines.Text, text);
        }

        if (decision->PriceCode != Code.Ok || (unreadable && decision->Action != Decision.Allow))
        {
            GateText.Write(work.Lines, unreadable, decision->Action == Decision.Refuse, input->SnapshotCreated, input->Now, contact);
            return Memory.Write(work.Lines.Text, text);
        }

        NativeQuote* quote = &decision->Quote;
        Span<char> resources = stackalloc char[Abi.ResourcesSize];
        Span<char> currency = stackalloc char[Abi.CurrencySize];
        QuoteView view = new()
        {
            // Priced just now: the whole text; else what fitted into the struct.
            Resources = input->Quote == null ? work.Pricer.Resources : Text(new ReadOnlySpan<byte>(quote->Resources, Abi.ResourcesSize), resources),
            Currency = Text(new ReadOnlySpan<byte>(quote->Currency, Abi.CurrencySize), currency),
            Tasks = quote->Tasks,
            Seconds = quote->Seconds,
            Lower = ServiceUnits.FromUnits(quote->Lower),
            Upper = ServiceUnits.FromUnits(quote->Upper),
            HourlyRate = ServiceUnits.FromUnits(quote->HourlyRate),
        };
        ReadOnlyMemory<char> user = default;
        if (hasFunds && (input->Funds->Flags & Decision.UserLimited) != 0 && !work.Texts.TryRead(input->Funds->User, out user))
        {
            return Code.Range;
        }

        FundsView funds = hasFunds ? Funds(input->Funds, Available(input->Funds), account, user.Span) : default;
        QuoteText.Write(work.Lines, view, hasFunds, funds, contact);
        return Memory.Write(work.Lines.Text, text);
    }

    private static FundsView Funds(NativeFunds* funds, long available, ReadOnlySpan<char> account, ReadOnlySpan<char> user) => new()
    {
        User = user,
        HasUserLimit = (funds->Flags & Decision.UserLimited) != 0,
        UserLimit = ServiceUnits.FromUnits(funds->UserLimit),
        UserAvailable = ServiceUnits.FromUnits(funds->UserAvailable),
        Account = account,
        IsManaged = (funds->Flags & Decision.Unmanaged) == 0,
        IsUnlimited = (funds->Flags & Decision.Unlimited) != 0,
        Granted = ServiceUnits.FromUnits(funds->Granted),
        CreditLimit = ServiceUnits.FromUnits(funds->CreditLimit),
        Charged = ServiceUnits.FromUnits(funds->Charged),
        Running = ServiceUnits.FromUnits(funds->Running),
        Queued = ServiceUnits.FromUnits((long)Int128.Clamp((Int128)funds->Queued + Math.Max(funds->OwnLiens, 0), long.MinValue, long.MaxValue)),
        Available = ServiceUnits.FromUnits(available),
    };

    private static ReadOnlySpan<char> Text(ReadOnlySpan<byte> bytes, Span<char> room)
    {
        int end = bytes.IndexOf((byte)0);
        return room[..System.Text.Encoding.UTF8.GetChars(end < 0 ? bytes : bytes[..end], room)];
    }
}
