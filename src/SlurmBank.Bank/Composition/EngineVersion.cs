using System.Reflection;
using SlurmBank.Engine;

namespace SlurmBank.Bank;

/// <summary>The version of the engine that computes prices; every entry says it.</summary>
internal static class EngineVersion
{
    internal static string Current { get; } = Read();

    private static string Read()
    {
        string text = typeof(ServiceUnits).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0.0.0";
        int plus = text.IndexOf('+', System.StringComparison.Ordinal);
        return plus < 0 ? text : text[..plus];
    }
}
