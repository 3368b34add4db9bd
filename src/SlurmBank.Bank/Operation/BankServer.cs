using System;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading;
using SlurmBank.Engine;
using SlurmBank.Engine.Configuration;

namespace SlurmBank.Bank;

/// <summary>
/// The bank as a process that stays: it settles what the plugins and Slurm leave, holds and releases, publishes, and does the night's work. One for a
/// ledger. Whatever fails is said and tried again, later and later; only a stop ends it.
/// </summary>
public sealed class BankServer : IDisposable
{
    private static readonly TimeSpan FirstRetry = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan LongestRetry = TimeSpan.FromMinutes(15);
    private readonly ServeOptions options;
    private readonly ServeVoice voice;
    private readonly ServeNight night;
    private readonly AutoResetEvent reload = new(false);
    private BankService bank;
    private ServeInbox inbox;
    private ServeLock? turn;
    private DateTimeOffset due;
    private int failures;

    /// <summary>Opens the bank and takes the ledger's one place for a service.</summary>
    /// <exception cref="ServiceRunningException">Another service has it.</exception>
    /// <exception cref="ConfigurationException">The configuration has errors.</exception>
    public BankServer(ServeOptions options)
    {
        this.options = options;
        voice = new ServeVoice(options.Say);
        night = new ServeNight(voice);
        bank = Open();
        inbox = new ServeInbox(bank.Configuration);
        try
        {
            turn = ServeLock.Take(bank.LedgerPath);
        }
        catch
        {
            bank.Dispose();
            reload.Dispose();
            throw;
        }
    }

    private TimeSpan Interval => bank.Configuration.Serve.Interval;

    /// <summary>Asks it to read the configuration again, as soon as it is between two pieces of work. May be called from any thread.</summary>
    public void Reload() => reload.Set();

    /// <summary>Works until it is told to stop; what was begun is then ended between two commits.</summary>
    public void Run(CancellationToken stop)
    {
        due = options.Clock.GetUtcNow();
        voice.Say(ServePriority.Notice, $"serving the ledger {bank.LedgerPath}, a sync every {Interval}");
        options.Notify("READY=1");
        try
        {
            while (!stop.IsCancellationRequested)
            {
                Work(stop);
                Beat();
                if (WaitHandle.WaitAny([stop.WaitHandle, reload], options.Poll) == 1)
                {
                    Exchange();
                }
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // A piece of work was told to stop.
        }

        options.Notify("STOPPING=1");
        WorkBook.Forget(bank.Context, WorkRecord.Serve);
        voice.Say(ServePriority.Notice, "stopped");
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        bank.Dispose();
        turn?.Dispose();
        turn = null;
        reload.Dispose();
    }

    private BankService Open() => options.Open(text => voice.Warn(text), Beat);

    private void Beat() => options.Notify("WATCHDOG=1");

    private void Work(CancellationToken stop)
    {
        DateTimeOffset now = options.Clock.GetUtcNow();
        // A clock that was stepped back must not keep the bank waiting.
        due = due > now + LongestWait() ? now : due;
        try
        {
            if (now >= due || (failures == 0 && inbox.HasLiens(now)))
            {
                inbox.Looked(now);
                Finish(IsNight(now) ? night.Run(bank, now, _ => Beat(), stop) : Round(stop), now);
            }
            else if (failures == 0 && inbox.HasSegments())
            {
                Drain(stop);
            }
        }
        catch (Exception error) when (error is SlurmBankException or IOException or UnauthorizedAccessException)
        {
            voice.Failed("serve", error is SlurmBankException known ? $"{known.Message} {known.Advice}".TrimEnd() : error.Message);
            Finish(false, now);
        }
    }

    private bool IsNight(DateTimeOffset now) => night.IsDue(bank, now);

    private bool Round(CancellationToken stop)
    {
        BankRound round = bank.Round(new RoundCommand { Enforce = bank.Configuration.Serve.Enforce }, _ => Beat(), stop);
        foreach (RoundStep step in round.Steps)
        {
            if (step.ErrorId.Length > 0)
            {
                voice.Failed(step.Name, step.Error);
                continue;
            }

            voice.Succeeded(step.Name);
            step.Warnings.ToList().ForEach(voice.Warn);
            if (step.Summary.Length > 0)
            {
                voice.Say(ServePriority.Information, $"{step.Name}: {step.Summary}");
            }
        }

        return round.Succeeded;
    }

    private void Drain(CancellationToken stop)
    {
        if (bank.DrainSpool(stop) is SpoolReport report)
        {
            report.Problems.ToList().ForEach(voice.Warn);
            if (report.Charged > 0)
            {
                voice.Say(ServePriority.Information, string.Create(CultureInfo.InvariantCulture, $"spool: {report.Charged} runs charged"));
            }

            inbox.Drained(report);
        }
    }

    /// <summary>After work: the next time, sooner after a first failure and later after each further one; the sign of life; the status.</summary>
    private void Finish(bool succeeded, DateTimeOffset now)
    {
        failures = succeeded ? 0 : failures + 1;
        TimeSpan wait = succeeded ? Interval : Retry();
        due = options.Clock.GetUtcNow() + wait;
        voice.EndRound();
        if (succeeded)
        {
            voice.Succeeded("serve");
        }
        else
        {
            // A connection that met a full or vanished disk is not trusted again.
            bank.Context.CloseLedger();
        }

        WorkBook.Note(bank.Context, WorkRecord.Serve, string.Empty, string.Empty);
        string state = succeeded ? "working" : string.Create(CultureInfo.InvariantCulture, $"in trouble, {failures} times in a row");
        options.Notify(string.Create(CultureInfo.InvariantCulture, $"STATUS={state}; last round {now:yyyy-MM-dd HH:mm:ss}Z, next in {wait.TotalSeconds:0} s"));
    }

    private TimeSpan Retry()
    {
        TimeSpan first = Interval < FirstRetry ? Interval : FirstRetry;
        TimeSpan wait = first * Math.Pow(2, Math.Min(failures - 1, 16));
        TimeSpan most = Interval > LongestRetry ? Interval : LongestRetry;
        return wait > most ? most : wait;
    }

    private TimeSpan LongestWait() => Interval > LongestRetry ? Interval : LongestRetry;

    /// <summary>Reads the configuration again. One with errors, or of another ledger, is refused, and the old one stays in force.</summary>
    private void Exchange()
    {
        options.Notify(string.Create(CultureInfo.InvariantCulture, $"RELOADING=1\nMONOTONIC_USEC={Environment.TickCount64 * 1000}"));
        try
        {
            BankService next = Open();
            if (next.LedgerPath != bank.LedgerPath)
            {
                string path = next.LedgerPath;
                next.Dispose();
                throw new Ledger.InvalidRequestException($"The configuration names another ledger, '{path}'.", "Restart the service for that.");
            }

            bank.Dispose();
            bank = next;
            inbox = new ServeInbox(bank.Configuration);
            due = options.Clock.GetUtcNow();
            failures = 0;
            voice.Say(ServePriority.Notice, "the configuration was read again and is in force");
        }
        catch (SlurmBankException error)
        {
            voice.Say(ServePriority.Error, $"the configuration was refused, the old one stays in force: {error.Message} {error.Advice}".TrimEnd());
        }

        options.Notify("READY=1");
    }
}
