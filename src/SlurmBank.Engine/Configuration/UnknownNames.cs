using System;
using System.Collections.Generic;
using System.Linq;
using SlurmBank.Engine.Toml;

namespace SlurmBank.Engine.Configuration;

/// <summary>Reports names that are not known, with the nearest one that is.</summary>
internal static class UnknownNames
{
    internal static void ReportKey(FindingCollector findings, string path, TomlEntry entry, IReadOnlyList<string> known)
    {
        string fix = NearestName.Find(entry.Key, known) is string nearest ? $"Did you mean '{nearest}'?" : $"The keys here are {string.Join(", ", known)}";
        findings.Error(ConfigurationFindingCodes.UnknownKey, entry.KeyPosition, $"{path} has no key {TomlText.Key(Shorten(entry.Key))}", fix);
    }

    /// <summary>Reports a key of a section; a key that another section has is sent there.</summary>
    internal static void ReportKey(FindingCollector findings, SectionSchema section, TomlEntry entry)
    {
        SectionSchema? owner = ConfigurationSchema.Sections.FirstOrDefault(other => other.Settings.Any(setting => setting.Key == entry.Key && setting.Key.Length > 0));
        if (owner is null)
        {
            ReportKey(findings, $"[{section.Name}]", entry, section.Settings.Select(setting => setting.Key).ToList());
            return;
        }

        findings.Error(ConfigurationFindingCodes.UnknownKey, entry.KeyPosition, $"[{section.Name}] has no key {entry.Key}", $"It belongs in [{owner.Name}]");
    }

    internal static void ReportSection(FindingCollector findings, TomlEntry entry, IReadOnlyList<string> known)
    {
        if (entry.Value is not (TomlTable or TomlArray { IsTableArray: true }))
        {
            SectionSchema? owner = ConfigurationSchema.Sections.FirstOrDefault(section => section.Settings.Any(setting => setting.Key == entry.Key && setting.Key.Length > 0));
            string home = owner is null ? "Every key stands in a section, below its [header]" : $"It belongs in [{owner.Name}]";
            findings.Error(ConfigurationFindingCodes.UnknownKey, entry.KeyPosition, $"the key {TomlText.Key(Shorten(entry.Key))} stands outside of all sections", home);
            return;
        }

        string fix = NearestName.Find(entry.Key, known) is string nearest ? $"Did you mean [{nearest}]?" : $"The sections are {string.Join(", ", known)}";
        findings.Error(ConfigurationFindingCodes.UnknownSection, entry.KeyPosition, $"there is no section [{TomlText.Key(Shorten(entry.Key))}]", fix);
    }

    private static string Shorten(string name) => name.Length <= 60 ? name : string.Concat(name.AsSpan(0, 60), "...");
}
