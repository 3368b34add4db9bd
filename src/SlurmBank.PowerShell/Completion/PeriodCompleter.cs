using System;
using System.Collections;
using System.Collections.Generic;
using System.ComponentModel;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace SlurmBank.PowerShell.Completion;

/// <summary>Completes the lengths of periods.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class PeriodCompleter : IArgumentCompleter
{
    private static readonly string[] Periods = ["Once", "Month", "Quarter", "Year"];

    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        Periods.Where(period => period.StartsWith(wordToComplete ?? string.Empty, StringComparison.OrdinalIgnoreCase)).Select(period => new CompletionResult(period));
}
