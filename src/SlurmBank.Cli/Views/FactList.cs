using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using SlurmBank.Cli.Output;

namespace SlurmBank.Cli.Views;

/// <summary>A list of names and values for people, the values aligned and wrapped.</summary>
internal static class FactList
{
    /// <summary>Writes the facts; those with an empty value are left out.</summary>
    internal static void Write(TextWriter output, params (string Name, string Value)[] facts)
    {
        List<(string Name, string Value)> shown = facts.Where(fact => fact.Value.Length > 0).ToList();
        int width = shown.Count == 0 ? 0 : shown.Max(fact => fact.Name.Length);
        foreach ((string name, string value) in shown)
        {
            string head = name.PadRight(width + TableLayout.Gap);
            foreach (string line in TextWrap.Lines(PlainText.Clean(value), Math.Max(TableLayout.LeastFlexible, TextTable<int>.Limit - head.Length)))
            {
                output.WriteLine(head + line);
                head = new string(' ', head.Length);
            }
        }
    }
}
