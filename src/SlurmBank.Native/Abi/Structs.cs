using System.Runtime.InteropServices;

namespace SlurmBank.Native;

// The structs of slurmbank.h, field by field and by the same names in C#'s spelling; a test holds sizes and offsets against the header.

/// <summary>sb_text.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct NativeText
{
    internal byte* Data;
    internal uint Length;
    internal uint Reserved;
}

/// <summary>sb_buffer.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct NativeBuffer
{
    internal byte* Data;
    internal uint Capacity;
    internal uint Length;
}

/// <summary>The beginning of every struct.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct NativeHeader
{
    internal uint Size;
    internal uint Version;
}

/// <summary>sb_load_input.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct NativeLoadInput
{
    internal NativeHeader Header;
    internal NativeText Configuration;
    internal NativeText SourceName;
    internal NativeText Tariff;
    internal NativeText Facts;
    internal fixed ulong Reserved[4];
}

/// <summary>sb_load_result.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct NativeLoadResult
{
    internal NativeHeader Header;
    internal ulong Generation;
    internal uint Errors;
    internal uint Warnings;
    internal uint Has;
    internal uint TariffVersion;
    internal long TariffFrom;
    internal uint Tariffs;
    internal uint Reserved0;
    internal fixed ulong Reserved[3];
}

/// <summary>sb_request.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct NativeRequest
{
    internal NativeHeader Header;
    internal NativeText Account;
    internal NativeText Partition;
    internal NativeText Qos;
    internal NativeText Array;
    internal NativeText Features;
    internal NativeText Licenses;
    internal NativeText RequiredNodes;
    internal NativeText ExcludedNodes;
    internal NativeText TresPerJob;
    internal NativeText TresPerNode;
    internal NativeText TresPerSocket;
    internal NativeText TresPerTask;
    internal NativeText CpusPerTres;
    internal NativeText MemPerTres;
    internal ulong Memory;
    internal uint TimeLimit;
    internal uint TimeMinimum;
    internal uint MinCpus;
    internal uint MaxCpus;
    internal uint MinNodes;
    internal uint MaxNodes;
    internal uint Tasks;
    internal uint CpusPerTask;
    internal uint MinCpusPerNode;
    internal uint TasksPerNode;
    internal uint TasksPerSocket;
    internal uint TasksPerCore;
    internal uint TasksPerTres;
    internal uint SocketsPerNode;
    internal uint CoresPerSocket;
    internal uint ThreadsPerCore;
    internal uint CoreSpec;
    internal uint Shared;
    internal uint Overcommit;
    internal uint ArrayTasks;
    internal fixed ulong Reserved[6];
}

/// <summary>sb_quote.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct NativeQuote
{
    internal NativeHeader Header;
    internal ulong Generation;
    internal long Lower;
    internal long Upper;
    internal long HourlyRate;
    internal long Seconds;
    internal long Tasks;
    internal uint Components;
    internal uint TariffVersion;
    internal uint Assumed;
    internal uint Problems;
    internal uint Reason;
    internal uint Flags;
    internal fixed byte Currency[Abi.CurrencySize];
    internal fixed byte Partition[Abi.NameSize];
    internal fixed byte Resources[Abi.ResourcesSize];
    internal fixed ulong Reserved[4];
}

/// <summary>sb_run.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct NativeRun
{
    internal NativeHeader Header;
    internal NativeText Partition;
    internal NativeText Qos;
    internal NativeText State;
    internal NativeText Allocated;
    internal long Seconds;
    internal long Suspended;
    internal long Start;
    internal fixed ulong Reserved[3];
}

/// <summary>sb_cost.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct NativeCost
{
    internal NativeHeader Header;
    internal ulong Generation;
    internal long Amount;
    internal long ChargedSeconds;
    internal uint TariffVersion;
    internal uint Reason;
    internal fixed ulong Reserved[4];
}
