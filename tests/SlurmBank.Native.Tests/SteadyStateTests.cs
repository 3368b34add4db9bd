using System;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using SlurmBank.Engine;
using SlurmBank.Engine.Decisions;

namespace SlurmBank.Native.Tests;

/// <summary>Loads beside calls, and memory.</summary>
[Collection(OneStateDefinition.Name)]
public sealed unsafe class SteadyStateTests
{
    [NativeFact]
    public void Readers_never_see_half_of_a_load()
    {
        Tariff[] tariffs = [Site.Tariff(version: 1, factor: "2"), Site.Tariff(version: 2, factor: "3")];
        Site.Load(string.Empty, tariffs[0], Site.Lab);
        using CancellationTokenSource end = new(TimeSpan.FromSeconds(2));
        CancellationToken token = end.Token;
        Task<long>[] readers = [.. Enumerable.Range(0, 4).Select(_ => Task.Factory.StartNew(() => PriceUntil(token), token, TaskCreationOptions.LongRunning, TaskScheduler.Default))];
        int loads = 0;
        while (!end.IsCancellationRequested)
        {
            Site.Load(null, tariffs[++loads % 2], loads % 3 == 0 ? Site.Lab : null);
        }

        Assert.All(readers, reader => Assert.True(reader.GetAwaiter().GetResult() > 0));
        Assert.True(loads > 2);
    }

    [Fact]
    public void Nothing_is_allocated_once_the_rooms_are_there()
    {
        PricingBasis basis = new(new ClusterShape(Site.Lab), Site.Tariff(), 2_592_000, RefusesUnlimited: false);
        EngineState state = EngineState.Replace(new Engine.Configuration.BankConfiguration { Site = new() { Contact = "help@site" }, Gate = new() { Policy = Engine.Configuration.GatePolicy.Enforce } }, basis.Tariff, basis.Cluster);
        using Arena arena = new();
        NativeRequest* requests = arena.Requests(3);
        requests[0].Partition = arena.Text("cpu,gpu,whole");
        requests[0].TresPerNode = arena.Text("gres:gpu:a100:2,gres:craynetwork:1");
        requests[0].Array = arena.Text("1-100,200-300:2%5");
        requests[0].Licenses = arena.Text("ansys:2|matlab");
        requests[1].Memory = 4096 | Abi.MemoryPerCpu;
        requests[1].Qos = arena.Text("high");
        requests[1].TresPerTask = arena.Text("gres/gpu:1");
        (requests[1].Tasks, requests[1].MinCpus, requests[2].TimeLimit) = (7, 7, 60);
        requests[2].Features = arena.Text("big");
        // Lists that do not ascend, name things twice, or say them in a longer way.
        requests[1].RequiredNodes = arena.Text("g[2,1],g1");
        requests[2].ExcludedNodes = arena.Text("c[002-003],c3,zz[1-2]x[08-11]");
        NativeFunds* funds = arena.New<NativeFunds>();
        funds->Account = arena.Text("physics");
        NativeDecisionInput* input = arena.New<NativeDecisionInput>();
        input->Requests = requests;
        input->Count = 3;
        input->Funds = funds;
        NativeDecision* decision = arena.New<NativeDecision>();
        Arena.Begin(&decision->Quote);
        NativeBuffer* text = arena.Buffer(4096);
        NativeRun* run = arena.New<NativeRun>();
        (run->Partition, run->State, run->Allocated, run->Seconds) = (arena.Text("cpu"), arena.Text("COMPLETED"), arena.Text("cpu=4,mem=8G"), 100);
        NativeCost* cost = arena.New<NativeCost>();

        NativeText[] arrays = [.. new[] { "1-100,200-300:2%5", "9,1-5,3-20:2,7%3", "[30-40:5,1-3]%2", "17_[5-9,1]", "20000-20001,1-20001:3" }.Select(arena.Text)];
        long allocated = 0;
        for (int round = 0; round < 2_000; round++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            Workspace work = Workspace.Take();
            int code = Deciding.Decide(state, work, input, decision, text);
            requests[0].Array = arrays[round % arrays.Length];
            Pricing.Run(state, work, run, cost, out int cost0);
            work.GiveBack();
            allocated += round < 500 ? 0 : GC.GetAllocatedBytesForCurrentThread() - before;
            Assert.True((code, cost0, decision->Action) == (Code.Ok, Code.Ok, Decision.Refuse), $"{code} {cost0} {decision->Action} {decision->PriceCode}");
        }

        Assert.Equal(0, allocated);
    }

    private static long PriceUntil(CancellationToken end)
    {
        using Arena arena = new();
        NativeRequest* request = arena.Requests();
        (request->TimeLimit, request->Qos) = (60, arena.Text("high"));
        NativeQuote* quote = arena.New<NativeQuote>();
        ulong last = 0;
        for (long calls = 0; ; calls++)
        {
            int code = Library.Price(request, 1, quote);
            bool whole = code == Code.Ok && quote->Upper == (quote->TariffVersion == 1 ? 4 : 6) * ServiceUnits.UnitsPerServiceUnit && quote->Generation >= last;
            Assert.True(whole, $"{code} {quote->Upper} {quote->TariffVersion} {quote->Generation} after {last}");
            last = quote->Generation;
            if (end.IsCancellationRequested)
            {
                return calls;
            }
        }
    }
}
