using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using SlurmBank.Engine;
using SlurmBank.Engine.Decisions;

namespace SlurmBank.Native.Tests;

/// <summary>Errors, limits, loads beside calls, and memory.</summary>
[Collection(OneStateDefinition.Name)]
public sealed unsafe class ContractTests
{
    [NativeFact]
    public void The_version_is_the_contracts()
    {
        using Arena arena = new();
        NativeBuffer* text = arena.Buffer(64);

        Assert.Equal(((int)Abi.Version, Code.Ok), (Library.AbiVersion(), Library.Version(text)));
        Assert.Equal(typeof(Exports).Assembly.GetName().Version!.ToString(3), Arena.Read(text));
        Assert.Equal(Code.Truncated, Library.Version(arena.Buffer(3)));
        Assert.Equal(Code.Argument, Library.Version(null));
    }

    public static TheoryData<string, int> Requests() => new()
    {
        { "good", Code.Ok },
        { "array=x", Code.Text },
        { "array=5-1", Code.Text },
        { "array=1-4000001", Code.Text },
        { "tres=gres:gpu:two:x:y:", Code.Text },
        { "tres=,", Code.Text },
        { "tres=gres:gpu:\u0001", Code.Text },
        { "licenses=a b", Code.Text },
        { "required=n[1-", Code.Text },
        { "excluded=n[1-999999999]", Code.Text },
        { "partition=nope", Code.NoPartition },
        { "partition=", Code.Ok },
        { "partition=unpriced", Code.NoPrice },
        { "partition=cpu,unpriced", Code.NoPrice },
        { "partition=,,,cpu", Code.Ok },
        { "memory", Code.Range },
        { "long", Code.Range },
        { "null", Code.Range },
        { "version", Code.Struct },
        { "short", Code.Struct },
        { "most", Code.NoPrice },
        { "many", Code.Overflow },
        { "qos=\ud83d\ude00", Code.Ok },
    };

    [NativeTheory]
    [MemberData(nameof(Requests))]
    public void A_request_that_cannot_be_priced_has_its_code(string what, int expected)
    {
        Site.Load(string.Empty, Site.Tariff(), Site.Lab);
        using Arena arena = new();
        NativeRequest* request = arena.Requests();
        request->TimeLimit = 60;
        Spoil(arena, request, what);
        NativeQuote* quote = arena.New<NativeQuote>();
        quote->Upper = 77;

        Assert.Equal(expected, Library.Price(request, 1, quote));
        Assert.True(expected == Code.Ok ? quote->Upper > 0 : expected == Code.Struct || quote->Upper == 0);
        PriceReason reason = what == "most" ? PriceReason.Overflow : expected == Code.NoPrice ? PriceReason.UnlistedPartition : PriceReason.Priced;
        Assert.Equal((uint)reason, quote->Reason);
    }

    [NativeFact]
    public void Pointers_counts_and_structs_are_looked_at()
    {
        using Arena arena = new();
        NativeRequest* request = arena.Requests();
        NativeQuote* quote = arena.New<NativeQuote>();

        Assert.Equal(Code.Argument, Library.Price(null, 1, quote));
        Assert.Equal(Code.Argument, Library.Price(request, 1, null));
        Assert.Equal(Code.Argument, Library.Price(request, 0, quote));
        Assert.Equal(Code.Argument, Library.Price(request, 129, quote));
        quote->Header.Size--;
        Assert.Equal(Code.Struct, Library.Price(request, 1, quote));
        Assert.Equal((Code.Argument, Code.Argument), (Library.Load(null, null, null), Library.Loaded(null)));
        Assert.Equal((Code.Argument, Code.Argument, Code.Argument), (Library.Settings(null), Library.Decide(null, null, null), Library.PriceRun(null, null)));
        NativeBuffer* buffer = arena.Buffer(8);
        buffer->Data = null;
        NativeLoadInput* input = arena.New<NativeLoadInput>();
        NativeLoadResult* result = arena.New<NativeLoadResult>();
        Assert.Equal(Code.Argument, Library.Load(input, result, buffer));
    }

