namespace SlurmBank.Bank;

/// <summary>A chart as SVG.</summary>
/// <param name="Account">The account.</param>
/// <param name="Kind">What it shows: <c>burn-down</c> or <c>usage</c>.</param>
/// <param name="Currency">What the amounts are counted in.</param>
/// <param name="Title">Its title.</param>
/// <param name="Description">What it shows, in words and figures.</param>
/// <param name="Svg">The picture: one well-formed XML element, the same text for the same ledger and time.</param>
public sealed record ChartReport(string Account, string Kind, string Currency, string Title, string Description, string Svg);
