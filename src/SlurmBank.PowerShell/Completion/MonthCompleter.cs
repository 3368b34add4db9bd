using System;
using System.Collections;
using System.Collections.Generic;
using System.ComponentModel;
using System.Globalization;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace SlurmBank.PowerShell.Completion;

/// <summary>Completes months: this one and the eleven before it.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class MonthCompleter : IArgumentCompleter
{
    private const int Months = 12;

    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        Enumerable.Range(0, Months).Select(back => DateTime.Now.AddMonths(-back).ToString("yyyy-MM", CultureInfo.InvariantCulture))
            .Where(month => month.StartsWith(wordToComplete ?? string.Empty, StringComparison.Ordinal)).Select(month => new CompletionResult(month));
}