    [NativeTheory]
    [InlineData("[gate]\npolicy = 'perhaps'", null, null)]
    [InlineData("[", null, null)]
    [InlineData(null, "slurmbank-tariff\t1\n", null)]
    [InlineData(null, null, "slurmbank-facts\t2\n")]
    [InlineData("", null, "slurmbank-facts\t1\nwhat\tever\n")]
    [InlineData("", "", "")]
    public void A_load_with_an_error_changes_nothing(string? configuration, string? tariff, string? facts)
    {
        ulong before = Site.Load("[gate]\nmax_snapshot_age = '7m'", Site.Tariff(), Site.Lab);
        using Arena arena = new();
        NativeLoadInput* input = arena.New<NativeLoadInput>();
        NativeLoadResult* result = arena.New<NativeLoadResult>();
        NativeBuffer* message = arena.Buffer(4096);
        input->Configuration = arena.Text(configuration);
        input->Tariff = arena.Text(tariff);
        input->Facts = arena.Text(facts);

        Assert.Equal(Code.Input, Library.Load(input, result, message));
        Assert.True(result->Errors > 0 && result->Generation == before && Arena.Read(message).Length > 0);
        NativeSettings* settings = arena.New<NativeSettings>();
        Assert.Equal((Code.Ok, 420L, before), (Library.Settings(settings), settings->MaxSnapshotAge, settings->Generation));
    }

    [NativeTheory]
    [InlineData("gate.snapshot", Code.Ok, "/var/lib/slurmbank/gate.snapshot")]
    [InlineData("gate.journal", Code.Ok, "/j")]
    [InlineData("site.contact", Code.Ok, "ask \"us\"")]
    [InlineData("gate.admin_comment", Code.Ok, "false")]
    [InlineData("enforce.exempt", Code.Ok, "[\"root\"]")]
    [InlineData("gate.nothing", Code.NoSetting, "")]
    [InlineData("", Code.NoSetting, "")]
    public void A_setting_is_read_by_its_name(string name, int code, string value)
    {
        Site.Load("[gate]\njournal = '/j'\nadmin_comment = false\n[site]\ncontact = 'ask \"us\"'\n[enforce]\nexempt = ['root']", null, null);
        using Arena arena = new();
        NativeBuffer* buffer = arena.Buffer(128);

        Assert.Equal((code, value), (Library.Setting(arena.Text(name), buffer), Arena.Read(buffer)));
    }

    [NativeFact]
    public void Texts_that_do_not_fit_are_cut_at_a_character()
    {
        Site.Load("[site]\ncontact = 'ééééé'", null, null);
        using Arena arena = new();
        NativeBuffer* buffer = arena.Buffer(6);

        Assert.Equal((Code.Truncated, "éé", 10u), (Library.Setting(arena.Text("site.contact"), buffer), Arena.Read(buffer), buffer->Length));
        Span<byte> room = stackalloc byte[8];
        Memory.Write("éééééé", room);
        Assert.Equal("éé...\0", Encoding.UTF8.GetString(room)[..6]);
    }

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

        long allocated = 0;
        for (int round = 0; round < 2_000; round++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            Workspace work = Workspace.Take();
            int code = Deciding.Decide(state, work, input, decision, text);
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

    private static void Spoil(Arena arena, NativeRequest* request, string what)
    {
        NativeText text = arena.Text(what[(what.IndexOf('=', StringComparison.Ordinal) + 1)..]);
        switch (what.Split('=')[0])
        {
            case "array": request->Array = text; break;
            case "tres": request->TresPerNode = text; break;
            case "licenses": request->Licenses = text; break;
            case "required": request->RequiredNodes = text; break;
            case "excluded": request->ExcludedNodes = text; break;
            case "partition": request->Partition = text; break;
            case "qos": request->Qos = text; break;
            case "memory": request->Memory = (1UL << 50) + 1; break;
            case "long": request->Qos = arena.Text(new string('x', 65537)); break;
            case "null": request->Qos = new NativeText { Length = 1 }; break;
            case "version": request->Header.Version = 2; break;
            case "short": request->Header.Size--; break;
            case "many":
                (request->MinCpus, request->Tasks, request->TimeLimit) = (65535, 65535, 1_000_000);
                (request->Partition, request->ArrayTasks) = (arena.Text("dark"), 0xfffffff0);
                break;
            case "most":
                (request->MinCpus, request->Tasks, request->CpusPerTask) = (0xfffffff0, 0xfffffff0, 0xfffffff0);
                (request->TimeLimit, request->Partition, request->ArrayTasks) = (0xfffffff0, arena.Text("dark"), 0xfffffff0);
                break;
        }
    }
}
