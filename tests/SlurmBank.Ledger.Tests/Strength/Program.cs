using System;
using System.Globalization;
using SlurmBank.Engine;
using SlurmBank.Ledger.Sqlite;
using SlurmBank.Ledger.Tests.Support;

namespace SlurmBank.Ledger.Tests.Strength;

/// <summary>What the tests run as processes of their own.</summary>
internal static class Program
{
    private static int Main(string[] arguments)
    {
        try
        {
            switch (arguments[0])
            {
                case "work":
                    Work(arguments[1], Number(arguments[2]));
                    break;
                case "compete":
                    Competitor.Run(arguments[1], Number(arguments[2]), Number(arguments[3]), Number(arguments[4]));
                    break;
                case "write":
                    using (ILedgerStore store = SqliteLedgerStore.Open(arguments[1], TimeSpan.FromSeconds(2)))
                    using (ILedgerTransaction write = store.Write())
                    {
                        write.PutProperty("written", "yes");
                        write.Commit();
                    }

                    break;
                case "read":
                    using (ILedgerStore store = SqliteLedgerStore.Open(arguments[1]))
                    using (ILedgerReader reader = store.Read())
                    {
                        Console.WriteLine(reader.Property("written") ?? "nothing");
                    }

                    break;
                default:
                    throw new ArgumentException(arguments[0]);
            }

            Console.WriteLine("done");
            return 0;
        }
        catch (SlurmBankException error)
        {
            Console.WriteLine(error.ErrorId);
            Console.WriteLine(error.Message);
            return 3;
        }
    }

    private static void Work(string path, int batches)
    {
        var clock = new FakeClock();
        using var bank = new BankLedger(SqliteLedgerStore.Open(path), TestLedger.Who, clock);
        Console.WriteLine("ready");
        BatchWork.Continue(bank, clock, batches, () => Console.WriteLine("committed"));
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
