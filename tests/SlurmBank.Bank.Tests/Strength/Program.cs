using System;
using System.Globalization;
using SlurmBank.Bank.Tests.Support;
using SlurmBank.Engine;

namespace SlurmBank.Bank.Tests.Strength;

/// <summary>What the tests run as processes of their own: <c>sync CONFIG NOW</c>, <c>grants CONFIG NOW FIRST COUNT</c>, <c>publish CONFIG NOW</c>.</summary>
internal static class Program
{
    private static int Main(string[] arguments)
    {
        try
        {
            using BankService bank = BankService.Open(TestBank.Options(arguments[1], new FakeClock(Number(arguments[2]))) with { OnWarning = text => Console.WriteLine("warning: " + text) });
            switch (arguments[0])
            {
                case "sync":
                    bank.Sync(new SyncCommand(), _ => Console.WriteLine("window"));
                    break;
                case "publish":
                    bank.PublishSnapshot();
                    break;
                case "grants":
                    Grant(bank, Number(arguments[3]), Number(arguments[4]));
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

    /// <summary>Grants with references of their own, and one that all processes make.</summary>
    private static void Grant(BankService bank, long first, long count)
    {
        for (long i = first; i < first + count; i++)
        {
            Grant(bank, i.ToString(CultureInfo.InvariantCulture));
            Grant(bank, "shared");
        }
    }

    private static void Grant(BankService bank, string reference) => bank.Grant(new GrantCommand
    {
        Account = "bio",
        Amount = ServiceUnits.FromUnits(1_000),
        StartDate = TestBank.At(TestBank.Open),
        Reference = reference,
    });

    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);
}
