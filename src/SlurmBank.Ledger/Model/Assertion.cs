using System;
using System.Globalization;
using SlurmBank.Engine;

namespace SlurmBank.Ledger;

/// <summary>Which figure of an account an assertion is about.</summary>
public enum AssertedFigure
{
    /// <summary>What is left in the active grants, less the overdraft, after an entry: what is available, but for the credit limit and unfinished jobs.</summary>
    Balance,

    /// <summary>What was charged, less refunds, for work done before a moment, whenever it was recorded: a late row breaks it.</summary>
    Charged,
}

/// <summary>What somebody said a figure of an account is.</summary>
/// <param name="Seq">The entry that says so.</param>
/// <param name="AccountId">The account.</param>
/// <param name="Currency">The currency.</param>
/// <param name="Figure">The figure.</param>
/// <param name="Expected">What it is said to be.</param>
/// <param name="At">After this entry.</param>
/// <param name="Moment">At this moment, in seconds since 1970 UTC; of the charged figure: work done before it.</param>
public sealed record Assertion(long Seq, long AccountId, string Currency, AssertedFigure Figure, ServiceUnits Expected, long At, long Moment)
{
    /// <summary>Reads the assertion that an entry holds; null where it holds none that can be read.</summary>
    public static Assertion? Of(Entry entry)
    {
        string body = entry.Draft.Body;
        return entry.Draft.Kind == EntryKind.Assertion && entry.Draft.AccountId is long account && EntryBody.Field(body, "currency") is string currency
            && Enum.TryParse(EntryBody.Field(body, "figure"), out AssertedFigure figure)
            && Number(EntryBody.Field(body, "amount")) is long amount && Number(EntryBody.Field(body, ">at")) is long at && Number(EntryBody.Field(body, ">moment")) is long moment
            ? new Assertion(entry.Seq, account, currency, figure, ServiceUnits.FromUnits(amount), at, moment)
            : null;
    }

    private static long? Number(string? text) => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number) ? number : null;
}

/// <summary>Whether an assertion holds.</summary>
/// <param name="Assertion">The assertion.</param>
/// <param name="Found">What the entries say that the figure is.</param>
/// <param name="FirstSuspect">Of one that is broken: the first entry of the account after the last assertion that held, at which to begin to look; 0 where there is none.</param>
public sealed record AssertionState(Assertion Assertion, ServiceUnits Found, long FirstSuspect)
{
    /// <summary>Whether the figure is what was said.</summary>
    public bool Holds => Found == Assertion.Expected;
}

/// <summary>An assertion is not so; it was not added.</summary>
public sealed class AssertionBrokenException : SlurmBankException
{
    /// <summary>Makes the error.</summary>
    public AssertionBrokenException(string account, AssertionState state)
        : base(
            "AssertionBroken",
            Text(account, state),
            "Get-SlurmTransaction shows the entries of the account; look from that one on. An assertion that does not hold is not kept.")
        => State = state;

    /// <summary>What was found.</summary>
    public AssertionState State { get; }

    /// <summary>What is wrong, in one sentence or two.</summary>
    internal static string Text(string account, AssertionState state)
    {
        Assertion said = state.Assertion;
        string figure = said.Figure == AssertedFigure.Balance
            ? string.Create(CultureInfo.InvariantCulture, $"balance after entry {said.At}")
            : string.Create(CultureInfo.InvariantCulture, $"charge for work done before {DateTimeOffset.FromUnixTimeSeconds(Math.Clamp(said.Moment, -62135596800, 253402300799)):yyyy-MM-dd HH:mm:ss} UTC");
        string suspect = state.FirstSuspect == 0 ? string.Empty : string.Create(CultureInfo.InvariantCulture, $" The first entry after the last assertion that held is {state.FirstSuspect}.");
        return string.Create(CultureInfo.InvariantCulture, $"The {figure} of account '{account}' is said to be {said.Expected.Amount:0.00#####} {said.Currency} and is {state.Found.Amount:0.00#####} {said.Currency} ({said.Expected.Units} and {state.Found.Units} units).{suspect}");
    }
}
