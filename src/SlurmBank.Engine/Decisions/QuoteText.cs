using System;

namespace SlurmBank.Engine.Decisions;

/// <summary>
/// The text that tells a user what a job would cost and whether the account could pay: the same from the cmdlet, from <c>slurmbank</c>
/// and from slurmctld.
/// </summary>
public static class QuoteText
{
    /// <summary>Writes the text, a line a fact.</summary>
    /// <param name="quote">What the job would cost.</param>
    /// <param name="funds">The account's figures; null where they are not known.</param>
    /// <param name="contact">Whom to ask; empty where the site names nobody.</param>
    public static string Write(QuoteFigures quote, FundsFigures? funds, string contact)
    {
        ArgumentNullException.ThrowIfNull(quote);
        LineWriter text = new();
        Write(text, new QuoteView(quote), funds is not null, funds is null ? default : new FundsView(funds), contact);
        return text.Text.ToString();
    }

    /// <summary>Writes the text. In the steady state it allocates nothing.</summary>
    internal static void Write(LineWriter text, in QuoteView quote, bool hasFunds, in FundsView funds, ReadOnlySpan<char> contact)
    {
        text.Clear();
        ReadOnlySpan<char> money = quote.Currency;
        if (quote.Tasks > 1)
        {
            text.Line("Requested", $"{quote.Tasks} x {quote.Resources}");
        }
        else
        {
            text.Line("Requested", $"{quote.Resources}");
        }

        text.Line("Rate", $"{quote.HourlyRate} {money} an hour");
        text.Line("Time limit", $"{TimeLimit.FromSeconds(quote.Seconds)}");
        if (quote.Lower < quote.Upper)
        {
            text.Line("Cost at most", $"{quote.Upper} {money} (at least {quote.Lower})");
        }
        else
        {
            text.Line("Cost at most", $"{quote.Upper} {money}");
        }

        if (hasFunds)
        {
            Funds(text, quote, funds);
        }
        else
        {
            text.Line("Account", $"its figures are not known here");
        }

        if (!contact.IsEmpty)
        {
            text.Line("Ask", $"{contact}");
        }
    }

    private static void Funds(LineWriter text, in QuoteView quote, in FundsView funds)
    {
        ReadOnlySpan<char> money = quote.Currency;
        text.Line("Account", $"{funds.Account}");
        if (!funds.IsManaged && funds.UserCanPay(quote.Upper))
        {
            text.Line("Answer", $"the account has no grant; its usage is recorded and nothing is refused");
            return;
        }

        if (funds.IsManaged)
        {
            Figures(text, quote, funds);
        }

        if (funds.HasUserLimit)
        {
            text.Line("User limit", $"{funds.UserLimit} {money} for {funds.User}");
            text.Line("Left of it", $"{funds.UserAvailable} {money}");
        }

        Answer(text, quote, funds);
    }

    /// <summary>The account first, then the user.</summary>
    private static void Answer(LineWriter text, in QuoteView quote, in FundsView funds)
    {
        ReadOnlySpan<char> money = quote.Currency;
        if (!funds.AccountCanPay(quote.Upper))
        {
            text.Line("Answer", $"the account cannot pay for this job: {quote.Missing(funds.Available)} {money} are missing");
        }
        else if (!funds.UserCanPay(quote.Upper))
        {
            text.Line("Answer", $"the limit of user {funds.User} in this account does not allow this job: {quote.Missing(funds.UserAvailable)} {money} are missing");
        }
        else
        {
            text.Line("Answer", $"the account can pay for this job");
            return;
        }

        ServiceUnits available = funds.AccountCanPay(quote.Upper) || (funds.HasUserLimit && funds.UserAvailable < funds.Available) ? funds.UserAvailable : funds.Available;
        if (quote.Fits(available) is long seconds)
        {
            text.Line("Would fit", $"the same job with --time={TimeLimit.FromSeconds(seconds)}");
        }
    }

    private static void Figures(LineWriter text, in QuoteView quote, in FundsView funds)
    {
        ReadOnlySpan<char> money = quote.Currency;
        if (funds.CreditLimit > ServiceUnits.Zero)
        {
            text.Line("Granted", $"{funds.Granted} {money} and {funds.CreditLimit} credit");
        }
        else
        {
            text.Line("Granted", $"{funds.Granted} {money}");
        }

        text.Line("Charged", $"{funds.Charged} {money}");
        text.Line("Running jobs", $"{funds.Running} {money}");
        text.Line("Queued jobs", $"{funds.Queued} {money}");
        text.Line("Available", $"{funds.Available} {money}");
    }
}
