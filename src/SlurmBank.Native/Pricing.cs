using System;
using SlurmBank.Engine;
using SlurmBank.Engine.Decisions;
using SlurmBank.Engine.Requests;

namespace SlurmBank.Native;

/// <summary>Prices the requests of a call.</summary>
internal static unsafe class Pricing
{
    /// <summary>Prices the components of one job; the quote has been cleared. Its texts are left in the workspace's pricer too.</summary>
    internal static int Price(EngineState state, Workspace work, NativeRequest* requests, uint count, NativeQuote* quote)
    {
        quote->Generation = state.Generation;
        int missing = state.Configuration is null ? Code.NotLoaded : state.Tariff is null ? Code.NoTariff : state.Cluster is null ? Code.NoFacts : Code.Ok;
        if (missing != Code.Ok)
        {
            return missing;
        }

        PricingBasis basis = state.Basis!;
        JobPricer pricer = work.Pricer;
        pricer.Begin(basis);
        long tasks = 1;
        Obstacles obstacles = Obstacles.None;
        for (uint i = 0; i < count; i++)
        {
            NativeRequest* request = At(requests, i);
            int code = Memory.Is(request) ? work.Reader.Read(*request, work.Ask) : Code.Struct;
            code = code == Code.Ok ? CodeOf(pricer.Add(work.Ask, work.Reader.Partitions.Span)) : code;
            if (code != Code.Ok)
            {
                quote->Reason = (uint)pricer.Reason;
                quote->Problems = Problems(pricer.Obstacles);
                return code;
            }

            tasks = i == 0 ? work.Reader.ArrayTasks : tasks;
            bool beyond = basis.Cluster.Facts.MaximumArraySize is long size && work.Reader.LastArrayTask >= size;
            obstacles |= beyond || (count > 1 && work.Reader.IsArray) ? Obstacles.Array : Obstacles.None;
        }

        quote->Problems = Problems(pricer.Obstacles | obstacles);
        return Fill(basis, pricer, tasks, quote) ? Code.Ok : Code.Overflow;
    }

    /// <summary>A request of an array whose step is the size that its first element says.</summary>
    internal static NativeRequest* At(NativeRequest* requests, uint index) => (NativeRequest*)((byte*)requests + ((ulong)index * requests->Header.Size));

    internal static void Run(EngineState state, Workspace work, NativeRun* run, NativeCost* cost, out int code)
    {
        cost->Generation = state.Generation;
        // A caller that does not know the start gets the version that prices requests.
        if ((run->Start == 0 ? state.Tariff : state.Schedule?.At(run->Start)) is not Tariff tariff)
        {
            code = state.Configuration is null ? Code.NotLoaded : Code.NoTariff;
            return;
        }

        if (!work.Texts.TryRead(run->Partition, out ReadOnlyMemory<char> partition) || !work.Texts.TryRead(run->Qos, out ReadOnlyMemory<char> qos)
            || !work.Texts.TryRead(run->State, out ReadOnlyMemory<char> end) || !work.Texts.TryRead(run->Allocated, out ReadOnlyMemory<char> allocated))
        {
            code = Code.Range;
            return;
        }

        RunUsage usage = new()
        {
            Partition = partition.Span,
            Qos = qos.Span,
            State = end.Span,
            AllocTres = allocated.Span,
            WallSeconds = run->Seconds,
            SuspendedSeconds = run->Suspended,
        };
        bool priced = tariff.Price(usage, out PriceResult result);
        cost->Amount = result.Amount.Units;
        cost->ChargedSeconds = result.ChargedSeconds;
        cost->TariffVersion = (uint)tariff.Version;
        cost->Reason = (uint)result.Reason;
        code = priced ? Code.Ok : Code.NoPrice;
    }

    private static bool Fill(PricingBasis basis, JobPricer pricer, long tasks, NativeQuote* quote)
    {
        if (!TryMultiply(pricer.Lower, tasks, out quote->Lower) || !TryMultiply(pricer.Upper, tasks, out quote->Upper)
            || !TryMultiply(pricer.HourlyRate, tasks, out quote->HourlyRate))
        {
            return false;
        }

        quote->Seconds = pricer.Seconds;
        quote->Tasks = tasks;
        quote->Components = (uint)pricer.Components;
        quote->TariffVersion = (uint)basis.Tariff.Version;
        quote->Assumed = (uint)pricer.Assumed;
        quote->Reason = (uint)pricer.Reason;
        Memory.Write(pricer.Currency, new Span<byte>(quote->Currency, Abi.CurrencySize));
        Memory.Write(pricer.Partitions, new Span<byte>(quote->Partition, Abi.NameSize));
        Memory.Write(pricer.Resources, new Span<byte>(quote->Resources, Abi.ResourcesSize));
        return true;
    }

    private static bool TryMultiply(long amount, long tasks, out long product)
    {
        Int128 exact = (Int128)amount * tasks;
        product = exact < long.MaxValue ? (long)exact : 0;
        return exact < long.MaxValue;
    }

    private static uint Problems(Obstacles obstacles) =>
        (uint)((obstacles & ~Obstacles.Down) | ((obstacles & Obstacles.Down) != 0 ? Obstacles.Partition : Obstacles.None));

    private static int CodeOf(PricingFault fault) => fault switch
    {
        PricingFault.None => Code.Ok,
        PricingFault.NoPartition => Code.NoPartition,
        PricingFault.NoPrice => Code.NoPrice,
        PricingFault.NoTimeLimit => Code.NoTimeLimit,
        PricingFault.Currencies => Code.Currencies,
        _ => Code.Overflow,
    };
}
