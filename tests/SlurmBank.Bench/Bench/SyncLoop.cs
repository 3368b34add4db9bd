using System;
using System.Diagnostics;
using System.Globalization;
using System.Linq;
using System.Threading.Tasks;
using SlurmBank.Bank;
using SlurmBank.Bench.Lab;
using SlurmBank.Engine;

namespace SlurmBank.Bench;

/// <summary>Syncs one after the other in a process of its own, as cron would start them, until its standard input ends.</summary>
internal sealed class SyncLoop : IDisposable
{
    private readonly Process process;

    /// <summary>Starts it, and waits for the first sync.</summary>
    /// <param name="folder">The folder of the bank.</param>
    /// <param name="pause">Seconds between a sync and the next.</param>
    internal SyncLoop(string folder, int pause = 0)
    {
        process = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, ["sync-loop", folder, pause.ToString(CultureInfo.InvariantCulture)]) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
        if (process.StandardOutput.ReadLine() != "READY")
        {
            throw new InvalidOperationException("the bank could not sync");
        }
    }

    /// <summary>How many syncs were done, the seconds of each on the average, and how many more got no answer; known when it was ended.</summary>
    internal (int Count, double Seconds, int Failed) Done { get; private set; }

    /// <summary>The child.</summary>
    internal static int Run(string folder, string pause)
    {
        using BankService bank = BenchBank.Reopen(folder);
        Task<string> end = Task.Run(Console.In.ReadToEnd);
        int count = 0, failed = 0;
        long start = Stopwatch.GetTimestamp();
        TimeSpan wait = TimeSpan.FromSeconds(int.Parse(pause, CultureInfo.InvariantCulture));
        while (!end.IsCompleted)
        {
            if (!TrySync(bank))
            {
                failed++;
            }
            else if (count++ == 0)
            {
                Console.WriteLine("READY");
                start = Stopwatch.GetTimestamp();
            }

            _ = end.Wait(wait);
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{count - 1} {Stopwatch.GetElapsedTime(start).TotalSeconds / Math.Max(1, count - 1)} {failed}"));
        return 0;
    }

    /// <summary>A busy slurmctld may not answer in time: then cron's next sync does it.</summary>
    private static bool TrySync(BankService bank)
    {
        try
        {
            _ = bank.Sync(new SyncCommand()).Single();
            return true;
        }
        catch (SlurmBankException error)
        {
            Console.Error.WriteLine(error.Message);
            return false;
        }
    }

    /// <summary>Lets the sync that runs end, and stops.</summary>
    internal void End()
    {
        if (process.HasExited)
        {
            return;
        }

        process.StandardInput.Close();
        string[] words = process.StandardOutput.ReadToEnd().Split(' ', StringSplitOptions.TrimEntries);
        process.WaitForExit();
        if (words.Length == 3)
        {
            Done = (int.Parse(words[0], CultureInfo.InvariantCulture), double.Parse(words[1], CultureInfo.InvariantCulture), int.Parse(words[2], CultureInfo.InvariantCulture));
        }
    }

    public void Dispose()
    {
        End();
        process.Dispose();
    }
}
