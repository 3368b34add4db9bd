using System;
using System.IO;
using System.Runtime.InteropServices;

namespace SlurmBank.Native.Tests;

/// <summary>libslurmbank.so as ./build.sh made it, with its functions.</summary>
internal static unsafe class Library
{
    private static readonly nint Handle = Path is string path ? NativeLibrary.Load(path) : 0;

    internal static string Root
    {
        get
        {
            DirectoryInfo? at = new(AppContext.BaseDirectory);
            while (at is not null && !File.Exists(System.IO.Path.Combine(at.FullName, "SlurmBank.sln")))
            {
                at = at.Parent;
            }

            return at?.FullName ?? throw new InvalidOperationException("The tests are not in a checkout.");
        }
    }

    /// <summary>Where the library is; null where this machine could not build it.</summary>
    internal static string? Path
    {
        get
        {
            string path = System.IO.Path.Combine(Root, "out/plugins/libslurmbank.so");
            return File.Exists(path) ? path : null;
        }
    }

    internal static int AbiVersion() => ((delegate* unmanaged<int>)Function("sb_abi_version"))();

    internal static int Version(NativeBuffer* text) => ((delegate* unmanaged<NativeBuffer*, int>)Function("sb_version"))(text);

    internal static int Load(NativeLoadInput* input, NativeLoadResult* result, NativeBuffer* message) =>
        ((delegate* unmanaged<NativeLoadInput*, NativeLoadResult*, NativeBuffer*, int>)Function("sb_load"))(input, result, message);

    internal static int Loaded(NativeLoadResult* result) => ((delegate* unmanaged<NativeLoadResult*, int>)Function("sb_loaded"))(result);

    internal static int Settings(NativeSettings* settings) => ((delegate* unmanaged<NativeSettings*, int>)Function("sb_settings_get"))(settings);

    internal static int Setting(NativeText name, NativeBuffer* value) => ((delegate* unmanaged<NativeText, NativeBuffer*, int>)Function("sb_setting"))(name, value);

    internal static int Price(NativeRequest* requests, uint count, NativeQuote* quote) => PriceFunction(requests, count, quote);

    internal static int AddQuote(NativeQuote* sum, NativeQuote* quote) => ((delegate* unmanaged<NativeQuote*, NativeQuote*, int>)Function("sb_quote_add"))(sum, quote);

    internal static int PriceRun(NativeRun* run, NativeCost* cost) => ((delegate* unmanaged<NativeRun*, NativeCost*, int>)Function("sb_price_run"))(run, cost);

    internal static int Decide(NativeDecisionInput* input, NativeDecision* decision, NativeBuffer* text) =>
        ((delegate* unmanaged<NativeDecisionInput*, NativeDecision*, NativeBuffer*, int>)Function("sb_decide"))(input, decision, text);

    private static readonly delegate* unmanaged<NativeRequest*, uint, NativeQuote*, int> PriceFunction =
        (delegate* unmanaged<NativeRequest*, uint, NativeQuote*, int>)(Handle == 0 ? 0 : Function("sb_price"));

    private static nint Function(string name) => NativeLibrary.GetExport(Handle, name);
}

/// <summary>A test that needs the library.</summary>
internal sealed class NativeFactAttribute : FactAttribute
{
    public NativeFactAttribute() => Skip = Library.Path is null ? "out/plugins/libslurmbank.so could not be built here" : null;
}

/// <summary>A table that needs the library.</summary>
internal sealed class NativeTheoryAttribute : TheoryAttribute
{
    public NativeTheoryAttribute() => Skip = Library.Path is null ? "out/plugins/libslurmbank.so could not be built here" : null;
}

/// <summary>The library has one state for the process, so its tests run one after the other.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class OneStateDefinition
{
    /// <summary>The name of the collection.</summary>
    public const string Name = "libslurmbank";
}
