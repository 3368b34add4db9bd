using System;
using System.Collections.Generic;
using System.Linq;
using SlurmBank.Bank.Tests.Doubles;
using SlurmBank.Bank.Tests.Support;
using SlurmBank.Engine;
using SlurmBank.Ledger;

namespace SlurmBank.Bank.Tests.Moving;

/// <summary>A bank with some of everything that a ledger can hold, chosen at random.</summary>
internal static class RandomLedger
{
    private static readonly string[] Accounts = ["bio", "chem", "phys-x", "ünïcode-no"];
    private static readonly string[] Reasons = ["plain", "", "two\nlines\r\nand \\ \"quotes\", commas", "a NUL \0 and a tab\t", "π € 😀 </script>", "'; DROP TABLE entry; --", "=cmd|' /C calc'!A0"];

    internal static TestBank Make(Random random, int steps = 60)
    {
        TestBank bank = TestBank.Opened();
        var jobs = new List<JobRow>();
        for (int i = 0; i < steps; i++)
        {
            bank.Clock.Seconds += random.Next(0, 7200);
            try
            {
                Step(bank, random, jobs, i);
            }
            catch (SlurmBankException)
            {
                // Refused, as it should be: there was nothing to take from, or the window is over.
            }
        }

        bank.AssertSound();
        return bank;
    }

    private static void Step(TestBank bank, Random random, List<JobRow> jobs, int i)
    {
        string account = Accounts[random.Next(3)];
        string reason = Reasons[random.Next(Reasons.Length)];
        string? reference = random.Next(3) == 0 ? null : $"R-{i}";
        var amount = ServiceUnits.FromUnits(random.NextInt64(1, 50_000_000));
        long[] allocations = [.. bank.Service.Allocations([]).Select(a => a.AllocationId)];
        long some = allocations.Length == 0 ? 0 : allocations[random.Next(allocations.Length)];
        switch (random.Next(11))
        {
            case 0 or 1 or 2:
                bank.Service.Grant(new GrantCommand
                {
                    Account = account,
                    Amount = amount,
                    StartDate = TestBank.At(TestBank.Open - random.Next(0, 100_000)),
                    EndDate = random.Next(2) == 0 ? null : TestBank.At(bank.Clock.Seconds + random.Next(1, 400_000)),
                    Currency = random.Next(5) == 0 ? "GPUh" : null,
                    Kind = random.Next(2) == 0 ? "grant" : "floating",
                    Scope = random.Next(3) == 0 ? new AllocationScope(["lab"], ["cpu", "gpu"], [], ["ann"]) : AllocationScope.Everything,
                    Reference = reference,
                    Reason = reason,
                });
                break;
            case 3:
                bank.Service.Deposit(new DepositCommand { Account = account, Amount = amount, AllocationId = some, Reference = reference, Reason = reason });
                break;
            case 4:
                bank.Service.Transfer(new TransferCommand { Account = account, ToAccount = Accounts[random.Next(3)], Amount = ServiceUnits.FromUnits(random.Next(1, 1000)), Reference = reference, Reason = reason });
                break;
            case 5:
                bank.Service.SetAccount(new AccountChange { Account = account, CreditLimit = amount, Mode = (AccountMode)random.Next(3), Reason = reason });
                break;
            case 6:
                bank.Service.Undo(new UndoCommand { Seq = random.Next(1, i + 2), Reason = reason });
                break;
            case 7:
                bank.Service.SetAllocation(new TermsCommand { AllocationId = some, Priority = random.Next(300), EndDate = TestBank.At(bank.Clock.Seconds + random.Next(1, 100_000)), Reason = reason });
                break;
            case 8 when jobs.Count > 0:
                bank.Service.Refund(new RefundCommand { JobIds = [jobs[random.Next(jobs.Count)].Job.ToString(System.Globalization.CultureInfo.InvariantCulture)], Reason = reason, Reference = reference });
                break;
            default:
                long start = bank.Clock.Seconds - random.Next(1, 5000);
                jobs.Add(JobRow.Run(1000 + i, start, random.Next(1, 4000), random.Next(0, 40), account) with { User = random.Next(2) == 0 ? "ann" : "bob", Partition = random.Next(8) == 0 ? "nowhere" : "cpu" });
                bank.Slurm.Jobs([.. jobs]);
                bank.Slurm.Queue(random.Next(2) == 0 ? [QueueRow.Running(5000 + i, start, account), new QueueRow(6000 + i, start) { Account = account }] : []);
                bank.Clock.Seconds += 5000;
                bank.Sync();
                break;
        }
    }
}
