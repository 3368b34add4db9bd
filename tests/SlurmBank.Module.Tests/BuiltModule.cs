using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace SlurmBank.Module.Tests;

/// <summary>The module as it was built, read without a PowerShell.</summary>
internal static class BuiltModule
{
    internal static string Root { get; } = FindRoot();

    private static readonly Lazy<Assembly> Loaded = new(() => Assembly.LoadFrom(Need(Path.Combine(Root, "module", "bin", "SlurmBank.PowerShell.dll"))));
    private static readonly Lazy<XDocument> FormatFile = new(() => XDocument.Load(Path.Combine(Root, "module", "SlurmBank.Format.ps1xml")));

    internal static Assembly Assembly => Loaded.Value;

    internal static XDocument Format => FormatFile.Value;

    internal static string Manifest { get; } = File.ReadAllText(Path.Combine(Root, "SlurmBank.psd1"));

    internal static IReadOnlyList<Cmdlet> Cmdlets { get; } = [.. Assembly.GetExportedTypes().Select(Cmdlet.TryRead).OfType<Cmdlet>().OrderBy(c => c.Name, StringComparer.Ordinal)];

    internal static TheoryData<string> Names => [.. Cmdlets.Select(c => c.Name)];

    internal static Cmdlet Named(string name) => Cmdlets.Single(c => c.Name == name);

    /// <summary>Every type that a cmdlet says it gives and that is ours.</summary>
    internal static IEnumerable<Type> OutputTypes => Cmdlets.SelectMany(c => c.OutputTypes).Where(t => t != typeof(bool)).Distinct().OrderBy(t => t.FullName, StringComparer.Ordinal);

    /// <summary>The words of an array in the manifest.</summary>
    internal static IReadOnlyList<string> ManifestList(string key)
    {
        Match block = Regex.Match(Manifest, key + @"\s*=\s*@\((?<items>[^)]*)\)");
        Assert.True(block.Success, $"the manifest has no list {key}");
        return [.. Regex.Matches(block.Groups["items"].Value, "'([^']*)'").Select(m => m.Groups[1].Value)];
    }

    internal static string ManifestValue(string key)
    {
        Match match = Regex.Match(Manifest, $@"^\s*{key}\s*=\s*'([^']*)'", RegexOptions.Multiline);
        Assert.True(match.Success, $"the manifest has no {key}");
        return match.Groups[1].Value;
    }

    internal static string Need(string path) => File.Exists(path) ? path : throw new FileNotFoundException("The module is not built: ./build.sh makes it.", path);

    private static string FindRoot()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "SlurmBank.psd1")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException("The tests do not lie in a checkout.");
    }
}
