using System;
using System.Collections.Generic;
using System.IO;

namespace SlurmBank.Slurm.Tests;

public sealed class CommandEnvironmentTests : IDisposable
{
    private readonly FakeCommands _commands = new();

    public void Dispose() => _commands.Dispose();

    [Fact]
    public void The_arguments_reach_the_command_as_they_are()
    {
        _commands.Add("sacctmgr", "for a in \"$@\"; do printf '%s\\n' \"$a\"; done > \"$0.args\"; echo ' Nothing modified'; exit 1");
        LimitOutcome outcome = _commands.Slurm().Sacctmgr.ModifyAssociations(
            "lab", ["physics", "chem"], [new LimitChange(LimitKind.GrpTresRunMins, "cpu", 0)]);

        Assert.True(outcome.IsUnchanged);
        Assert.Equal(
            "--immediate\nmodify\naccount\nwhere\naccount=chem,physics\ncluster=lab\nset\nGrpTRESRunMins=cpu=0\n", _commands.Read("sacctmgr.args"));
    }

    [Fact]
    public void Standard_input_is_closed_and_the_environment_is_ours()
    {
        _commands.Add("sinfo", "cat > \"$0.in\"; env > \"$0.env\"; echo slurm 22.05.8");
        SlurmVersion version = _commands.Slurm(options => options with
        {
            SlurmConf = "/x/slurm.conf",
            Environment = new Dictionary<string, string> { ["SLURM_EXTRA"] = "1" },
        }).Sinfo.ReadVersion();

        Assert.Equal("22.05.8", version.Text);
        Assert.Equal(string.Empty, _commands.Read("sinfo.in"));
        string[] variables = _commands.Read("sinfo.env").Split('\n');
        Assert.Contains("LC_ALL=C", variables);
        Assert.Contains("TZ=UTC", variables);
        Assert.Contains("SLURM_TIME_FORMAT=%s", variables);
        Assert.Contains("SLURM_BITSTR_LEN=0", variables);
        Assert.Contains("SLURM_CONF=/x/slurm.conf", variables);
        Assert.Contains("SLURM_EXTRA=1", variables);
    }

    [Fact]
    public void What_a_person_set_for_these_commands_is_taken_away()
    {
        _commands.Add("sinfo", "env > \"$0.env\"; echo slurm 22.05.8");
        string name = "SQUEUE_STATES";
        string? before = Environment.GetEnvironmentVariable(name);
        Environment.SetEnvironmentVariable(name, "PENDING");
        try
        {
            _commands.Slurm().Sinfo.ReadVersion();
        }
        finally
        {
            Environment.SetEnvironmentVariable(name, before);
        }

        Assert.DoesNotContain(name, _commands.Read("sinfo.env"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_prefix_stands_before_the_command_and_carries_the_environment()
    {
        _commands.Add("far", "printf '%s\\n' \"$@\" > \"$0.args\"; exec \"$@\"");
        _commands.Add("sinfo", "echo slurm-wlm 23.11.4-$TZ");
        SlurmVersion version = _commands.Slurm(options => options with { Prefix = [Path.Combine(_commands.Folder, "far")] }).Sinfo.ReadVersion();

        Assert.Equal("23.11.4-UTC", version.Text);
        Assert.Equal((23, 11, 4), (version.Year, version.Month, version.Patch));
        Assert.StartsWith("env\nLC_ALL=C\nTZ=UTC\n", _commands.Read("far.args"), StringComparison.Ordinal);
    }
}
