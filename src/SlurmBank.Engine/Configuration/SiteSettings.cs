namespace SlurmBank.Engine.Configuration;

/// <summary>Who may see whose balance. Whoever may read the ledger itself sees everything.</summary>
public enum BalanceVisibility
{
    /// <summary>Everybody sees every account.</summary>
    All,

    /// <summary>The members of an account see it.</summary>
    Members,
}

/// <summary>What holds for the whole site: section <c>[site]</c>.</summary>
public sealed record SiteSettings
{
    /// <summary>The IANA zone in which a date means midnight.</summary>
    public string TimeZone { get; init; } = "UTC";

    /// <summary>The currency of allocations and tariffs that name none.</summary>
    public string Currency { get; init; } = "SU";

    /// <summary>Whom to ask; shown in refusals and notices. Empty shows nothing.</summary>
    public string Contact { get; init; } = string.Empty;

    /// <summary>Who may see whose balance in the snapshot.</summary>
    public BalanceVisibility Visibility { get; init; } = BalanceVisibility.Members;

    internal static SectionSchema Schema { get; } = new("site", "What holds for the whole site.",
    [
        new Setting<string>("site", "time_zone", new TextKind<string>("an IANA time zone such as \"UTC\" or \"Europe/Paris\"", TextRules.TimeZone, v => v),
            c => c.Site.TimeZone, (c, v) => c with { Site = c.Site with { TimeZone = v } }, "The zone in which a date means midnight."),
        new Setting<string>("site", "currency", new TextKind<string>("the name of a currency such as \"SU\"", TextRules.Currency, v => v),
            c => c.Site.Currency, (c, v) => c with { Site = c.Site with { Currency = v } }, "The currency of what names none."),
        new Setting<string>("site", "contact", new TextKind<string>("one line of text", TextRules.Contact, v => v),
            c => c.Site.Contact, (c, v) => c with { Site = c.Site with { Contact = v } }, "Whom to ask; shown in refusals and notices."),
        new Setting<BalanceVisibility>("site", "visibility",
            new ChoiceKind<BalanceVisibility>(("all", BalanceVisibility.All), ("members", BalanceVisibility.Members)),
            c => c.Site.Visibility, (c, v) => c with { Site = c.Site with { Visibility = v } },
            "Who sees a balance: everybody, or the members of the account."),
    ]);
}
