using System;
using System.Collections;
using System.Collections.Generic;
using System.ComponentModel;
using System.Globalization;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace SlurmBank.PowerShell.Completion;

/// <summary>Completes moments that people often mean, as dates that can be changed: yesterday, the first of the month, the end of the year.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class MomentCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        string word = (wordToComplete ?? string.Empty).Trim('\'', '"');
        return Moments(parameterName, DateTime.Now.Date).Where(moment => moment.Text.StartsWith(word, StringComparison.OrdinalIgnoreCase))
            .DistinctBy(moment => moment.Text).Select(moment => new CompletionResult(moment.Text, moment.Text, CompletionResultType.ParameterValue, moment.Meaning));
    }

    private static IEnumerable<(string Text, string Meaning)> Moments(string parameter, DateTime today)
    {
        var month = new DateTime(today.Year, today.Month, 1, 0, 0, 0, DateTimeKind.Unspecified);
        var year = new DateTime(today.Year, 1, 1, 0, 0, 0, DateTimeKind.Unspecified);
        return parameter switch
        {
            "Until" => [("1d", "for a day"), ("7d", "for a week"), ("30d", "for 30 days"), (Day(month.AddMonths(1)), "until the next month")],
            "StartDate" => [(Day(today), "today"), (Day(month.AddMonths(1)), "the first of the next month"), (Day(year.AddYears(1)), "the first of the next year"), (Day(month), "the first of this month"), (Day(year), "the first of this year")],
            "EndDate" => [(Day(year.AddYears(1).AddDays(-1)), "the last day of this year"), (Day(month.AddMonths(1).AddDays(-1)), "the last day of this month"), (Day(today.AddYears(1).AddDays(-1)), "the last day of a year from today"), (Day(year.AddYears(2).AddDays(-1)), "the last day of the next year")],
            _ => [(Day(today), "today"), (Day(today.AddDays(-1)), "yesterday"), (Day(month), "the first of this month"), (Day(month.AddMonths(-1)), "the first of the last month"), (Day(month.AddDays(-1)), "the last day of the last month"), (Day(year), "the first of this year"), ("now-1hour", "an hour ago"), ("now-1day", "24 hours ago"), ("now-1week", "seven days ago")],
        };
    }

    private static string Day(DateTime day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
