using System;

namespace SlurmBank.Engine.Decisions;

/// <summary><see cref="QuoteFigures"/> without the strings: it holds spans and copies nothing.</summary>
internal readonly ref struct QuoteView
{
    internal QuoteView(QuoteFigures figures)
    {
        Resources = figures.Resources;
        Currency = figures.Currency;
        (Tasks, Seconds, Lower, Upper, HourlyRate) = (figures.Tasks, figures.Seconds, figures.Lower, figures.Upper, figures.HourlyRate);
    }

    internal ReadOnlySpan<char> Resources { get; init; }

    internal ReadOnlySpan<char> Currency { get; init; }

    internal long Tasks { get; init; }

    internal long Seconds { get; init; }

    internal ServiceUnits Lower { get; init; }

    internal ServiceUnits Upper { get; init; }

    internal ServiceUnits HourlyRate { get; init; }

    /// <summary>What an amount lacks to pay for the job; it stops at the largest amount that has an end.</summary>
    internal ServiceUnits Missing(ServiceUnits available) =>
        ServiceUnits.FromUnits((long)Int128.Clamp((Int128)Upper.Units - available.Units, 0, long.MaxValue - 1));

    /// <summary>The longest whole minutes of the same job that an amount pays; null below a minute.</summary>
    internal long? Fits(ServiceUnits available)
    {
        if (HourlyRate <= ServiceUnits.Zero || available <= ServiceUnits.Zero)
        {
            return null;
        }

        Int128 seconds = (Int128)available.Units * 3600 / HourlyRate.Units;
        long whole = (long)Int128.Min(seconds, Seconds) / 60 * 60;
        return whole >= 60 ? whole : null;
    }
}

/// <summary><see cref="FundsFigures"/> without the string.</summary>
internal readonly ref struct FundsView
{
    internal FundsView(FundsFigures figures)
    {
        Account = figures.Account;
        (IsManaged, IsUnlimited) = (figures.IsManaged, figures.IsUnlimited);
        (Granted, CreditLimit, Charged) = (figures.Granted, figures.CreditLimit, figures.Charged);
        (Running, Queued, Available) = (figures.Running, figures.Queued, figures.Available);
        User = figures.User;
        (HasUserLimit, UserLimit, UserAvailable) = (figures.UserLimit is not null, figures.UserLimit ?? ServiceUnits.Zero, figures.UserAvailable);
    }

    internal ReadOnlySpan<char> Account { get; init; }

    internal bool IsManaged { get; init; }

    internal bool IsUnlimited { get; init; }

    internal ServiceUnits Granted { get; init; }

    internal ServiceUnits CreditLimit { get; init; }

    internal ServiceUnits Charged { get; init; }

    internal ServiceUnits Running { get; init; }

    internal ServiceUnits Queued { get; init; }

    internal ServiceUnits Available { get; init; }

    internal ReadOnlySpan<char> User { get; init; }

    internal bool HasUserLimit { get; init; }

    internal ServiceUnits UserLimit { get; init; }

    internal ServiceUnits UserAvailable { get; init; }

    internal bool AccountCanPay(ServiceUnits amount) => !IsManaged || IsUnlimited || amount <= Available;

    internal bool UserCanPay(ServiceUnits amount) => !HasUserLimit || amount <= UserAvailable;
}
