using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using SlurmBank.Engine.Configuration;
using SlurmBank.Engine.Toml;

namespace SlurmBank.Engine.Tests.Configuration;

/// <summary>Writing the effective configuration, and reading it again.</summary>
public class ConfigurationRoundTripTests
{
    /// <summary>Good values of every kind; the fuzzing mixes them with keys they do not fit.</summary>
    private static readonly string[] Values =
    [
        "1", "0", "0.5", "1e3", "true", "'x'", "''", "\"a\\nb\"", "'/a b'", "\"/\\\"q\"", "'90s'", "'2d'", "'1-12:30'", "['a']", "['*', 'co_?']", "['NODE_FAIL']", "[]", "{}", "{ a = 0.25, 'b.c' = 2 }",
        "{ a = { policy = 'warn', lien = 'start' }, b = {} }", "{ 'fc_*' = { kind = 'class', kinds = ['class', 'x'], minimum = '10k', credit_limit = 0.5, unlimited = true }, b = {} }", "'enforce'", "'billing-exact'", "'free'", "'refuse'", "'horizon'", "'all'", "'moving-limit'", "'10%'", "'10k'", "0.01", "1979-05-27", "nan", "[[1]]", "'Europe/Paris'",
    ];

    [Fact]
    public void The_defaults_survive() => Check(BankConfiguration.Default, "defaults");

    [Fact]
    public void Comments_tell_where_values_came_from()
    {
        string written = BankConfigurationReader.Read("[site]\n\ncurrency = 'GPUh'\n[PartitionPrice]\n'a.b' = 2", "a\nb").OrThrow().ToToml();
        Assert.Contains("# Lines are those of \"a\\nb\".\n", written, StringComparison.Ordinal);
        Assert.Contains("currency = \"GPUh\"  # line 3\n", written, StringComparison.Ordinal);
        Assert.Contains("time_zone = \"UTC\"  # default\n", written, StringComparison.Ordinal);
        Assert.Contains("kind = \"partition-price\"  # implied by line 4\n", written, StringComparison.Ordinal);
        Assert.Contains("[PartitionPrice]  # line 4\n\"a.b\" = 2\n", written, StringComparison.Ordinal);
        Assert.Contains("# [tariff.qos_factor]  # default\n", written, StringComparison.Ordinal);
    }

    [Fact]
    public void Random_configurations_survive_and_nothing_makes_the_reader_throw()
    {
        int seed = Environment.TickCount;
        Random random = new(seed);
        List<IGrouping<string, EffectiveSetting>> sections = BankConfiguration.Default.Describe().GroupBy(setting => setting.Section).ToList();
        int set = 0;
        for (int round = 0; round < 5_000; round++)
        {
            StringBuilder text = new();
            foreach (IGrouping<string, EffectiveSetting> section in sections.Where(_ => random.Next(3) > 0))
            {
                text.Append($"[{section.Key}]\n");
                foreach (EffectiveSetting setting in section.Where(_ => random.Next(3) == 0))
                {
                    text.Append($"{(setting.Key.Length == 0 ? "p" : setting.Key)} = {Values[random.Next(Values.Length)]}\n");
                }
            }

            string where = $"seed {seed} round {round}:\n{text}";
            ConfigurationReading reading = BankConfigurationReader.Read(text.ToString(), "fuzz");
            Assert.True(reading.Findings.All(finding => finding.Location.Line > 0 && finding.Code != ConfigurationFindingCodes.Syntax && finding.Message.Length > 0), where);
            set += reading.Configuration.Origins.Count;
            Check(reading.Configuration, where);
        }

        Assert.True(set > 5_000, $"seed {seed}: only {set} settings were right, which tests too little");
    }

    [Fact]
    public void Damaged_files_never_make_the_reader_throw()
    {
        int seed = Environment.TickCount;
        Random random = new(seed);
        byte[] whole = Encoding.UTF8.GetBytes(RepositoryFiles.Read("docs/configuration.md").Split("```toml\n")[1].Split("```")[0]);
        int read = 0;
        for (int round = 0; round < 5_000; round++)
        {
            byte[] bytes = (byte[])whole.Clone();
            for (int change = random.Next(1, 4); change > 0; change--)
            {
                bytes[random.Next(bytes.Length)] = (byte)random.Next(0x20, 0x7F);
            }

            ConfigurationReading reading = BankConfigurationReader.Read(bytes, "fuzz");
            string where = $"seed {seed} round {round}:\n{Encoding.UTF8.GetString(bytes)}";
            read += reading.Findings.Any(finding => finding.Code == ConfigurationFindingCodes.Syntax) ? 0 : 1;
            Check(reading.Configuration, where);
        }

        Assert.True(read > 500, $"seed {seed}: only {read} files were TOML, which tests too little");
    }

    private static void Check(BankConfiguration configuration, string where)
    {
        string written = configuration.ToToml();
        Assert.True(TomlDocument.TryParse(written, "again", out _, out TomlError error), $"{where}\n{error}\n{written}");
        ConfigurationReading again = BankConfigurationReader.Read(written, "again");
        Assert.Equal(ValuesOf(configuration), ValuesOf(again.Configuration));
        Assert.True(again.Findings.All(finding => finding.Code is ConfigurationFindingCodes.NoEffect or ConfigurationFindingCodes.Conflict), $"{where}\n{string.Join('\n', again.Findings)}");
    }

    /// <summary>A line for each setting: one text, compared at once, where a list of them is compared piece by piece and slowly.</summary>
    private static string ValuesOf(BankConfiguration configuration) => string.Join('\n', configuration.Describe().Select(setting => $"{setting.Section}.{setting.Key} = {setting.Value}"));
}
