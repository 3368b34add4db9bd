using System;
using System.Globalization;
using System.Linq;
using SlurmBank.Bank.Tests.Support;
using SlurmBank.Engine;

namespace SlurmBank.Bank.Tests.Strength;

/// <summary>
/// What the tests run as processes of their own: <c>sync CONFIG NOW</c>, <c>grants CONFIG NOW FIRST COUNT</c>,
/// <c>publishes CONFIG NOW COUNT</c>, <c>balance CONFIG NOW ACCOUNT</c>, <c>enforce CONFIG NOW</c>, <c>restore CONFIG NOW BACKUP</c>, <c>serve CONFIG NOW</c>,
/// <c>import CONFIG NOW FILE</c>, <c>rounds CONFIG NOW FIRST MORE</c>.
/// </summary>
internal static class Program
{
    public const long GrantUnits = 1_000;

    private static int Main(string[] arguments)
    {
        try
        {
            if (arguments[0] == "serve")
            {
                return Serve(arguments[1], Number(arguments[2]));
            }

            if (arguments[0] == "rounds")
            {
                return Rounds(arguments[1], new FakeClock(Number(arguments[2])), Number(arguments[3]), Number(arguments[4]));
            }

            using BankService bank = BankService.Open(TestBank.Options(arguments[1], new FakeClock(Number(arguments[2]))) with { OnWarning = text => Console.WriteLine("warning: " + text) });
            Run(bank, arguments[0], arguments[3..]);
        }
        catch (SlurmBankException error)
        {
            Console.WriteLine(error.ErrorId);
            Console.WriteLine(error.Message);
            return 3;
        }

        // Said last: closing the bank publishes, and that may warn.
        Console.WriteLine("done");
        return 0;
    }

    private static void Run(BankService bank, string verb, string[] more)
    {
        switch (verb)
        {
            case "sync":
                bank.Sync(new SyncCommand(), _ => Console.WriteLine("window"));
                break;
            case "enforce":
                bank.SyncHolds(new EnforceCommand { Force = true });
                break;
            case "publishes":
                for (long i = Number(more[0]); i > 0; i--)
                {
                    bank.PublishSnapshot();
                }

                break;
            case "balance":
                Console.WriteLine(bank.Balances([more[0]]).Single().TotalChargedUnits);
                break;
            case "restore":
                Console.WriteLine("restoring");
                bank.Restore(new RestoreCommand { Path = more[0], Force = true });
                break;
            case "import":
                Console.WriteLine("importing");
                bank.Import(new ImportCommand { Paths = [more[0]] });
                break;
            case "grants":
                Grant(bank, Number(more[0]), Number(more[1]));
                break;
            default:
                throw new ArgumentException(verb);
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
        Amount = ServiceUnits.FromUnits(GrantUnits),
        StartDate = TestBank.At(TestBank.Open),
        Reference = reference,
    });

    /// <summary>The service until SIGTERM, by a clock that goes on from the one given.</summary>
    private static int Serve(string configuration, long now)
    {
        using var stop = new System.Threading.CancellationTokenSource();
        using var signal = System.Runtime.InteropServices.PosixSignalRegistration.Create(System.Runtime.InteropServices.PosixSignal.SIGTERM, s => { s.Cancel = true; stop.Cancel(); });
        var clock = new GoingClock(now);
        using var server = new BankServer(new ServeOptions
        {
            Open = (warn, _) => BankService.Open(TestBank.Options(configuration, clock) with { OnWarning = warn }),
            Say = (priority, text) => Console.WriteLine($"<{(int)priority}>{text}"),
            Notify = _ => { },
            Clock = clock,
        });
        server.Run(stop.Token);
        return 0;
    }

    /// <summary>Rounds of the service a minute apart; prints what memory holds after the first of them, and after some more.</summary>
    private static int Rounds(string configuration, FakeClock clock, long first, long more)
    {
        using BankService bank = BankService.Open(TestBank.Options(configuration, clock));
        long before = Held(first);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{before} {Held(more)}"));
        return 0;

        long Held(long rounds)
        {
            for (; rounds > 0; rounds--)
            {
                clock.Seconds += 60;
                if (!bank.Round(new RoundCommand()).Succeeded)
                {
                    throw new InvalidOperationException("a round failed");
                }
            }

            GC.Collect();
            GC.WaitForPendingFinalizers();
            return GC.GetTotalMemory(forceFullCollection: true);
        }
    }

    private sealed class GoingClock(long start) : TimeProvider
    {
        private readonly DateTimeOffset began = DateTimeOffset.UtcNow;

        public override DateTimeOffset GetUtcNow() => DateTimeOffset.FromUnixTimeSeconds(start) + (DateTimeOffset.UtcNow - began);
    }

    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);
}
