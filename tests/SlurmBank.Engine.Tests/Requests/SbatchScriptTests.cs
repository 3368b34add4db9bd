using System;
using System.Collections.Generic;
using System.Linq;
using SlurmBank.Engine.Requests;

namespace SlurmBank.Engine.Tests.Requests;

public sealed partial class SbatchScriptTests
{
    [Theory]
    [InlineData("#SBATCH -n4")]
    [InlineData("#SBATCH -n 4")]
    [InlineData("#SBATCH --ntasks=4")]
    [InlineData("#SBATCH --ntasks 4")]
    [InlineData("#SBATCH --ntasks=\"4\"")]
    [InlineData("#SBATCH --ntasks='4' # four")]
    [InlineData("#SBATCH   -H -n4#comment")]
    [InlineData("#SBATCH -Hn4")]
    [InlineData("#SBATCH -Hn 4")]
    [InlineData("#SBATCH\t-n\t4")]
    [InlineData("#SBATCH -n\\4")]
    [InlineData("#SBATCH -n3\n\n# a comment\n  # another\n#SBATCH -n4\necho\n#SBATCH -n5")]
    [InlineData("#SBATCH -n\n#SBATCH 4")]
    [InlineData("#SBATCH--ntasks=4")]
    [InlineData("#SLURM -n4")]
    [InlineData("#SBATCH -s -O -Q -v -vv -W -k -k1 -n4")]
    public void Directives_are_read_as_sbatch_reads_them(string lines)
    {
        SbatchReading reading = Good("#!/bin/sh\n" + lines + "\nhostname\n");

        Assert.Equal(4, reading.Request.Tasks);
    }

    [Fact]
    public void Only_what_stands_before_the_first_command_counts()
    {
        SbatchReading reading = Good("#!/bin/bash\n#SBATCH -A physics\n\nmodule load x\n#SBATCH -A chemistry\n");

        Assert.Equal("physics", reading.Request.Account);
    }

    [Fact]
    public void A_script_with_everything()
    {
        JobRequest job = Good("""
            #!/bin/bash -l
            #SBATCH --account=Physics --partition=cpu,gpu --qos=High
            #SBATCH --time=1-12:30 --time-min=2:00:00
            #SBATCH --nodes=2-4 --ntasks=8 --cpus-per-task=2 --ntasks-per-node=4 --ntasks-per-core=1 --ntasks-per-socket=2
            #SBATCH --mem=4G --mincpus=3 --threads-per-core=1 --sockets-per-node=2-4 --cores-per-socket=8
            #SBATCH --gpus=a100:2,v100:1 --gpus-per-node=1 --gpus-per-socket=1 --gres=gpu:a100:2,tmp:10G
            #SBATCH --licenses=ansys@flex:2,matlab --exclusive=user --array=1-100:3%4 --overcommit
            #SBATCH --constraint="skylake&ib" --reservation=course --clusters=lab --hold --dependency=afterok:12
            #SBATCH --nodelist=n[1-2] --exclude=n3 --begin=now+1hour --core-spec=2 --hint=nomultithread
            #SBATCH --tres-per-task=cpu=2,gres/gpu:a100=1,license/fluent=3
            hostname
            """).Request;

        Assert.Equal("physics", job.Account);
        Assert.Equal(["cpu", "gpu"], job.Partitions!);
        Assert.Equal("high", job.Qos);
        Assert.Equal((131400L, 7200L), (job.TimeLimit!.Value.Seconds!.Value, job.MinimumTime!.Value.Seconds!.Value));
        Assert.Equal(NodeCount.Between(2, 4), job.Nodes);
        Assert.Equal((8L, 2L, 4L, 1L, 2L), (job.Tasks!.Value, job.CpusPerTask!.Value, job.TasksPerNode!.Value, job.TasksPerCore!.Value, job.TasksPerSocket!.Value));
        Assert.Equal((4096L, 3L, 1L, 2L, 8L), (job.MemoryPerNode!.Value.Megabytes, job.MinimumCpusPerNode!.Value, job.ThreadsPerCore!.Value, job.SocketsPerNode!.Value, job.CoresPerSocket!.Value));
        Assert.Equal([new GresRequest("gpu", "a100", 2), new("gpu", "v100", 1)], job.Gpus!);
        Assert.Equal([new GresRequest("gpu", null, 1)], job.GpusPerNode!);
        Assert.Equal([new GresRequest("gpu", "a100", 2), new("tmp", null, 10L << 30)], job.Gres!);
        Assert.Equal([new LicenseRequest("ansys@flex", 2), new("matlab", 1)], job.Licenses!);
        Assert.Equal(NodeSharing.User, job.Sharing);
        Assert.Equal((34, 4), (job.Array!.TaskCount, job.Array.Limit!.Value));
        Assert.True(job.Overcommit && job.Hold);
        Assert.Equal(("skylake&ib", "course", "afterok:12", "now+1hour", "nomultithread"), (job.Constraint, job.Reservation, job.Dependency, job.Begin, job.Hint));
        Assert.Equal(["lab"], job.Clusters!);
        Assert.Equal(["n1", "n2"], job.NodeList!);
        Assert.Equal(["n3"], job.ExcludedNodes!);
        Assert.Equal(2, job.CoreSpecification);
        Assert.Equal([new GresRequest("gpu", "a100", 1)], job.GresPerTask!);
        Assert.Equal([new LicenseRequest("fluent", 3)], job.LicensesPerTask!);
    }

