using System;
using System.IO;
using System.Linq;
using SlurmBank.Engine.Configuration;

namespace SlurmBank.Engine.Tests.Configuration;

/// <summary>Settings that are right one by one.</summary>
public class ConfigurationChecksTests
{
    private const UnixFileMode Mode640 = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead;

    [Theory]
    [InlineData("[tariff]\nkind = 'partition-price'", "b:2:1: error: tariff.kind is \"partition-price\", and there are no prices")]
    [InlineData("[PartitionPrice]", "b:1:2: error: tariff.kind is \"partition-price\", and there are no prices")]
    [InlineData("[tariff]\nkind = 'billing'\n[PartitionPrice]\na = 1", "b:3:2: warning: [PartitionPrice] has no effect with tariff.kind = \"billing\"")]
    [InlineData("[tariff]\nfree_qos = ['a']\nqos_factor = {a = 1}", "b:3:1: warning: tariff.qos_factor.a has no effect")]
    [InlineData("[tariff]\nkind = 'partition-price'\nfree_partitions = ['a', 'b']\n[PartitionPrice]\na = 1\nb = 0", "b:4:2: warning: PartitionPrice.a has no effect")]
    [InlineData("[enforce]\nhold = 'moving-limit'\n[tariff]\nkind = 'billing-exact'", "b:2:1: error: enforce.hold = \"moving-limit\" wants tariff.kind = \"billing\"")]
    [InlineData("[enforce]\nhold = 'moving-limit'\n[tariff]\nsuspended = 'free'\n[slurm]\nclusters = ['a', 'b']", "b:2:1: error: enforce.hold = \"moving-limit\" wants tariff.suspended = \"charge\" and a single cluster")]
    [InlineData("[ledger]\npath = '/a/l.db'\nsnapshot = '/a/l.db'", "b:3:1: error: ledger.snapshot is the file of ledger.path, which would be written over: \"/a/l.db\"")]
    [InlineData("[ledger]\npath = '/a/l.db'\nsnapshot = '/a/s'\n[gate]\nsnapshot = '/a/l.db'", "b:5:1: error: gate.snapshot is the file of ledger.path")]
    [InlineData("[ledger]\nsnapshot = '/a/s'\n[gate]\nsnapshot = '/a/s'", "b:4:1: error: gate.snapshot is the file of ledger.snapshot")]
    public void What_does_not_go_together_is_found(string text, string expected)
    {
        ConfigurationFinding finding = BankConfigurationReader.Read(text, "b").Findings[^1];
        Assert.StartsWith(expected, finding.ToString(), StringComparison.Ordinal);
        Assert.NotEmpty(finding.Fix);
    }

    [Theory]
    [InlineData("[enforce]\nhold = 'moving-limit'\n[slurm]\nclusters = ['a']")]
    [InlineData("[tariff]\nkind = 'partition-price'\nfree_partitions = ['b']\n[PartitionPrice]\na = 1\nb = 0")]
    [InlineData("[ledger]\npath = '/a/l.db'\nsnapshot = '/a/s'\n[gate]\nsnapshot = '/a/g'")]
    public void What_goes_together_is_not(string text) => Assert.Empty(BankConfigurationReader.Read(text, "b").Findings);

    [Theory]
    [InlineData("[site]\ntime_zone = 'Europe/Pariss'", "b:2:1")]
    [InlineData("", "b:1:1")]
    public void A_zone_the_machine_does_not_know_is_an_error(string text, string place)
    {
        ConfigurationFacts facts = new(IsTimeZone: name => name == "Europe/Paris");
        ConfigurationFinding finding = Assert.Single(BankConfigurationReader.Read(text, "b", facts).Findings);
        Assert.Equal((FindingSeverity.Error, place), (finding.Severity, finding.Location.ToString()));
        Assert.Empty(BankConfigurationReader.Read("[site]\ntime_zone = 'Europe/Paris'", "b", facts).Findings);
    }

    [Theory]
    [InlineData(UnixFileMode.None, null)]
    [InlineData(UnixFileMode.OtherRead, null)]
    [InlineData(UnixFileMode.GroupWrite, FindingSeverity.Warning)]
    [InlineData(UnixFileMode.OtherWrite, FindingSeverity.Error)]
    [InlineData(UnixFileMode.GroupWrite | UnixFileMode.OtherWrite, FindingSeverity.Error)]
    public void A_configuration_that_others_can_write_is_found(UnixFileMode more, FindingSeverity? severity)
    {
        ConfigurationFacts facts = new(new FileFacts(true, Mode640 | more));
        ConfigurationFinding? finding = BankConfigurationReader.Read(string.Empty, "/etc/b.toml", facts).Findings.SingleOrDefault();
        Assert.Equal(severity, finding?.Severity);
        Assert.Equal(severity is null ? null : "chmod go-w /etc/b.toml", finding?.Fix);
    }

    [Fact]
    public void Modes_are_told_as_chmod_takes_them()
    {
        Assert.Equal("0640", new FileFacts(true, Mode640).ModeText);
        Assert.Equal("0000", new FileFacts(true, UnixFileMode.None).ModeText);
        Assert.Equal("01777", new FileFacts(true, (UnixFileMode)0x3FF).ModeText);
    }

    [Theory]
    [InlineData("*", "", true)]
    [InlineData("?", "", false)]
    [InlineData("co_*", "co_", true)]
    [InlineData("CO_*", "co_x", true)]
    [InlineData("co_*", "xco_", false)]
    [InlineData("a*b*c", "aXbYbZc", true)]
    [InlineData("a*b*c", "aXbYbZ", false)]
    [InlineData("a?c", "abc", true)]
    [InlineData("a?c", "ac", false)]
    [InlineData("root", "root2", false)]
    public void Patterns_match_whole_names(string pattern, string account, bool expected) => Assert.Equal(expected, new AccountPattern(pattern).IsMatch(account));
}
