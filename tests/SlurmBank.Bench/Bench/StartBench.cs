using System;
using System.Collections.Generic;
using System.IO;
using SlurmBank.Bench.Lab;

namespace SlurmBank.Bench;

/// <summary>How long it takes to start: slurmbank against one of Slurm's own commands, the module against an empty PowerShell.</summary>
internal static class StartBench
{
    private const int Rounds = 15;

    internal static void Run(TestCluster? cluster, Figures figures)
    {
        figures.Section($"Start; medians of {Rounds}, the two in turn");
        string repository = Shell.Repository();
        string cli = Path.Combine(repository, "out/slurmbank");
        string? sinfo = cluster is null ? Shell.Find("sinfo") : Path.Combine(cluster.Bin, "sinfo");
        if (!File.Exists(cli))
        {
            figures.NotMeasured("slurmbank --version / sinfo -V", "out/slurmbank is not built");
        }
        else if (sinfo is null)
        {
            figures.NotMeasured("slurmbank --version / sinfo -V", "no sinfo here");
        }
        else
        {
            Compare(figures, "slurmbank --version / sinfo -V", [cli, "--version"], [sinfo, "-V"]);
        }

        string? pwsh = Shell.Find("pwsh");
        string module = Path.Combine(repository, "SlurmBank.psd1");
        if (pwsh is null || !File.Exists(module))
        {
            figures.NotMeasured("import of the module / empty pwsh", pwsh is null ? "no pwsh here" : "SlurmBank.psd1 is not built");
        }
        else
        {
            Compare(figures, "import of the module / empty pwsh", Import(pwsh, module), [pwsh, "-NoProfile", "-Command", ""]);
            CompareWithEmptyModule(figures, pwsh, module);
        }
    }

    private static string[] Import(string pwsh, string manifest) => [pwsh, "-NoProfile", "-Command", $"Import-Module '{manifest}'"];

    /// <summary>What any module costs is PowerShell's own time to find and read a manifest.</summary>
    private static void CompareWithEmptyModule(Figures figures, string pwsh, string module)
    {
        string folder = Directory.CreateTempSubdirectory("slurmbank-bench-").FullName;
        try
        {
            string empty = Path.Combine(folder, "Empty.psd1");
            File.WriteAllText(empty, "@{ ModuleVersion = '1.0'; CmdletsToExport = @() }\n");
            Compare(figures, "import of the module / of an empty module", Import(pwsh, module), Import(pwsh, empty));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void Compare(Figures figures, string what, IReadOnlyList<string> ours, IReadOnlyList<string> peer)
    {
        _ = Shell.Output(ours);
        (double first, double second) = Measure.Alternate(Rounds, () => Measure.Time(() => Shell.Output(ours)).TotalSeconds, () => Measure.Time(() => Shell.Output(peer)).TotalSeconds);
        figures.Row(what, Figures.Millis(first), Figures.Millis(second), first / second);
    }
}
