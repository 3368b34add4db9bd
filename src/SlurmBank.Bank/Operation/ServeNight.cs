using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using SlurmBank.Engine;
using SlurmBank.Engine.Configuration;
using SlurmBank.Ledger;

namespace SlurmBank.Bank;

/// <summary>The night's work: the re-read, the verification, the backup. What was done this night is not done again because another part failed.</summary>
internal sealed class ServeNight
{
    private readonly ServeVoice voice;
    private readonly HashSet<string> done = [];
    private DateTimeOffset? last;

    internal ServeNight(ServeVoice voice) => this.voice = voice;

    /// <summary>Whether it is time. A service on a new ledger waits for its first night.</summary>
    internal bool IsDue(BankService bank, DateTimeOffset now)
    {
        last ??= LastNight(bank) ?? now;
        last = last > now ? now : last;
        return now >= NightPlan.Next(last.Value, bank.Configuration.Serve.NightlyTime, bank.Zone);
    }

    /// <summary>Does what is left of it; answers whether all is done.</summary>
    internal bool Run(BankService bank, DateTimeOffset now, Action<BankProgress> progress, CancellationToken stop)
    {
        ServeSettings settings = bank.Configuration.Serve;
        bool whole = Part("the night's sync", () => Sync(bank, settings, progress, stop));
        whole &= !settings.Verify || Part("the night's verification", () => Verify(bank, progress, stop));
        whole &= settings.BackupFolder.Length == 0 || Part("the night's backup", () => Backup(bank, settings, progress, stop));
        if (whole)
        {
            last = now;
            done.Clear();
            WorkBook.Note(bank.Context, WorkRecord.Night, string.Empty, string.Empty);
        }

        return whole;
    }

    private static DateTimeOffset? LastNight(BankService bank)
    {
        using LedgerView view = bank.Context.Ledger.Read();
        return WorkRecord.Read(view.Reader, WorkRecord.Night).Succeeded is long seconds ? DateTimeOffset.FromUnixTimeSeconds(seconds) : null;
    }

    private bool Part(string name, Func<string> work)
    {
        if (done.Contains(name))
        {
            return true;
        }

        string problem;
        try
        {
            problem = work();
        }
        catch (Exception error) when (error is SlurmBankException or IOException or UnauthorizedAccessException)
        {
            problem = error is SlurmBankException known ? $"{known.Message} {known.Advice}".TrimEnd() : error.Message;
        }

        if (problem.Length > 0)
        {
            voice.Failed(name, problem);
            return false;
        }

        voice.Succeeded(name);
        _ = done.Add(name);
        return true;
    }

    private string Sync(BankService bank, ServeSettings settings, Action<BankProgress> progress, CancellationToken stop)
    {
        BankRound round = bank.Round(new RoundCommand { Nightly = true, Enforce = settings.Enforce }, progress, stop);
        round.Steps.SelectMany(s => s.Warnings).ToList().ForEach(voice.Warn);
        return round.Steps.FirstOrDefault(s => s.ErrorId.Length > 0)?.Error ?? string.Empty;
    }

    private string Verify(BankService bank, Action<BankProgress> progress, CancellationToken stop)
    {
        LedgerCheck check = bank.Verify(progress, stop);
        // Said each night, to a log that may lie on another machine: see about the chain's head in docs/architecture.md.
        voice.Say(ServePriority.Notice, $"verified {check.Entries} entries: {(check.IsSound ? "sound" : "NOT SOUND")}; head {check.HeadSeq} {check.Head}");
        if (!check.IsSound)
        {
            voice.Say(ServePriority.Error, $"the ledger contradicts itself at {check.Findings[0].Place}: {check.Findings[0].Message} {check.Findings[0].Fix}");
        }

        // Looking again this night would find the same.
        return string.Empty;
    }

    private string Backup(BankService bank, ServeSettings settings, Action<BankProgress> progress, CancellationToken stop)
    {
        if (!Directory.Exists(settings.BackupFolder))
        {
            throw new InvalidRequestException($"There is no folder '{settings.BackupFolder}' for backups.", "Make it, or mount what it is on; [serve] backup names it.");
        }

        BackupReport report = bank.Backup(new BackupCommand { Path = settings.BackupFolder }, progress, stop);
        if (!report.IsSound)
        {
            // The older ones are kept: this one is no replacement for them.
            return $"The backup '{report.Path}' contradicts itself: {report.Findings[0].Message}";
        }

        int removed = BackupShelf.Prune(settings.BackupFolder, settings.BackupKeep).Count;
        voice.Say(ServePriority.Information, $"backup {report.Path}, head {report.HeadSeq} {report.Head}{(removed > 0 ? $"; {removed} older removed" : string.Empty)}");
        return string.Empty;
    }
}
