using System;
using System.Runtime.InteropServices;

namespace SlurmBank.Native;

/// <summary>Looks at what the caller gave before anything is read. Null is "nothing wrong".</summary>
internal static unsafe class Checks
{
    internal static int? Struct<T>(nint pointer, bool otherIsNull)
        where T : unmanaged =>
        pointer == 0 || otherIsNull ? Code.Argument : Memory.Is((T*)pointer) ? null : Code.Struct;

    internal static int? Result<T>(nint pointer)
        where T : unmanaged
    {
        if (Struct<T>(pointer, false) is int code)
        {
            return code;
        }

        Memory.Clear((T*)pointer);
        return null;
    }

    /// <summary>An unusable buffer is refused, a usable one emptied.</summary>
    internal static int? Buffer(nint pointer)
    {
        var buffer = (NativeBuffer*)pointer;
        if (!Memory.IsUsable(buffer))
        {
            return Code.Argument;
        }

        Memory.Write(default(ReadOnlySpan<char>), buffer);
        return null;
    }

    internal static int? Requests(nint requests, uint count) =>
        count is 0 or > Abi.MostComponents ? Code.Argument : Struct<NativeRequest>(requests, false);

    internal static int Decision(NativeDecisionInput* input)
    {
        int? requests = input->Quote != null && input->Count == 0 ? null : Requests((nint)input->Requests, input->Count);
        int? quote = input->Quote == null ? null : Struct<NativeQuote>((nint)input->Quote, false);
        int? funds = input->Funds == null ? null : Struct<NativeFunds>((nint)input->Funds, false);
        return requests ?? quote ?? funds ?? Code.Ok;
    }
}

/// <summary>sb_text where it is passed by value.</summary>
[StructLayout(LayoutKind.Sequential)]
public readonly struct TextArgument
{
    internal readonly nint Data;
    internal readonly uint Length;
    private readonly uint reserved;
}
