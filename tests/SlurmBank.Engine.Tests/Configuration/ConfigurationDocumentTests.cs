using System;
using System.Collections.Generic;
using System.Linq;
using SlurmBank.Engine.Configuration;

namespace SlurmBank.Engine.Tests.Configuration;

/// <summary>docs/configuration.md says what the code does.</summary>
public class ConfigurationDocumentTests
{
    private static string Document => RepositoryFiles.Read("docs/configuration.md");

    /// <summary>The examples of the page, in order.</summary>
    private static List<string> Examples => Document.Split("```toml\n").Skip(1).Select(part => part.Split("```")[0]).ToList();

    [Fact]
    public void The_complete_example_is_read_without_findings_and_sets_everything()
    {
        ConfigurationReading reading = BankConfigurationReader.Read(Examples[0], "docs/configuration.md");
        Assert.Empty(reading.Findings);
        // Prices belong to another tariff kind than the default, so they have an example of their own.
        IEnumerable<EffectiveSetting> missing = reading.Configuration.Describe().Where(setting => setting.Origin.Kind != SettingOriginKind.File && setting.Section != "PartitionPrice");
        Assert.Empty(missing);
    }

    [Fact]
    public void The_other_examples_are_read_without_errors()
    {
        Assert.True(Examples.Count > 1);
        Assert.All(Examples.Skip(1), example => Assert.False(BankConfigurationReader.Read(example, "docs/configuration.md").HasErrors, example));
    }

    [Fact]
    public void Every_setting_has_its_row()
    {
        string document = Document;
        Assert.All(BankConfiguration.Default.Describe(), setting => Assert.Contains(Row(setting), document, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_kind_of_finding_is_explained()
    {
        string document = Document;
        IEnumerable<string> codes = typeof(ConfigurationFindingCodes).GetFields().Select(field => (string)field.GetValue(null)!);
        Assert.All(codes, code => Assert.Contains($"| `{code}` |", document, StringComparison.Ordinal));
    }

    private static string Row(EffectiveSetting setting) =>
        $"| `{(setting.Key.Length == 0 ? "*name*" : setting.Key)}` | `{setting.Value}` | {setting.Expected} | {setting.Summary} |";
}
