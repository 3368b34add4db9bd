namespace SlurmBank.Engine.Configuration;

/// <summary>What a quote does where neither the request nor the partition has a time limit.</summary>
public enum UnlimitedTimeSetting
{
    /// <summary>It prices <c>sync.unlimited_horizon</c>, and says so.</summary>
    Horizon,

    /// <summary>It gives no price, and asks for a time limit.</summary>
    Refuse,
}

/// <summary>How requests are priced: section <c>[quote]</c>.</summary>
public sealed record QuoteSettings
{
    /// <summary>What happens to a request without any time limit.</summary>
    public UnlimitedTimeSetting UnlimitedTime { get; init; }

    internal static SectionSchema Schema { get; } = new("quote", "How requests are priced.",
    [
        new Setting<UnlimitedTimeSetting>("quote", "unlimited_time",
            new ChoiceKind<UnlimitedTimeSetting>(("horizon", UnlimitedTimeSetting.Horizon), ("refuse", UnlimitedTimeSetting.Refuse)),
            c => c.Quote.UnlimitedTime, (c, v) => c with { Quote = c.Quote with { UnlimitedTime = v } },
            "A request without any time limit is priced for sync.unlimited_horizon, or refused."),
    ]);
}
