using System;
using System.Runtime.InteropServices;

namespace SlurmBank.Native;

/// <summary>
/// The functions of slurmbank.h. Each looks at the caller's structs first, does its work with the state of that moment, and lets nothing out: an
/// exception that leaves would end slurmctld.
/// </summary>
public static unsafe class Exports
{
    private static readonly string Version = typeof(Exports).Assembly.GetName().Version?.ToString(3) ?? "0.0.0";

    /// <summary>sb_abi_version.</summary>
    [UnmanagedCallersOnly(EntryPoint = "sb_abi_version")]
    public static int AbiVersion() => (int)Abi.Version;

    /// <summary>sb_version.</summary>
    [UnmanagedCallersOnly(EntryPoint = "sb_version")]
    public static int EngineVersion(nint text)
    {
        try
        {
            return text == 0 || !Memory.IsUsable((NativeBuffer*)text) ? Code.Argument : Memory.Write(Version, (NativeBuffer*)text);
        }
        catch (Exception)
        {
            return Code.Internal;
        }
    }

    /// <summary>sb_load.</summary>
    [UnmanagedCallersOnly(EntryPoint = "sb_load")]
    public static int Load(nint input, nint result, nint message)
    {
        try
        {
            int code = Checks.Struct<NativeLoadInput>(input, result == 0) ?? Checks.Result<NativeLoadResult>(result) ?? Checks.Buffer(message) ?? Code.Ok;
            return code == Code.Ok ? Loading.Load((NativeLoadInput*)input, (NativeLoadResult*)result, (NativeBuffer*)message) : code;
        }
        catch (Exception)
        {
            return Code.Internal;
        }
    }

    /// <summary>sb_loaded.</summary>
    [UnmanagedCallersOnly(EntryPoint = "sb_loaded")]
    public static int Loaded(nint result)
    {
        try
        {
            int code = Checks.Result<NativeLoadResult>(result) ?? Code.Ok;
            if (code == Code.Ok)
            {
                Loading.Tell(EngineState.Current, (NativeLoadResult*)result);
            }

            return code;
        }
        catch (Exception)
        {
            return Code.Internal;
        }
    }

    /// <summary>sb_settings_get.</summary>
    [UnmanagedCallersOnly(EntryPoint = "sb_settings_get")]
    public static int Settings(nint settings)
    {
        try
        {
            return Checks.Result<NativeSettings>(settings) ?? Loading.Settings(EngineState.Current, (NativeSettings*)settings);
        }
        catch (Exception)
        {
            return Code.Internal;
        }
    }

    /// <summary>sb_setting.</summary>
    [UnmanagedCallersOnly(EntryPoint = "sb_setting")]
    public static int Setting(TextArgument name, nint value)
    {
        try
        {
            NativeText text = new() { Data = (byte*)name.Data, Length = name.Length };
            return value == 0 ? Code.Argument : Checks.Buffer(value) ?? Loading.Setting(EngineState.Current, text, (NativeBuffer*)value);
        }
        catch (Exception)
        {
            return Code.Internal;
        }
    }

    /// <summary>sb_price.</summary>
    [UnmanagedCallersOnly(EntryPoint = "sb_price")]
    public static int Price(nint requests, uint count, nint quote)
    {
        try
        {
            int code = Checks.Requests(requests, count) ?? Checks.Result<NativeQuote>(quote) ?? Code.Ok;
            if (code != Code.Ok)
            {
                return code;
            }

            Workspace work = Workspace.Take();
            code = Pricing.Price(EngineState.Current, work, (NativeRequest*)requests, count, (NativeQuote*)quote);
            work.GiveBack();
            return code;
        }
        catch (Exception)
        {
            return Code.Internal;
        }
    }

    /// <summary>sb_quote_add.</summary>
    [UnmanagedCallersOnly(EntryPoint = "sb_quote_add")]
    public static int AddQuote(nint sum, nint quote)
    {
        try
        {
            return Checks.Struct<NativeQuote>(sum, quote == 0) ?? Checks.Struct<NativeQuote>(quote, false) ?? QuoteSum.Add((NativeQuote*)sum, (NativeQuote*)quote);
        }
        catch (Exception)
        {
            return Code.Internal;
        }
    }

    /// <summary>sb_price_run.</summary>
    [UnmanagedCallersOnly(EntryPoint = "sb_price_run")]
    public static int PriceRun(nint run, nint cost)
    {
        try
        {
            int code = Checks.Struct<NativeRun>(run, cost == 0) ?? Checks.Result<NativeCost>(cost) ?? Code.Ok;
            if (code != Code.Ok)
            {
                return code;
            }

            Workspace work = Workspace.Take();
            Pricing.Run(EngineState.Current, work, (NativeRun*)run, (NativeCost*)cost, out code);
            work.GiveBack();
            return code;
        }
        catch (Exception)
        {
            return Code.Internal;
        }
    }

    /// <summary>sb_decide.</summary>
    [UnmanagedCallersOnly(EntryPoint = "sb_decide")]
    public static int Decide(nint input, nint decision, nint text)
    {
        try
        {
            int code = Checks.Struct<NativeDecisionInput>(input, decision == 0) ?? Checks.Result<NativeDecision>(decision) ?? Checks.Buffer(text) ?? Code.Ok;
            code = code == Code.Ok ? Checks.Decision((NativeDecisionInput*)input) : code;
            if (code != Code.Ok)
            {
                return code;
            }

            ref NativeHeader header = ref ((NativeDecision*)decision)->Quote.Header;
            (header.Size, header.Version) = ((uint)sizeof(NativeQuote), Abi.Version);
            Workspace work = Workspace.Take();
            code = Deciding.Decide(EngineState.Current, work, (NativeDecisionInput*)input, (NativeDecision*)decision, (NativeBuffer*)text);
            work.GiveBack();
            return code;
        }
        catch (Exception)
        {
            return Code.Internal;
        }
    }
}
