using System.Collections.Generic;
using System.Linq;
using System.Text;
using SlurmBank.Engine.Toml;

namespace SlurmBank.Engine.Configuration;

/// <summary>Writes a configuration as TOML: scalars first, then the tables of each section.</summary>
internal static class ConfigurationWriter
{
    internal static string Write(BankConfiguration configuration)
    {
        StringBuilder text = new();
        text.Append("# The configuration of SlurmBank as it is in force.\n");
        if (configuration.SourceName.Length > 0)
        {
            text.Append($"# Lines are those of {TomlText.Quote(configuration.SourceName)}.\n");
        }

        foreach (SectionSchema section in ConfigurationSchema.Sections)
        {
            WriteSection(text, section, configuration);
        }

        return text.ToString();
    }

    private static void WriteSection(StringBuilder text, SectionSchema section, BankConfiguration configuration)
    {
        List<Setting> scalars = section.Settings.Where(setting => setting.Rows(configuration) is null).ToList();
        if (scalars.Count > 0)
        {
            text.Append($"\n# {section.Summary}\n[{section.Name}]\n");
        }

        foreach (Setting setting in scalars)
        {
            text.Append($"# {setting.Summary}\n{setting.Key} = {setting.Write(configuration)}  # {Origin(setting, configuration)}\n");
        }

        foreach (Setting setting in section.Settings)
        {
            IReadOnlyList<KeyValuePair<string, string>>? rows = setting.Rows(configuration);
            if (rows is null)
            {
                continue;
            }

            // An empty table is left out: [PartitionPrice] alone would mean something.
            string comment = rows.Count == 0 ? "# " : string.Empty;
            text.Append($"\n# {setting.Summary}\n{comment}[{setting.Path}]  # {Origin(setting, configuration)}\n");
            foreach (KeyValuePair<string, string> row in rows)
            {
                text.Append($"{row.Key} = {row.Value}\n");
            }
        }
    }

    private static SettingOrigin Origin(Setting setting, BankConfiguration configuration) => configuration.Origins.GetValueOrDefault(setting.Path);
}
