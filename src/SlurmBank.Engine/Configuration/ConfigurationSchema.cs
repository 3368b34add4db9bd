using System.Collections.Generic;
using System.Linq;

namespace SlurmBank.Engine.Configuration;

/// <summary>All sections of the configuration, in the order they are written.</summary>
internal static class ConfigurationSchema
{
    internal static IReadOnlyList<SectionSchema> Sections { get; } =
    [
        LedgerSettings.Schema, SiteSettings.Schema, SlurmSettings.Schema, SyncSettings.Schema, TariffSettings.Schema, TariffSettings.PriceSchema,
        GrantSettings.Schema,
        EnforceSettings.Schema, GateSettings.Schema, QuoteSettings.Schema,
        NoticeSettings.Schema,
        SpoolSettings.Schema,
        ServeSettings.Schema, StatusSettings.Schema,
        SecretsSettings.Schema,
    ];

    internal static IReadOnlyList<Setting> Settings { get; } = Sections.SelectMany(section => section.Settings).ToList();

    /// <summary>Every section name that may stand in a file, those of the older plugins included.</summary>
    internal static IReadOnlyList<string> SectionNames { get; } =
        Sections.Select(section => section.Name).Concat(OlderPluginSections.Names).ToList();
}
