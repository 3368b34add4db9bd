using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using SlurmBank.Engine;
using SlurmBank.Engine.Decisions;
using SlurmBank.Engine.Requests;

namespace SlurmBank.Native.Tests;

/// <summary>C and C# give the same answer.</summary>
[Collection(OneStateDefinition.Name)]
public sealed unsafe class DifferentialTests
{
    public static TheoryData<string, string, string, string, string> Vectors()
    {
        TheoryData<string, string, string, string, string> rows = [];
        foreach (string line in File.ReadLines(Path.Combine(AppContext.BaseDirectory, "billing.tsv")).Skip(1))
        {
            string[] cells = line.Split('\t');
            rows.Add(cells[0], cells[1], cells[2], cells[3], cells[5]);
        }

        return rows;
    }

    [NativeTheory]
    [MemberData(nameof(Vectors))]
    public void Every_billing_vector_costs_the_same(string id, string weights, string flags, string tres, string stored)
    {
        foreach (string kind in new[] { "billing", "billing-exact" })
        {
            Tariff? tariff = Parse(weights, flags, kind);
            if (tariff is null)
            {
                continue;
            }

            Site.Load(string.Empty, tariff, null);
            using Arena arena = new();
            NativeRun* run = arena.New<NativeRun>();
            NativeCost* cost = arena.New<NativeCost>();
            run->Partition = arena.Text("p");
            run->State = arena.Text("COMPLETED");
            run->Allocated = arena.Text(tres);
            run->Seconds = 3599;
            int code = Library.PriceRun(run, cost);
            bool priced = tariff.Price(new RunUsage { Partition = "p", State = "COMPLETED", AllocTres = tres, WallSeconds = 3599 }, out PriceResult expected);
            Assert.Equal((id, priced ? Code.Ok : Code.NoPrice, expected.Amount.Units, (uint)expected.Reason, expected.ChargedSeconds), (id, code, cost->Amount, cost->Reason, cost->ChargedSeconds));
            // Slurm's own count in AllocTRES goes before the weights.
            if (priced && kind == "billing" && !tres.Contains("billing=", StringComparison.Ordinal))
            {
                Assert.Equal(long.Parse(stored, System.Globalization.CultureInfo.InvariantCulture) * 3599 * 1000, cost->Amount);
            }
        }
    }

    [NativeFact]
    public void Sixty_thousand_random_requests_cost_what_the_resolver_and_the_tariff_say()
    {
        int seed = Environment.TickCount;
        Random random = new(seed);
        RandomRequest requests = new(random);
        foreach (string kind in new[] { "billing", "billing-exact", "partition-price" })
        {
            PricingBasis basis = new(new ClusterShape(Site.Lab), Site.Tariff(kind), 2_592_000, random.Next(2) == 0);
            Site.Load(basis.RefusesUnlimited ? "[quote]\nunlimited_time = 'refuse'" : string.Empty, basis.Tariff, Site.Lab);
            for (int round = 0; round < 20_000; round++)
            {
                Compare(requests, basis, $"seed {seed}, {kind}, round {round}");
            }
        }
    }

