using System.Collections.Generic;
using System.IO;
using SlurmBank.Bank;
using SlurmBank.Cli.Output;

namespace SlurmBank.Cli.Views;

/// <summary>Findings: how bad and where, what, and the fix on a line of its own that can be copied.</summary>
internal static class FindingsView
{
    private const string Indent = "    ";

    internal static void Write(TextWriter output, IReadOnlyList<BankFinding> findings, Palette palette)
    {
        foreach (BankFinding finding in findings)
        {
            (string word, Tone tone) = finding.Severity switch
            {
                FindingSeverity.Error => ("error", Tone.Bad),
                FindingSeverity.Warning => ("warning", Tone.Warning),
                _ => ("information", Tone.Plain),
            };
            string place = finding.Place.Length == 0 ? string.Empty : $" at {PlainText.Clean(finding.Place)}";
            output.WriteLine($"{palette.Paint(word, tone)} {finding.Code}{place}");
            foreach (string line in TextWrap.Lines(PlainText.Clean(finding.Message), TextTable<int>.Limit - Indent.Length))
            {
                output.WriteLine(Indent + line);
            }

            if (finding.Fix.Length > 0)
            {
                // Not wrapped: it is to be copied.
                output.WriteLine($"{Indent}fix: {PlainText.CleanLines(finding.Fix, Indent + "     ")}");
            }
        }
    }
}
