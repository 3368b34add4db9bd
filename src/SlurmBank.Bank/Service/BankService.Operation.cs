using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading;
using SlurmBank.Engine;

namespace SlurmBank.Bank;

public sealed partial class BankService
{
    /// <summary>Does the bank's own work once: settles, holds and releases, publishes. A step that fails stops no other. Asks and changes Slurm.</summary>
    public BankRound Round(RoundCommand command, Action<BankProgress>? progress = null, CancellationToken cancellation = default)
    {
        var steps = new List<RoundStep>();
        foreach ((string name, Func<(string Summary, IReadOnlyList<string> Warnings)> work) in Steps(command, progress, cancellation))
        {
            cancellation.ThrowIfCancellationRequested();
            steps.Add(Step(name, work));
        }

        FlushFigures();
        return new BankRound(steps);
    }

    /// <summary>Settles what the completion plugin has left since, without asking slurmdbd; null where the site has no such plugin, or nothing is there.</summary>
    public SpoolReport? DrainSpool(CancellationToken cancellation = default)
    {
        if (context.Configuration.Spool.Directory.Length == 0)
        {
            return null;
        }

        SpoolReport? report = SpoolDrain.Run(context, cancellation);
        figuresChanged |= report is { Segments: > 0 };
        FlushFigures();
        return report;
    }

    /// <summary>The settings that the service goes by.</summary>
    internal SlurmBank.Engine.Configuration.BankConfiguration Configuration => context.Configuration;

    internal BankContext Context => context;

    /// <summary>
    /// The steps of a round, in order. What grants (renewals) belongs before the enforcement, which goes by it; what tells people (notices) after it,
    /// so that a mail that hangs delays no hold.
    /// </summary>
    private IEnumerable<(string Name, Func<(string Summary, IReadOnlyList<string> Warnings)> Work)> Steps(RoundCommand command, Action<BankProgress>? progress, CancellationToken cancellation)
    {
        yield return (WorkRecord.Sync, () => Told(Sync(new SyncCommand { Nightly = command.Nightly }, progress, cancellation)));
        if (command.Enforce)
        {
            yield return (WorkRecord.Enforce, () => Told(SyncHolds(new EnforceCommand(), cancellation)));
        }

        if (context.Configuration.Notice.CanSend)
        {
            yield return ("notices", () => Told(SendNotices(new SendNoticesCommand(), cancellation)));
        }
    }

    private static RoundStep Step(string name, Func<(string Summary, IReadOnlyList<string> Warnings)> work)
    {
        try
        {
            (string summary, IReadOnlyList<string> warnings) = work();
            return new RoundStep(name, summary, string.Empty, string.Empty, warnings);
        }
        catch (SlurmBankException error)
        {
            return new RoundStep(name, string.Empty, error.ErrorId, $"{error.Message} {error.Advice}".TrimEnd(), []);
        }
        catch (Exception error) when (error is System.IO.IOException or UnauthorizedAccessException)
        {
            return new RoundStep(name, string.Empty, "InputOutput", error.Message, []);
        }
    }

    private static (string, IReadOnlyList<string>) Told(IReadOnlyList<SyncReport> reports)
    {
        long charged = reports.Sum(r => r.Charged);
        long adjusted = reports.Sum(r => r.Adjusted);
        string summary = charged + adjusted == 0 ? string.Empty : string.Create(CultureInfo.InvariantCulture, $"{charged} runs charged, {adjusted} adjusted");
        return (summary, [.. reports.SelectMany(r => r.Warnings.Concat(r.Problems.Select(p => $"A row could not be read: {p}")))]);
    }

    private static (string, IReadOnlyList<string>) Told(IReadOnlyList<HoldReportSet> sets)
    {
        HoldAction[] actions = [.. sets.SelectMany(s => s.Actions)];
        string[] done = [.. actions.Where(a => a.Done && a.Action is "hold" or "release").Select(a => $"{a.Action} {a.Account}")];
        IEnumerable<string> failed = actions.Where(a => a.Error is not null || a.Action == "not-effective").Select(a => $"{a.Account}: {a.Action}: {a.Error ?? a.Reason}");
        return (string.Join(", ", done), [.. sets.SelectMany(s => s.Warnings).Concat(failed)]);
    }

    private static (string, IReadOnlyList<string>) Told(IReadOnlyList<NoticeReport> notices)
    {
        int sent = notices.Count(n => n.State == "sent");
        string summary = sent == 0 ? string.Empty : string.Create(CultureInfo.InvariantCulture, $"{sent} notices sent");
        return (summary, [.. notices.Where(n => n.State == "failed").Select(n => $"Notice {n.NoticeId} for {n.Account} could not be sent and is tried again: {n.LastError}")]);
    }

    private void FlushFigures()
    {
        if (figuresChanged)
        {
            figuresChanged = false;
            PublishQuietly(publisher => publisher.Refresh());
        }
    }
}