    [NativeFact]
    public void A_million_random_requests_cost_the_same_compiled_and_in_the_library()
    {
        int seed = Environment.TickCount;
        Random random = new(seed);
        Site.Load(string.Empty, Site.Tariff(), Site.Lab);
        PricingBasis basis = new(new ClusterShape(Site.Lab), Site.Tariff(), 2_592_000, RefusesUnlimited: false);
        using Arena arena = new();
        NativeText[] partitions = [.. new[] { null, "cpu", "gpu", "cpu,gpu", "whole", "dark" }.Select(arena.Text)];
        NativeText[] gres = [.. new[] { null, null, "gres:gpu:2", "gres:gpu:a100:1", "gres/gpu:4" }.Select(arena.Text)];
        NativeText[] arrays = [.. new[] { null, null, null, "1-10", "1-9:2%3", "7,1-5,3-9:2", "[9-12,1]%2" }.Select(arena.Text)];
        NativeText[] nodes = [.. new[] { null, null, null, "c1", "c[3,1-2],c1", "g[1-2]", "c[01-03],zz" }.Select(arena.Text)];
        NativeRequest* request = arena.Requests();
        NativeQuote* quote = arena.New<NativeQuote>();
        Workspace work = Workspace.Take();
        for (int round = 0; round < 1_000_000; round++)
        {
            Arena.Clear(ref *request);
            Fill(random, ref *request, partitions, gres, arrays);
            (request->RequiredNodes, request->ExcludedNodes) = (nodes[random.Next(nodes.Length)], nodes[random.Next(nodes.Length)]);
            int code = Library.Price(request, 1, quote);
            work.Texts.Clear();
            int read = work.Reader.Read(*request, work.Ask);
            work.Pricer.Begin(basis);
            PricingFault fault = work.Pricer.Add(work.Ask, work.Reader.Partitions.Span);
            bool same = read == Code.Ok && fault == PricingFault.None && code == Code.Ok
                && quote->Upper == work.Pricer.Upper * work.Reader.ArrayTasks && quote->Lower == work.Pricer.Lower * work.Reader.ArrayTasks
                && quote->HourlyRate == work.Pricer.HourlyRate * work.Reader.ArrayTasks && quote->Seconds == work.Pricer.Seconds && quote->Assumed == (uint)work.Pricer.Assumed;
            Assert.True(same, $"seed {seed}, round {round}: {code} {read} {fault} {quote->Upper} {work.Pricer.Upper}");
        }
    }

    [NativeFact]
    public void A_run_is_priced_by_the_version_of_its_start()
    {
        int seed = Environment.TickCount;
        Random random = new(seed);
        Tariff[] versions = [.. Enumerable.Range(1, 6).Select(version => Site.Tariff(version: version, factor: (version * 2).ToString(System.Globalization.CultureInfo.InvariantCulture), from: 1_700_000_000 + (random.Next(4) * 1000)))];
        TariffSchedule schedule = new(versions);
        Site.LoadVersions(string.Empty, versions, null);
        using Arena arena = new();
        NativeLoadResult* loaded = arena.New<NativeLoadResult>();
        Assert.Equal((Code.Ok, 6u, 6u), (Library.Loaded(loaded), loaded->Tariffs, loaded->TariffVersion));
        NativeRun* run = arena.New<NativeRun>();
        NativeCost* cost = arena.New<NativeCost>();
        (run->Partition, run->Qos, run->State, run->Allocated) = (arena.Text("cpu"), arena.Text("high"), arena.Text("COMPLETED"), arena.Text("cpu=4,mem=8G"));
        for (int round = 0; round < 20_000; round++)
        {
            run->Seconds = random.Next(100_000);
            run->Start = round % 10 == 0 ? 0 : 1_699_999_000 + random.Next(6_000);
            int code = Library.PriceRun(run, cost);
            Tariff? expected = run->Start == 0 ? versions[^1] : schedule.At(run->Start);
            PriceResult price = default;
            expected?.Price(new RunUsage { Partition = "cpu", Qos = "high", State = "COMPLETED", AllocTres = "cpu=4,mem=8G", WallSeconds = run->Seconds }, out price);
            Assert.Equal(
                ($"seed {seed}, {run->Start}", expected is null ? Code.NoTariff : Code.Ok, price.Amount.Units, (uint)(expected?.Version ?? 0)),
                ($"seed {seed}, {run->Start}", code, cost->Amount, cost->TariffVersion));
        }
    }

