using System;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;

namespace SlurmBank.Bench.Lab;

/// <summary>What the figures were measured on.</summary>
internal static class Machine
{
    internal static string Describe()
    {
        string processor = Read("/proc/cpuinfo", "model name");
        string memory = Read("/proc/meminfo", "MemTotal");
        return $"{Environment.ProcessorCount} processors ({processor}), memory {memory}, {RuntimeInformation.OSDescription}, {RuntimeInformation.FrameworkDescription}; {Load()}";
    }

    /// <summary>How busy the machine is; above the number of processors, other work was measured too.</summary>
    internal static string Load() => File.Exists("/proc/loadavg")
        ? string.Create(CultureInfo.InvariantCulture, $"load {string.Join(' ', File.ReadAllText("/proc/loadavg").Split(' ').Take(3))}")
        : "load unknown";

    private static string Read(string file, string key) => File.Exists(file)
        ? File.ReadLines(file).FirstOrDefault(l => l.StartsWith(key, StringComparison.Ordinal))?.Split(':', 2)[1].Trim() ?? "?"
        : "?";
}
