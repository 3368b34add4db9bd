using System;
using SlurmBank.Bank;

// Four clusters side by side: their tests wait more than they compute.
[assembly: CollectionBehavior(MaxParallelThreads = 4)]

namespace SlurmBank.Cluster.Tests;

/// <summary>The bank's verbs in a process of their own, for a test to kill: <c>sync CONFIG</c>, <c>enforce CONFIG</c>.</summary>
internal static class Child
{
    public static int Main(string[] arguments)
    {
        if (arguments.Length != 2)
        {
            Console.Error.WriteLine("these are tests; run them with dotnet test");
            return 2;
        }

        using BankService bank = TestBank.Open(arguments[1]);
        _ = arguments[0] == "sync" ? bank.Sync(new SyncCommand()).Count : bank.SyncHolds(new EnforceCommand { Force = true }).Count;
        return 0;
    }
}
