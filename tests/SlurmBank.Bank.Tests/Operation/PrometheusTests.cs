using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using SlurmBank.Bank.Tests.Support;

namespace SlurmBank.Bank.Tests.Operation;

/// <summary>The file for Prometheus: its format, its escapes, its place.</summary>
public sealed class PrometheusTests
{
    private const string Sample = "^(?<name>[a-z_]+)(\\{(?<labels>[a-z]+=\"([^\"\\\\\n]|\\\\[\\\\\"n])*\"(,[a-z]+=\"([^\"\\\\\n]|\\\\[\\\\\"n])*\")*)\\})? (?<value>-?[0-9]+(\\.[0-9]+)?)$";

    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("a\\b", "a\\\\b")]
    [InlineData("say \"x\"", "say \\\"x\\\"")]
    [InlineData("two\nlines", "two\\nlines")]
    [InlineData("\\n", "\\\\n")]
    public void Labels_are_escaped(string value, string escaped) => Assert.Equal(escaped, PrometheusText.Escape(value));

    [Fact]
    public void The_file_is_the_text_format_and_has_the_figures()
    {
        using TestBank bank = TestBank.Opened();
        bank.Grant("bio", 3_600_000 * 7L / 2);
        bank.Service.SetAccount(new AccountChange { Account = "big", Kind = SlurmBank.Ledger.AccountKind.Unlimited });
        bank.Sync();
        BankStatus status = bank.Service.Status();
        string path = bank.Folder.File("slurmbank.prom");
        BankMetrics.Write(path, status, [.. bank.Service.Balances([])]);
        string text = File.ReadAllText(path);
        Dictionary<string, string> samples = Check(text);
        Assert.Equal("1", samples["slurmbank_up"]);
        Assert.Equal("3.5", samples["slurmbank_account_granted{account=\"bio\",currency=\"SU\"}"]);
        Assert.DoesNotContain("slurmbank_account_spendable{account=\"big\",currency=\"SU\"}", samples.Keys);
        Assert.Equal(bank.Clock.Seconds.ToString(CultureInfo.InvariantCulture), samples["slurmbank_last_sync_timestamp_seconds"]);
        Assert.DoesNotContain("slurmbank_last_backup_timestamp_seconds", samples.Keys);
        Assert.Equal([path], Directory.GetFiles(bank.Folder.Path, "*slurmbank.prom*"));
    }

    [Fact]
    public void Without_accounts_there_are_none_and_without_a_bank_only_that()
    {
        using TestBank bank = TestBank.Opened();
        string path = bank.Folder.File("slurmbank.prom");
        BankMetrics.Write(path, bank.Service.Status());
        Assert.DoesNotContain("slurmbank_account_", File.ReadAllText(path), StringComparison.Ordinal);
        BankMetrics.Write(path, null);
        Assert.Equal("0", Assert.Single(Check(File.ReadAllText(path))).Value);
    }

    [Fact]
    public void The_manual_names_every_figure()
    {
        using TestBank bank = TestBank.Opened(more: "[enforce]\nmode = \"enforce\"");
        bank.Grant("bio", 1_000);
        bank.Clock.Seconds += 60;
        bank.Sync();
        BankStatus status = bank.Service.Status() with
        {
            LastBackup = DateTimeOffset.UnixEpoch, LastVerification = DateTimeOffset.UnixEpoch, LastEnforcement = DateTimeOffset.UnixEpoch, Drifting = 0,
            Backlog = new BacklogStatus(1, 2, null, 3), Findings = [new BankFinding(FindingSeverity.Error, "X", "x", "x", "x")],
        };
        string manual = File.ReadAllText(Path.Combine(Root(), "docs", "slurmbank.md"));
        string[] named = [.. Regex.Matches(manual, "`(slurmbank_[a-z_]+|\\.\\.\\._[a-z]+)").Select(m => m.Groups[1].Value.Replace("...", "slurmbank_account", StringComparison.Ordinal)).Distinct()];
        string[] written = [.. Check(PrometheusText.Of(status, [bank.Balance()])).Keys.Select(k => k.Split('{')[0]).Distinct()];
        Assert.Equal(written.Order(StringComparer.Ordinal), named.Order(StringComparer.Ordinal));
    }

    /// <summary>Holds the text against the format: each name once with HELP and TYPE before its samples; answers the samples.</summary>
    private static Dictionary<string, string> Check(string text)
    {
        Assert.EndsWith("\n", text, StringComparison.Ordinal);
        var samples = new Dictionary<string, string>();
        var typed = new HashSet<string>();
        foreach (string line in text.TrimEnd('\n').Split('\n'))
        {
            if (line.StartsWith("# TYPE ", StringComparison.Ordinal))
            {
                Assert.True(typed.Add(line.Split(' ')[2]), line);
            }
            else if (!line.StartsWith("# HELP ", StringComparison.Ordinal))
            {
                Match match = Regex.Match(line, Sample);
                Assert.True(match.Success, line);
                Assert.Equal(typed.Last(), match.Groups["name"].Value);
                samples.Add(line[..line.LastIndexOf(' ')], match.Groups["value"].Value);
            }
        }

        return samples;
    }

    private static string Root()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "SlurmBank.sln")))
        {
            folder = folder.Parent;
        }

        return folder.FullName;
    }
}