    [Fact]
    public void Environment_overrides_the_script_and_the_command_line_both()
    {
        Dictionary<string, string> environment = new() { ["SBATCH_TIMELIMIT"] = "20", ["SBATCH_ACCOUNT"] = "env", ["SBATCH_EXCLUSIVE"] = "", ["SBATCH_OVERCOMMIT"] = "", ["SBATCH_NTASKS"] = "9", ["HOME"] = "/" };

        Assert.True(SbatchScript.TryRead("#!/bin/sh\n#SBATCH -t 10 -A script -n 2 -p cpu\n", ["-t", "30", "--qos=q", "job.sh", "-n", "7"], environment, out SbatchReading reading));

        Assert.Equal((1800L, "env", 2L, "q"), (reading.Request.TimeLimit!.Value.Seconds!.Value, reading.Request.Account, reading.Request.Tasks!.Value, reading.Request.Qos));
        Assert.Equal(NodeSharing.Exclusive, reading.Request.Sharing);
        Assert.True(reading.Request.Overcommit);
        Assert.Equal(["job.sh", "-n", "7"], reading.ScriptArguments);
    }

    [Theory]
    [InlineData("--par", "partition,parsable")]
    [InlineData("--cpus-per", "cpus-per-gpu,cpus-per-task")]
    public void An_abbreviation_of_several_options_is_an_error_that_names_them(string option, string names)
    {
        RequestProblem problem = Bad(option + "=1")[0];

        Assert.All(names.Split(','), name => Assert.Contains("--" + name, problem.Message, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("--part=cpu")]
    [InlineData("--partit cpu")]
    [InlineData("-pcpu")]
    [InlineData("-p cpu")]
    public void A_unique_abbreviation_is_accepted(string option) =>
        Assert.Equal(["cpu"], Good("#!/bin/sh\n#SBATCH " + option + "\n").Request.Partitions!);

    [Fact]
    public void An_exact_name_wins_over_longer_ones()
    {
        Assert.Equal(1024, Good("#!/bin/sh\n#SBATCH --mem=1G --cluster=a --begin=now\n").Request.MemoryPerNode!.Value.Megabytes);
    }

    [Fact]
    public void By_hand_one_kind_of_memory_switches_off_what_the_environment_says()
    {
        Dictionary<string, string> environment = new() { ["SBATCH_MEM_PER_CPU"] = "1G", ["SBATCH_CPUS_PER_GPU"] = "4" };

        Assert.True(SbatchScript.TryRead(null, ["--mem=8G", "-c", "2"], environment, out SbatchReading reading));

        Assert.Equal((8192L, false, 2L, false), (reading.Request.MemoryPerNode!.Value.Megabytes, reading.Request.MemoryPerCpu.HasValue, reading.Request.CpusPerTask!.Value, reading.Request.CpusPerGpu.HasValue));
    }

    [Fact]
    public void Errors_of_the_environment_and_the_command_line_name_their_place()
    {
        Assert.False(SbatchScript.TryRead(null, ["-n", "4", "--time=1h"], new Dictionary<string, string> { ["SBATCH_MEM_PER_NODE"] = "4Gi" }, out SbatchReading reading));

        Assert.Equal(["SBATCH_MEM_PER_NODE, character 3", "command line, argument 3, character 9"], reading.Errors.Select(error => error.ToString().Split(':')[0]));
    }

    [Theory]
    [InlineData("#SBATCH hetjob")]
    [InlineData("#SBATCH packjob")]
    [InlineData("#SBATCH HetJob -N2")]
    public void Components_of_a_script(string separator)
    {
        JobRequest job = Good($"#!/bin/sh\n#SBATCH -n1 -p cpu\n{separator}\n#SBATCH -n2 -p gpu\n#SBATCH hetjob\n#SBATCH -n3\nrun\n").Request;

        Assert.Equal([1L, 2L, 3L], job.Components().Select(component => component.Tasks!.Value));
        Assert.Equal(["cpu"], job.Partitions!);
        Assert.Null(job.FurtherComponents[1].Partitions);
    }

    [Fact]
    public void Components_of_the_command_line_meet_those_of_the_script()
    {
        Assert.True(SbatchScript.TryRead("#!/bin/sh\n#SBATCH -n1\n#SBATCH hetjob\n#SBATCH -n2\n", ["-c1", ":", "-c2", ":", "-c3", "-n5", "x.sh"], null, out SbatchReading reading));

        Assert.Equal([(1L, 1L), (2L, 2L), (5L, 3L)], reading.Request.Components().Select(job => (job.Tasks!.Value, job.CpusPerTask!.Value)));
        Assert.Equal(["x.sh"], reading.ScriptArguments);
    }

    /// <summary>sbatch resets most options for the next component, but not these (slurm_opt.c, reset_each_pass).</summary>
    [Theory]
    [InlineData("#SBATCH -t 1 -A a\n#SBATCH hetjob\n#SBATCH -n2", "", "1/a 1/a")]
    [InlineData("#SBATCH -t 1\n#SBATCH hetjob\n#SBATCH -t 3", "-t 7", "7/ 7/")]
    [InlineData("", "-n2 : -n3 -t 5", "5/ 5/")]
    [InlineData("", "-t 1 -A a : -n3 -t 5", "1/a 5/a")]
    public void Components_share_what_sbatch_does_not_reset(string script, string options, string expected)
    {
        Assert.True(SbatchScript.TryRead($"#!/bin/sh\n{script}\nrun\n", options.Split(' ', StringSplitOptions.RemoveEmptyEntries), null, out SbatchReading reading));

        Assert.Equal(expected, string.Join(' ', reading.Request.Components().Select(job => $"{job.TimeLimit!.Value.Seconds / 60}/{job.Account}")));
    }

    [Fact]
    public void Options_without_effect_are_listed_and_oddities_noted()
    {
        SbatchReading reading = Good("#SBATCH -J name --output=x -o y --mail-type=END\n#PBS -l nodes=1\r\n#SBATCH -F hosts\n");

        Assert.Equal(["job-name", "output", "mail-type"], reading.OptionsWithoutEffect);
        Assert.Equal(4, reading.Notes.Count);
    }

    [Fact]
    public void The_table_has_every_option_once_and_every_letter_once()
    {
        Assert.Equal(SbatchOption.All.Count, SbatchOption.All.Select(option => option.Name).Distinct().Count());
        char[] letters = [.. SbatchOption.All.Where(option => option.ShortName is not null).Select(option => option.ShortName!.Value)];
        Assert.Equal("ABCDFGHJLMNOQSVWabcdehikmnopqstvwx", string.Concat(letters.Order()));
        Assert.Equal(letters.Length, letters.Distinct().Count());
        Assert.Equal("23.02", SbatchOption.FindAll("tres-per-task")[0].Since);
        Assert.Equal("23.11", SbatchOption.FindAll("power")[0].Until);
    }

    private static SbatchReading Good(string text)
    {
        bool good = SbatchScript.TryRead(text, null, null, out SbatchReading reading);
        Assert.True(good, string.Join('\n', reading.Errors));
        return reading;
    }
}
