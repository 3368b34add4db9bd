using System;
using System.Text;

namespace SlurmBank.Native;

/// <summary>Adds the quotes of components together.</summary>
internal static unsafe class QuoteSum
{
    internal static int Add(NativeQuote* sum, NativeQuote* quote)
    {
        Span<byte> currency = new(sum->Currency, Abi.CurrencySize);
        bool alike = sum->Tasks == quote->Tasks && currency.SequenceEqual(new Span<byte>(quote->Currency, Abi.CurrencySize));
        if (!alike || sum->Lower < 0 || quote->Lower < 0 || sum->Upper < 0 || quote->Upper < 0 || sum->HourlyRate < 0 || quote->HourlyRate < 0)
        {
            return Code.Range;
        }

        if (!Fits(sum->Upper, quote->Upper) || !Fits(sum->HourlyRate, quote->HourlyRate) || !Fits(sum->Lower, quote->Lower))
        {
            return Code.Overflow;
        }

        sum->Lower += quote->Lower;
        sum->Upper += quote->Upper;
        sum->HourlyRate += quote->HourlyRate;
        sum->Seconds = Math.Max(sum->Seconds, quote->Seconds);
        sum->Components = unchecked(sum->Components + quote->Components);
        sum->Assumed |= quote->Assumed;
        sum->Problems |= quote->Problems;
        sum->Reason = sum->Reason == quote->Reason ? sum->Reason : 0;
        Join(new Span<byte>(sum->Partition, Abi.NameSize), new Span<byte>(quote->Partition, Abi.NameSize));
        Join(new Span<byte>(sum->Resources, Abi.ResourcesSize), new Span<byte>(quote->Resources, Abi.ResourcesSize));
        return Code.Ok;
    }

    private static bool Fits(long left, long right) => left <= long.MaxValue - 1 - right;

    private static void Join(Span<byte> sum, ReadOnlySpan<byte> added)
    {
        Span<char> whole = stackalloc char[(2 * Abi.ResourcesSize) + 3];
        int length = Encoding.UTF8.GetChars(Text(sum), whole);
        " : ".CopyTo(whole[length..]);
        length += 3;
        length += Encoding.UTF8.GetChars(Text(added), whole[length..]);
        Memory.Write(whole[..length], sum);
    }

    private static ReadOnlySpan<byte> Text(ReadOnlySpan<byte> array)
    {
        int end = array.IndexOf((byte)0);
        return end < 0 ? array : array[..end];
    }
}
