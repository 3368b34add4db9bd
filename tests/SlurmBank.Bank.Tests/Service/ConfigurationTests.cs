using System;
using System.IO;
using System.Linq;
using SlurmBank.Bank.Tests.Doubles;
using SlurmBank.Bank.Tests.Support;
using SlurmBank.Engine.Configuration;

namespace SlurmBank.Bank.Tests.Service;

/// <summary>What Test-SlurmBankConfiguration finds: each thing by its code, with a fix, and nothing where nothing is wrong.</summary>
public sealed class ConfigurationTests
{
    [Fact]
    public void A_good_site_has_no_errors_and_no_warnings()
    {
        using var bank = new TestBank();
        Assert.DoesNotContain(bank.Service.TestConfiguration(), f => f.Severity != FindingSeverity.Information);
    }

    [Theory]
    [InlineData("scontrol-config.txt", "associations,limits,qos,safe", "associations,limits,qos", "NoSafe", FindingSeverity.Warning)]
    [InlineData("scontrol-config.txt", "associations,limits,qos,safe", "associations", "LimitsNotEnforced", FindingSeverity.Error)]
    [InlineData("scontrol-config.txt", "associations,limits,qos,safe", "none", "LimitsNotEnforced", FindingSeverity.Error)]
    [InlineData("scontrol-config.txt", "pages,gres/gpu", "pages", "GpusNotTracked", FindingSeverity.Error)]
    [InlineData("scontrol-config.txt", "PriorityDecayHalfLife   = 00:00:00", "PriorityDecayHalfLife   = 7-00:00:00", "UsageDecays", FindingSeverity.Information)]
    [InlineData("qos.rows", "normal|1|0||1.000000|||", "normal|1|0||1.000000|||cpu=5", "QosOverridesHold", FindingSeverity.Warning)]
    [InlineData("qos.rows", "normal|1|0||1.000000|||", "normal|1|", "UnreadableAnswer", FindingSeverity.Warning)]
    public void What_is_missing_is_named_with_its_fix(string file, string before, string after, string code, FindingSeverity severity)
    {
        using var bank = new TestBank();
        bank.Slurm.Change(file, before, after);
        BankFinding finding = bank.Service.TestConfiguration().Single(f => f.Code == code);
        Assert.Equal(severity, finding.Severity);
        Assert.NotEmpty(finding.Message);
        Assert.NotEmpty(finding.Fix);
        Assert.NotEmpty(finding.Place);
    }

    /// <summary>Others' jobs hidden: a finding for the test, a refusal for sync.</summary>
    [Theory]
    [InlineData("1001", "none", "None", true)]
    [InlineData("1001", "jobs", "None", false)]
    [InlineData("1001", "jobs,usage", "Operator", true)]
    [InlineData("1001", "all", "Administrator", true)]
    [InlineData("0", "jobs", "None", true)]
    [InlineData("64030", "jobs", "None", true)]
    public void Hidden_jobs_stop_a_sync(string uid, string hidden, string level, bool sees)
    {
        using TestBank bank = TestBank.Opened();
        bank.Slurm.Put("id.txt", uid + "\n");
        bank.Slurm.Put("user.rows", $"{uid}|{uid}|{level}|\n");
        bank.Slurm.Change("dbd.txt", "PrivateData            = none", "PrivateData            = " + hidden);
        bank.Slurm.Jobs([JobRow.Run(1, TestBank.Open, 60)]);
        bank.Clock.Seconds += 600;
        AsSomebody(bank);
        Assert.Equal(!sees, bank.Service.TestConfiguration().Any(f => f.Code == "CannotSeeOthers"));
        if (sees)
        {
            Assert.Equal(1, bank.Sync().Charged);
            return;
        }

        string before = bank.Everything();
        Assert.Contains("other users' jobs", Assert.Throws<Ledger.InvalidRequestException>(() => bank.Sync()).Message, StringComparison.Ordinal);
        Assert.Equal(before, bank.Everything());
    }

    /// <summary>Behind a prefix the commands run as whoever is there: the double of id says who.</summary>
    private static void AsSomebody(TestBank bank)
    {
        Executable.Write(bank.Slurm.At("behind"), "#!/bin/sh\nPATH=${0%/*}:$PATH exec \"$@\"\n");
        bank.Close();
        File.WriteAllText(bank.Configuration, File.ReadAllText(bank.Configuration).Replace($"bin = \"{bank.Slurm.Folder}\"", $"command_prefix = [\"{bank.Slurm.At("behind")}\"]", StringComparison.Ordinal));
    }

    /// <summary>A part of Slurm that does not answer is one finding, and the other tests go on.</summary>
    [Fact]
    public void What_does_not_answer_is_a_finding_and_stops_no_other_test()
    {
        using var bank = new TestBank();
        bank.Slurm.Fail("sacctmgr");
        bank.Slurm.Change("scontrol-config.txt", "associations,limits,qos,safe", "associations,limits,qos");
        BankFinding[] findings = [.. bank.Service.TestConfiguration()];
        Assert.Contains(findings, f => f.Code == "NoSafe");
        Assert.Contains(findings, f => f.Severity == FindingSeverity.Error && f.Place == "sacctmgr");
        bank.Slurm.Fail("scontrol-config");
        Assert.Contains(bank.Service.TestConfiguration(), f => f.Severity == FindingSeverity.Error && f.Place == "scontrol");
    }

    /// <summary>A partition that the tariff does not list, and a file with errors: found before anything is charged.</summary>
    [Fact]
    public void Findings_of_the_file_name_line_and_column()
    {
        using var bank = new TestBank(more: "[enforce]\nmood = \"enforce\"\n");
        Assert.Throws<ConfigurationException>(() => bank.Service);
        BankFinding unknown = BankService.CheckConfiguration(bank.Configuration).Single(f => f.Severity != FindingSeverity.Information);
        Assert.Equal(bank.Configuration + ":10:1", unknown.Place);
        Assert.Contains("mode", unknown.Message + unknown.Fix, StringComparison.Ordinal);
        bank.Configure("[enforce]\nbrake = 7\n");
        Assert.Throws<ConfigurationException>(() => bank.Service);
        Assert.Contains(BankService.CheckConfiguration(bank.Configuration), f => f.Severity == FindingSeverity.Error && f.Place == bank.Configuration + ":10:9");
        Assert.Throws<Ledger.InvalidRequestException>(() => BankService.CheckConfiguration(bank.Folder.File("nosuch.toml")));
    }

    [Fact]
    public void The_effective_configuration_reads_back_as_itself()
    {
        using TestBank bank = new(more: "[enforce]\nmode = \"enforce\"\nexempt = [\"co_*\"]\n[sync]\nvoid_grace = \"90m\"\n");
        string text = bank.Service.ConfigurationText;
        string copy = bank.Folder.File("copy.toml");
        File.WriteAllText(copy, text);
        using BankService again = BankService.Open(TestBank.Options(copy, bank.Clock));
        Assert.Equal(Plain(text), Plain(again.ConfigurationText));
        Assert.Contains("co_*", text, StringComparison.Ordinal);

        static string Plain(string toml) => string.Join('\n', toml.Split('\n').Select(l => l.Split('#')[0].TrimEnd()).Where(l => l.Length > 0));
    }
}
