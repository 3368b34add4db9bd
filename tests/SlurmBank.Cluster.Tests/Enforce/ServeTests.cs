using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using SlurmBank.Bank;
using SlurmBank.Engine;

namespace SlurmBank.Cluster.Tests;

/// <summary>The service beside a real Slurm: nobody types a command.</summary>
[Collection("live")]
public sealed class ServeTests(LiveCluster live)
{
    [ClusterFact]
    public void With_the_service_a_job_is_charged_and_an_overdrawn_account_is_held_with_no_other_command()
    {
        using TestBank bank = new TestBank(live.Lab, "[enforce]\nmode = \"enforce\"\nbrake = 1\n[serve]\ninterval = \"2s\"").Opened(live.Opened).Granted("0.00001", "h-serve");
        var said = new List<string>();
        using var stop = new CancellationTokenSource();
        using var server = new BankServer(new ServeOptions
        {
            Open = (warn, beat) => TestBank.Open(bank.ConfigurationPath, onCommand: _ => beat(), onWarning: warn),
            Say = (priority, text) =>
            {
                lock (said)
                {
                    said.Add($"{(int)priority} {text}");
                }
            },
            Notify = _ => { },
        });
        var service = new Thread(() => server.Run(stop.Token));
        service.Start();
        try
        {
            long job = live.Lab.Submit("h-serve", "exec sleep 2", "-t", "1");
            live.Lab.AwaitState(job, "COMPLETED");
            Shell.Await("the charge", 120, () => bank.Balance("h-serve").ChargedUnits > 0, Said);
            Shell.Await("the hold", 120, () => live.Limit("h-serve") == "cpu=0", Said);
            long waiting = live.Lab.Submit("h-serve", "exec true", "-t", "1");
            live.Lab.AwaitState(waiting, "AssocGrpCPURunMinutesLimit");
            Shell.Await("the hold in the ledger", 60, () => bank.Balance("h-serve").Status == "held", Said);
            Assert.Equal(0, bank.Service.Status().Drifting);

            // Somebody lifts the limit behind the bank's back: the service sets it again.
            _ = live.Lab.Run("sacctmgr", "-i", "modify", "account", "h-serve", "set", "GrpTRESRunMins=cpu=-1");
            Shell.Await("the limit again", 120, () => live.Limit("h-serve") == "cpu=0", Said);
            _ = bank.Service.Deposit(new DepositCommand { Account = "h-serve", Amount = ServiceUnits.Parse("100") });
            Shell.Await("the release", 120, () => live.Limit("h-serve").Length == 0, Said);
            Shell.Await("the end of the job that waited", 180, () => live.Lab.StateOf(waiting) is "" or "COMPLETED None", Said);
        }
        finally
        {
            stop.Cancel();
            service.Join();
        }

        Assert.Contains("enforce: hold h-serve", Said(), StringComparison.Ordinal);
        Assert.EndsWith("5 stopped", Said(), StringComparison.Ordinal);
        Assert.True(bank.Service.Verify().IsSound);

        string Said()
        {
            lock (said)
            {
                return string.Join('\n', said);
            }
        }
    }
}
