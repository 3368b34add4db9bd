namespace SlurmBank.Native;

/// <summary>The return codes of slurmbank.h, by the names they have there.</summary>
internal static class Code
{
    internal const int Ok = 0;
    internal const int Internal = -1;
    internal const int Argument = -2;
    internal const int Struct = -3;
    internal const int Range = -4;
    internal const int Text = -5;
    internal const int NotLoaded = -6;
    internal const int NoTariff = -7;
    internal const int NoFacts = -8;
    internal const int NoPartition = -9;
    internal const int NoPrice = -10;
    internal const int NoTimeLimit = -11;
    internal const int Overflow = -12;
    internal const int Truncated = -13;
    internal const int Input = -14;
    internal const int NoSetting = -15;
    internal const int Currencies = -16;
}

/// <summary>Numbers of slurmbank.h.</summary>
internal static class Abi
{
    internal const uint Version = 2;
    internal const uint Unset = 0xfffffffe;
    internal const uint Infinite = 0xffffffff;
    internal const ulong Unset64 = 0xfffffffffffffffe;
    internal const ulong MemoryPerCpu = 0x8000000000000000;
    internal const uint CoreSpecThreads = 0x8000;
    internal const uint MostTextBytes = 65536;
    internal const uint MostLoadBytes = 64u << 20;
    internal const uint MostComponents = 128;
    internal const uint MostStructBytes = 65536;
    internal const int NameSize = 128;
    internal const int ResourcesSize = 512;
    internal const int CurrencySize = 32;
}
