using System;
using System.Globalization;
using System.Text;

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
        var text = new StringBuilder();
        string money = quote.Currency;
        Line(text, "Requested", quote.Tasks > 1 ? $"{quote.Tasks} x {quote.Resources}" : quote.Resources);
        Line(text, "Rate", $"{quote.HourlyRate} {money} an hour");
        Line(text, "Time limit", TimeLimit.FromSeconds(quote.Seconds).ToString());
        Line(text, "Cost at most", $"{quote.Upper} {money}" + (quote.Lower < quote.Upper ? $" (at least {quote.Lower})" : string.Empty));
        if (funds is null)
        {
            Line(text, "Account", "its figures are not known here");
        }
        else
        {
            Funds(text, quote, funds);
        }

        if (contact.Length > 0)
        {
            Line(text, "Ask", contact);
        }

        return text.ToString().TrimEnd('\n');
    }

    private static void Funds(StringBuilder text, QuoteFigures quote, FundsFigures funds)
    {
        string money = quote.Currency;
        Line(text, "Account", funds.Account);
        if (!funds.IsManaged)
        {
            Line(text, "Answer", "the account has no grant; its usage is recorded and nothing is refused");
            return;
        }

        Line(text, "Granted", $"{funds.Granted} {money}" + (funds.CreditLimit > ServiceUnits.Zero ? $" and {funds.CreditLimit} credit" : string.Empty));
        Line(text, "Charged", $"{funds.Charged} {money}");
        Line(text, "Running jobs", $"{funds.Running} {money}");
        Line(text, "Queued jobs", $"{funds.Queued} {money}");
        Line(text, "Available", $"{funds.Available} {money}");
        if (funds.CanPay(quote.Upper))
        {
            Line(text, "Answer", "the account can pay for this job");
            return;
        }

        Line(text, "Answer", $"the account cannot pay for this job: {quote.Upper - funds.Available} {money} are missing");
        if (Fits(quote, funds) is long seconds)
        {
            Line(text, "Would fit", $"the same job with --time={TimeLimit.FromSeconds(seconds)}");
        }
    }

    /// <summary>The longest whole minutes of the same job that the account could pay; null below a minute.</summary>
    private static long? Fits(QuoteFigures quote, FundsFigures funds)
    {
        if (quote.HourlyRate <= ServiceUnits.Zero || funds.Available <= ServiceUnits.Zero)
        {
            return null;
        }

        Int128 seconds = (Int128)funds.Available.Units * 3600 / quote.HourlyRate.Units;
        long whole = (long)Int128.Min(seconds, quote.Seconds) / 60 * 60;
        return whole >= 60 ? whole : null;
    }

    private static void Line(StringBuilder text, string name, string value) =>
        text.Append(CultureInfo.InvariantCulture, $"{name + ":",-14}{value}\n");
}
