using System.IO;
using SlurmBank.Bank;
using SlurmBank.Cli.Output;

namespace SlurmBank.Cli.Views;

/// <summary>What people see of a quote: the bank's own text, what it assumed, and how the figure came about.</summary>
internal static class QuoteView
{
    internal static void Write(TextWriter output, QuoteReport report)
    {
        output.WriteLine(PlainText.CleanLines(report.Text, string.Empty));
        Section(output, "Assumed:", report.Assumptions);
        Section(output, "Arithmetic:", report.Arithmetic);
    }

    private static void Section(TextWriter output, string title, System.Collections.Generic.IReadOnlyList<string> lines)
    {
        if (lines.Count == 0)
        {
            return;
        }

        output.WriteLine(title);
        foreach (string line in lines)
        {
            output.WriteLine("  " + PlainText.Clean(line));
        }
    }
}
