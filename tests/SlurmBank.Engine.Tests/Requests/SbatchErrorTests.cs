using System;
using System.Collections.Generic;
using SlurmBank.Engine.Requests;

namespace SlurmBank.Engine.Tests.Requests;

public sealed partial class SbatchScriptTests
{
    [Theory]
    // text after "#SBATCH ", expected column of the error, a word of its message
    [InlineData("--ntaks=4", 9, "--ntasks")]
    [InlineData("--patition=x", 9, "--partition")]
    [InlineData("-Y", 10, "-Y")]
    [InlineData("-n", 10, "needs a value")]
    [InlineData("--hold=yes", 15, "no value")]
    [InlineData("-n 0", 12, "at least 1")]
    [InlineData("-n x", 12, "number")]
    [InlineData("--ntasks=4x", 19, "whole number")]
    [InlineData("--ntasks='4'x", 21, "whole number")]
    [InlineData("--time=1h", 17, "'h'")]
    [InlineData("--time=Partition_Limit", 16, "prints")]
    [InlineData("--mem=1.5G", 16, "'.'")]
    [InlineData("--array=5-1", 17, "backwards")]
    [InlineData("--nodes=8-2", 17, "below")]
    [InlineData("--gres=gpu:x:y:", 21, "name")]
    [InlineData("--gres=gpu:2,", 22, "name")]
    [InlineData("--gpus=a=2x", 19, "count")]
    [InlineData("--exclusive=me", 21, "user")]
    [InlineData("--hint=fast", 16, "nomultithread")]
    [InlineData("--account=a;b", 20, "';'")]
    [InlineData("--partition=a,,b", 23, "empty")]
    [InlineData("-B 2:x", 14, "number")]
    [InlineData("--tres-per-task=mem=4", 25, "expected")]
    [InlineData("--nodelist=n[1", 23, "expected")]
    [InlineData("hostname", 9, "no option")]
    [InlineData("--comment=\"open", 19, "not closed")]
    [InlineData(": -n2", 9, "hetjob")]
    public void An_error_names_line_and_column(string directive, int column, string word)
    {
        RequestProblem problem = Assert.Single(Bad(directive));

        Assert.Equal((RequestSource.Script, 3, column), (problem.Source, problem.Line, problem.Column));
        Assert.Contains(word, problem.Message, StringComparison.Ordinal);
        Assert.StartsWith($"3:{column}: ", problem.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--mem=1G --mem-per-cpu=1G")]
    [InlineData("--mem-per-gpu=1G --mem=1G")]
    [InlineData("--exclusive --oversubscribe")]
    [InlineData("--cpus-per-gpu=2 --cpus-per-task=2")]
    [InlineData("--core-spec=1 --thread-spec=1")]
    [InlineData("--ntasks-per-gpu=1 --gpus-per-task=1")]
    public void Options_that_exclude_each_other_are_an_error(string directive) => Assert.NotEmpty(Bad(directive));

    private static IReadOnlyList<RequestProblem> Bad(string directive)
    {
        Assert.False(SbatchScript.TryRead("#!/bin/sh\n\n#SBATCH " + directive + "\nrun\n", null, null, out SbatchReading reading));
        return reading.Errors;
    }
}
