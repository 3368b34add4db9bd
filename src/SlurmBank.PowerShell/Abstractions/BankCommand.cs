using System;
using System.Collections.Generic;
using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Management.Automation;
using System.Threading;
using SlurmBank.Bank;
using SlurmBank.PowerShell.Internal;

namespace SlurmBank.PowerShell.Abstractions;

/// <summary>What the cmdlets share: the bank, opened when it is first needed, cancellation, messages, and one way of reporting errors.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class BankCommand : PSCmdlet, IDisposable
{
    private readonly CancellationTokenSource stopping = new();
    private readonly VerbThread verbs;
    private readonly ThrottledProgress progressShown;
    private BankService? bank;
    private string? watched;

    private protected BankCommand()
    {
        verbs = new VerbThread(Show, stopping);
        progressShown = new ThrottledProgress(WriteProgress, TimeProvider.System);
    }

    /// <summary>The configuration's file; without it SLURMBANK_CONFIG, else /etc/slurm/bank-config.toml.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? ConfigurationPath { get; set; }

    /// <summary>The bank; it is opened at the first use.</summary>
    private protected BankService Bank => bank ??= BankDoor.Open(Resolve(ConfigurationPath), Resolve(LedgerFile), verbs.Post, stopping.Token);

    /// <summary>The ledger's file where it was named; null for the one that the configuration names.</summary>
    private protected virtual string? LedgerFile => null;

    /// <summary>Ends what runs when the pipeline is stopped.</summary>
    private protected CancellationToken Cancellation => stopping.Token;

    /// <summary>Cancels what runs; nothing else.</summary>
    protected sealed override void StopProcessing() => stopping.Cancel();

    /// <summary>Closes the bank.</summary>
    protected override void EndProcessing()
    {
        verbs.Drain();
        progressShown.End();
        Dispose();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        bank?.Dispose();
        bank = null;
        verbs.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Runs a verb that may take long, showing its messages meanwhile.</summary>
    private protected T Run<T>(Func<CancellationToken, T> verb)
    {
        // Opened here, because a relative path is the pipeline's.
        _ = Bank;
        return verbs.Run(verb);
    }

    /// <summary>Runs a verb that opens a bank of its own, showing its messages meanwhile.</summary>
    private protected T RunApart<T>(string activity, Func<BankOptions, CancellationToken, T> verb)
    {
        BankOptions options = BankDoor.Options(null, null, verbs.Post, stopping.Token);
        return Watch(activity, () => verbs.Run(cancellation => verb(options, cancellation)));
    }

    /// <summary>Runs a verb that tells how far it has come, and shows that.</summary>
    private protected T RunWithProgress<T>(string activity, Func<Action<BankProgress>, CancellationToken, T> verb)
    {
        try
        {
            return Run(cancellation => verb(verbs.Post, cancellation));
        }
        finally
        {
            verbs.Post(EndOfWork.Mark);
        }
    }

    /// <summary>Runs a verb that asks Slurm much, and shows which of its commands was run last.</summary>
    private protected T RunWatched<T>(string activity, Func<CancellationToken, T> verb) => Watch(activity, () => Run(verb));

    private T Watch<T>(string activity, Func<T> work)
    {
        watched = activity;
        try
        {
            return work();
        }
        finally
        {
            watched = null;
            progressShown.End();
        }
    }

    /// <summary>Shows how far a work of many parts is; on the pipeline's thread.</summary>
    private protected void ShowProgress(string activity, string status, int percent = -1) => progressShown.Show(activity, status, percent);

    /// <summary>
    /// Calls a verb and reports its error without stopping the rest of the pipeline, unless the rest would fail in the same way.
    /// Nothing is written inside, so that an error of a cmdlet further down is never taken for the verb's.
    /// </summary>
    /// <param name="target">What the verb is about, for the error.</param>
    /// <param name="verb">The verb.</param>
    /// <param name="result">Its answer.</param>
    private protected bool Try<T>(object? target, Func<T> verb, [MaybeNullWhen(false)] out T result)
    {
        result = default;
        try
        {
            result = verb();
            return true;
        }
        catch (Exception error) when (error is PipelineStoppedException or FlowControlException or ActionPreferenceStopException)
        {
            throw;
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            throw new PipelineStoppedException();
        }
        catch (Exception error)
        {
            Report(error, target);
            return false;
        }
        finally
        {
            verbs.Drain();
        }
    }

    /// <summary>Writes what a verb finds, as it is found.</summary>
    /// <param name="target">What the verb is about, for the error.</param>
    /// <param name="verb">The verb.</param>
    private protected void WriteEach<T>(object? target, Func<IEnumerable<T>> verb) => TryEach(target, verb, found => WriteObject(found));

    /// <summary>Takes what a verb finds, as it is found.</summary>
    /// <param name="target">What the verb is about, for the error.</param>
    /// <param name="verb">The verb.</param>
    /// <param name="take">Takes one.</param>
    /// <returns>True where all was found without an error.</returns>
    private protected bool TryEach<T>(object? target, Func<IEnumerable<T>> verb, Action<T> take)
    {
        if (!Try<IEnumerator<T>>(target, () => verb().GetEnumerator(), out IEnumerator<T>? found))
        {
            return false;
        }

        using (found)
        {
            while (Try(target, found.MoveNext, out bool more))
            {
                if (!more)
                {
                    return true;
                }

                take(found.Current);
            }
        }

        return false;
    }

    /// <summary>Writes the record of an error; ends the pipeline where the rest of it would fail in the same way.</summary>
    private void Report(Exception error, object? target)
    {
        ErrorRecord record = BankErrors.ToRecord(error, CurrentTarget(error) ?? target);
        if (BankErrors.EndsPipeline(error))
        {
            ThrowTerminatingError(record);
        }

        WriteError(record);
    }

    /// <summary>Posted when a work that tells how far it has come is over.</summary>
    private sealed class EndOfWork
    {
        internal static readonly EndOfWork Mark = new();
    }

    /// <summary>The file system's path of a path as the person wrote it.</summary>
    private protected string? Resolve(string? path) => path is null ? null : GetUnresolvedProviderPathFromPSPath(path);

    private object? CurrentTarget(Exception error) =>
        error is Ledger.LedgerUnavailableException ? (object?)Resolve(LedgerFile) ?? bank?.LedgerPath : null;

    private void Show(object message)
    {
        switch (message)
        {
            case BankWarning warning:
                WriteWarning(warning.Text);
                break;
            case BankProgress progress:
                progressShown.Show(progress.Activity, progress.Status, progress.Percent);
                break;
            case EndOfWork:
                progressShown.End();
                break;
            default:
                string text = message.ToString() ?? string.Empty;
                WriteVerbose(text);
                if (watched is not null)
                {
                    progressShown.Show(watched, text, -1);
                }

                break;
        }
    }
}
