using System;
using System.Collections.Generic;
using System.Linq;
using SlurmBank.Engine.Configuration;

namespace SlurmBank.Engine.Tests.Configuration;

/// <summary>Values at and beyond the edges of what each key takes.</summary>
public class ConfigurationValueTests
{
    [Theory]
    [InlineData("ledger", "path", "'ledger.db'", "starts with /")]
    [InlineData("ledger", "path", "''", "an empty text is found")]
    [InlineData("ledger", "path", "\"/var/\\nx\"", "starts with /")]
    [InlineData("ledger", "lock_timeout", "30", "Write the unit: \"30s\" for seconds, \"30m\" for minutes")]
    [InlineData("ledger", "lock_timeout", "'30'", "no unit")]
    [InlineData("ledger", "lock_timeout", "'2h'", "from \"0s\" to \"1h\"")]
    [InlineData("site", "time_zone", "'Europe//Paris'", "IANA")]
    [InlineData("site", "time_zone", "'../etc/passwd'", "IANA")]
    [InlineData("site", "currency", "'S U'", "32 at most")]
    [InlineData("site", "contact", "\"a\\u001b[2J\"", "one printable line")]
    [InlineData("site", "contact", "\"\\u202Exyz\"", "one printable line")]
    [InlineData("site", "visibility", "'member'", "Did you mean \"members\"?")]
    [InlineData("slurm", "clusters", "'alpha'", "Write [\"alpha\"]")]
    [InlineData("slurm", "clusters", "['a b']", "without blanks")]
    [InlineData("slurm", "command_prefix", "'docker exec slurmctld'", "[\"docker\", \"exec\", \"slurmctld\"]")]
    [InlineData("slurm", "command_prefix", "['docker', '']", "an empty text is found")]
    [InlineData("slurm", "command_prefix", "['docker', 7]", "the integer 7")]
    [InlineData("slurm", "timeout", "'500ms'", "from \"1s\"")]
    [InlineData("sync", "window", "'23h'", "from \"1d\" to \"7d\"")]
    [InlineData("sync", "window", "'8d'", "from \"1d\" to \"7d\"")]
    [InlineData("sync", "batch_rows", "0", "from 1 to 100000")]
    [InlineData("sync", "batch_rows", "9223372036854775807", "from 1 to 100000")]
    [InlineData("sync", "batch_rows", "1e3", "the number 1e3")]
    [InlineData("tariff", "kind", "'partition_price'", "Did you mean \"partition-price\"?")]
    [InlineData("tariff", "minimum", "-1", "neither negative")]
    [InlineData("tariff", "minimum", "'unlimited'", "nor unlimited")]
    [InlineData("tariff", "minimum", "0.00000001", "finer than a unit")]
    [InlineData("tariff", "minimum", "nan", "a digit is expected")]
    [InlineData("tariff", "free_states", "['NODEFAIL']", "did you mean \"NODE_FAIL\"?")]
    [InlineData("tariff", "qos_factor", "{ high = -1 }", "from 0 to 1000000000")]
    [InlineData("tariff", "qos_factor", "{ high = 1.0000000001 }", "more than 9 decimals")]
    [InlineData("tariff", "qos_factor", "{ 'a b' = 1 }", "without blanks")]
    [InlineData("enforce", "brake", "1.1", "from 0 to 1")]
    [InlineData("enforce", "brake", "'101%'", "from 0 to 1")]
    [InlineData("enforce", "brake", "'%'", "not a number")]
    [InlineData("enforce", "brake", "inf", "not a number")]
    [InlineData("enforce", "hold", "'GrpTRESRunMins'", "grp-tres-run-mins")]
    [InlineData("enforce", "exempt", "['a,b']", "the name of an account")]
    [InlineData("gate", "partition", "{ debug = 'observe' }", "a table with policy")]
    [InlineData("gate", "partition", "{ debug = { polcy = 'warn' } }", "Did you mean 'policy'?")]
    [InlineData("gate", "partition", "{ debug = { policy = 'warm' } }", "Did you mean \"warn\"?")]
    [InlineData("gate", "account", "{ A = {}, a = {} }", "in another case")]
    public void A_value_that_cannot_be_used_is_an_error(string section, string key, string value, string words)
    {
        ConfigurationReading reading = BankConfigurationReader.Read($"[{section}]\n{key} = {value}", "b");
        Assert.True(reading.HasErrors);
        Assert.Contains(words, reading.Findings[0].ToString(), StringComparison.Ordinal);
        Assert.StartsWith("b:2:", reading.Findings[0].Location.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain($"{section}.{key}", reading.Configuration.Origins.Keys);
    }

    [Fact]
    public void Values_at_the_edges_are_kept()
    {
        const string text = """
            [tariff]
            minimum = "0.01 SU"
            qos_factor = { low = 0.000000001, "a.b" = 1000000000, zero = 0, e = 5e-1, text = "2.50" }
            free_states = ["node_fail"]
            [enforce]
            brake = "100%"
            exempt = ["Root", "co_*"]
            [slurm]
            clusters = ["ALPHA"]
            command_prefix = ["ssh", "-o", "a b;c", "-o"]
            [gate.account]
            Phys = { policy = "enforce" }
            [gate.partition.debug]
            policy = "warn"
            lien = "start"
            """;
        ConfigurationReading reading = BankConfigurationReader.Read(text, "b");
        Assert.Empty(reading.Findings);
        BankConfiguration read = reading.Configuration;
        Assert.Equal(36_000, read.Tariff.Minimum.Units);
        Assert.Equal(
            new Dictionary<string, decimal> { ["a.b"] = 1_000_000_000m, ["e"] = 0.5m, ["low"] = 0.000000001m, ["text"] = 2.5m, ["zero"] = 0m },
            read.Tariff.QosFactors.ToDictionary());
        Assert.Equal(["NODE_FAIL"], read.Tariff.FreeStates);
        Assert.Equal(1m, read.Enforce.Brake);
        Assert.True(read.Enforce.IsExempt("root") && read.Enforce.IsExempt("CO_x") && !read.Enforce.IsExempt("xco_"));
        Assert.Equal(["alpha"], read.Slurm.Clusters);
        Assert.Equal(["ssh", "-o", "a b;c", "-o"], read.Slurm.CommandPrefix);
        Assert.Equal(new GateRule(GatePolicy.Enforce, MissingSnapshotPolicy.Allow, LienMoment.Start), read.Gate.RuleFor("PHYS", "debug"));
        Assert.Equal(new GateRule(GatePolicy.Warn, MissingSnapshotPolicy.Allow, LienMoment.Start), read.Gate.RuleFor("chem", "debug"));
        Assert.Equal(new GateRule(GatePolicy.Observe, MissingSnapshotPolicy.Allow, LienMoment.Submit), read.Gate.RuleFor("chem", "Debug"));
        Assert.Equal("line 6", read.Origins["enforce.brake"].ToString());
    }

    [Fact]
    public void A_name_twice_in_a_list_is_a_warning()
    {
        ConfigurationReading reading = BankConfigurationReader.Read("[tariff]\nfree_qos = ['a', 'b', 'a']", "b");
        Assert.Equal("b:2:23: warning: tariff.free_qos: \"a\" stands in the list already. Remove one of the two", Assert.Single(reading.Findings).ToString());
        Assert.Equal(["a", "b"], reading.OrThrow().Tariff.FreeQos);
    }
}
