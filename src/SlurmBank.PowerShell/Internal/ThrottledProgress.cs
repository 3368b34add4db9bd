using System;
using System.Management.Automation;

namespace SlurmBank.PowerShell.Internal;

/// <summary>
/// The progress of one cmdlet, at most five times a second: a host draws each record, and drawing thousands would take longer than the work.
/// A new activity is shown at once, and what was shown is taken away at the end.
/// </summary>
internal sealed class ThrottledProgress(Action<ProgressRecord> write, TimeProvider clock)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);
    private string? activity;
    private long last;

    /// <summary>Shows how far the work is, unless that was shown a moment ago.</summary>
    /// <param name="what">The activity.</param>
    /// <param name="status">Where it is.</param>
    /// <param name="percent">From 0 to 100; -1 where that is not known.</param>
    internal void Show(string what, string status, int percent)
    {
        if (what == activity && clock.GetElapsedTime(last) < Pause)
        {
            return;
        }

        activity = what;
        last = clock.GetTimestamp();
        write(new ProgressRecord(0, what, status.Length == 0 ? " " : status) { PercentComplete = Math.Clamp(percent, -1, 100) });
    }

    /// <summary>Takes away what was shown.</summary>
    internal void End()
    {
        if (activity is not null)
        {
            write(new ProgressRecord(0, activity, " ") { RecordType = ProgressRecordType.Completed });
            activity = null;
        }
    }
}
