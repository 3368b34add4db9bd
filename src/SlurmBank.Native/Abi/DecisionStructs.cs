using System.Runtime.InteropServices;

namespace SlurmBank.Native;

/// <summary>sb_funds.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct NativeFunds
{
    internal NativeHeader Header;
    internal NativeText Account;
    internal long Granted;
    internal long CreditLimit;
    internal long Charged;
    internal long Running;
    internal long Queued;
    internal long Available;
    internal long OwnLiens;
    internal uint Flags;
    internal uint Reserved0;
    internal NativeText User;
    internal long UserLimit;
    internal long UserAvailable;
}

/// <summary>sb_decision_input.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct NativeDecisionInput
{
    internal NativeHeader Header;
    internal NativeRequest* Requests;
    internal uint Count;
    internal uint Flags;
    internal NativeQuote* Quote;
    internal NativeFunds* Funds;
    internal NativeText Account;
    internal long SnapshotCreated;
    internal long Now;
    internal fixed ulong Reserved[4];
}

/// <summary>sb_decision.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct NativeDecision
{
    internal NativeHeader Header;
    internal uint Action;
    internal uint Outcome;
    internal uint Policy;
    internal uint Lien;
    internal long Amount;
    internal long Available;
    internal long Missing;
    internal long FitsSeconds;
    internal int PriceCode;
    internal uint Reserved0;
    internal fixed ulong Reserved[4];
    internal NativeQuote Quote;
}

/// <summary>sb_settings.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct NativeSettings
{
    internal NativeHeader Header;
    internal ulong Generation;
    internal uint Policy;
    internal uint MissingSnapshot;
    internal uint LienAtStart;
    internal uint AdminComment;
    internal long MaxSnapshotAge;
    internal fixed ulong Reserved[6];
}

/// <summary>The numbers of a decision, by the names of slurmbank.h.</summary>
internal static class Decision
{
    internal const uint Allow = 0;
    internal const uint Warn = 1;
    internal const uint Refuse = 2;
    internal const uint Paid = 0;
    internal const uint Free = 1;
    internal const uint NotGated = 2;
    internal const uint Short = 3;
    internal const uint Unreadable = 4;
    internal const uint LienNone = 0;
    internal const uint LienGated = 1;
    internal const uint LienObserved = 2;
    internal const uint FlagText = 1;
    internal const uint FlagNoRefusal = 2;
    internal const uint FlagUnreadable = 4;
    internal const uint Unmanaged = 1;
    internal const uint Unlimited = 2;
    internal const uint Exempt = 4;
    internal const uint ModeTrack = 0x10;
    internal const uint UserLimited = 0x80;
}