    [NativeFact]
    public void Two_versions_of_one_number_are_refused_and_nothing_is_replaced()
    {
        Site.Load(string.Empty, Site.Tariff(version: 3), null);
        using Arena arena = new();
        NativeLoadInput* input = arena.New<NativeLoadInput>();
        NativeLoadResult* result = arena.New<NativeLoadResult>();
        NativeBuffer* message = arena.Buffer(1000);
        foreach ((string text, string said) in new[]
        {
            (Site.Tariff(version: 4).ToCanonicalText() + Site.Tariff(version: 4).ToCanonicalText(), "two tariffs with version 4"),
            (Site.Tariff(version: 4).ToCanonicalText() + "slurmbank-tariff\t1\nnonsense\n", "tariff: "),
        })
        {
            input->Tariff = arena.Text(text);
            Assert.Equal(Code.Input, Library.Load(input, result, message));
            Assert.Contains(said, Arena.Read(message), StringComparison.Ordinal);
            Assert.Equal((3u, 1u), (result->TariffVersion, result->Tariffs));
        }
    }

    private static void Compare(RandomRequest requests, PricingBasis basis, string where)
    {
        JobRequest request = requests.Next();
        using Arena arena = new();
        JobRequest[] components = [.. request.Components()];
        NativeRequest* native = arena.Requests(components.Length);
        for (int i = 0; i < components.Length; i++)
        {
            Submission.Fill(arena, components[i], Site.Lab, ref native[i]);
        }

        NativeQuote* quote = arena.New<NativeQuote>();
        int code = Library.Price(native, (uint)components.Length, quote);
        (PricingFault fault, long lower, long upper, long rate, long seconds, string resources) = Submission.Price(request, basis);
        int expected = fault switch
        {
            PricingFault.None => Code.Ok,
            PricingFault.NoPartition => Code.NoPartition,
            PricingFault.NoPrice => Code.NoPrice,
            PricingFault.NoTimeLimit => Code.NoTimeLimit,
            _ => Code.Overflow,
        };
        string text = $"{where}: {requests.Text}\n{code} {quote->Lower} {quote->Upper} {quote->HourlyRate} {quote->Seconds} {Arena.Read(quote->Resources)}\n{expected} {lower} {upper} {rate} {seconds} {resources}";
        Assert.True(code == expected, text);
        if (code == Code.Ok)
        {
            Assert.True((quote->Lower, quote->Upper, quote->HourlyRate, quote->Seconds) == (lower, upper, rate, seconds) && Arena.Read(quote->Resources) == resources, text);
            Assert.True(quote->Lower <= quote->Upper && quote->Components == components.Length, text);
        }
    }

    private static void Fill(Random random, ref NativeRequest request, NativeText[] partitions, NativeText[] gres, NativeText[] arrays)
    {
        request.Partition = partitions[random.Next(partitions.Length)];
        request.TresPerNode = gres[random.Next(gres.Length)];
        request.Array = arrays[random.Next(arrays.Length)];
        request.TimeLimit = random.Next(4) == 0 ? Abi.Unset : (uint)random.Next(1, 100_000);
        request.Tasks = random.Next(3) == 0 ? Abi.Unset : (uint)random.Next(1, 200);
        request.CpusPerTask = random.Next(2) == 0 ? Abi.Unset : (uint)random.Next(1, 40);
        request.MinCpus = request.Tasks == Abi.Unset ? Abi.Unset : request.Tasks * (request.CpusPerTask == Abi.Unset ? 1 : request.CpusPerTask);
        request.MinNodes = random.Next(2) == 0 ? Abi.Unset : (uint)random.Next(0, 6);
        request.MaxNodes = random.Next(2) == 0 || request.MinNodes == Abi.Unset ? Abi.Unset : request.MinNodes + (uint)random.Next(3);
        request.Memory = random.Next(3) switch { 0 => Abi.Unset64, 1 => (ulong)random.Next(300_000), _ => (uint)random.Next(9_000) | Abi.MemoryPerCpu };
        request.Shared = random.Next(10) == 0 ? 0 : Abi.Unset;
    }

    private static Tariff? Parse(string weights, string flags, string kind)
    {
        TariffDefinition definition = new()
        {
            Version = 1,
            EffectiveFrom = 0,
            Kind = kind,
            PriorityFlags = flags == "-" ? string.Empty : flags,
            PartitionWeights = new Dictionary<string, string> { ["p"] = weights },
        };
        return Tariff.TryBuild(definition, out Tariff? tariff, out _) ? tariff : null;
    }
}
