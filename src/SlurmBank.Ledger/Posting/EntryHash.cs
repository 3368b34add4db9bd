using System;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace SlurmBank.Ledger;

/// <summary>
/// The hash chain over entries: SHA-256 of a versioned byte layout that begins with the hash of the entry before.
/// It proves accidents. Against somebody who may write the file only a head that is kept elsewhere does.
/// </summary>
/// <remarks>
/// Layout 1: the byte 1; the hash before (32 zero bytes for the first entry); then in this order seq, recorded, effective, kind,
/// account, allocation, run, segment, revision, linked, tariff as 8-byte little-endian integers (absent: the smallest Int64);
/// actor, source, engine version, reason, reference, body as a 4-byte length (-1 for absent) and UTF-8; the number of postings,
/// and for each its book, amount and balance after as 8-byte integers.
/// </remarks>
public static class EntryHash
{
    /// <summary>The version of the layout that new entries are hashed with.</summary>
    public const byte Layout = 1;

    /// <summary>The length of a hash in bytes.</summary>
    public const int Length = 32;

    [ThreadStatic]
    private static byte[]? buffer;

    /// <summary>The hash that stands before the first entry.</summary>
    public static byte[] Origin => new byte[Length];

    /// <summary>Computes the hash of an entry from what it says and the hash of the entry before; the entry's own hash is not read.</summary>
    public static byte[] Compute(ReadOnlySpan<byte> previous, Entry entry)
    {
        EntryDraft draft = entry.Draft;
        int at = 0;
        Reserve(0, 1 + Length + (11 * 8) + 4 + (entry.Postings.Count * 24));
        buffer![at++] = Layout;
        previous.CopyTo(buffer.AsSpan(at, Length));
        at += Length;
        Number(ref at, entry.Seq);
        Number(ref at, entry.Recorded);
        Number(ref at, draft.Effective);
        Number(ref at, (long)draft.Kind);
        Number(ref at, draft.AccountId);
        Number(ref at, draft.AllocationId);
        Number(ref at, draft.RunId);
        Number(ref at, draft.Segment);
        Number(ref at, draft.Revision);
        Number(ref at, draft.LinkedSeq);
        Number(ref at, draft.TariffVersion);
        Text(ref at, entry.Actor);
        Text(ref at, entry.Source);
        Text(ref at, entry.EngineVersion);
        Text(ref at, draft.Reason);
        Text(ref at, draft.Reference);
        Text(ref at, draft.Body);
        Reserve(at, 8 + (entry.Postings.Count * 24));
        Number(ref at, entry.Postings.Count);
        for (int i = 0; i < entry.Postings.Count; i++)
        {
            Posting posting = entry.Postings[i];
            Number(ref at, posting.BookId);
            Number(ref at, posting.Amount);
            Number(ref at, posting.BalanceAfter);
        }

        return SHA256.HashData(buffer.AsSpan(0, at));
    }

    private static void Number(ref int at, long? value)
    {
        Reserve(at, 8);
        BinaryPrimitives.WriteInt64LittleEndian(buffer.AsSpan(at), value ?? long.MinValue);
        at += 8;
    }

    private static void Text(ref int at, string? value)
    {
        int length = value is null ? -1 : Encoding.UTF8.GetByteCount(value);
        Reserve(at, 4 + Math.Max(length, 0));
        BinaryPrimitives.WriteInt32LittleEndian(buffer.AsSpan(at), length);
        at += 4;
        if (value is not null)
        {
            at += Encoding.UTF8.GetBytes(value, buffer.AsSpan(at));
        }
    }

    private static void Reserve(int at, int more)
    {
        buffer ??= new byte[1024];
        if (at + more > buffer.Length)
        {
            Array.Resize(ref buffer, Math.Max(buffer.Length * 2, at + more));
        }
    }
}
