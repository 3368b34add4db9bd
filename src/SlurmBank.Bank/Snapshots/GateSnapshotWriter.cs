using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Numerics;

namespace SlurmBank.Bank;

/// <summary>Writes the gate's snapshot as bytes, in the layout of <c>plugins/include/slurmbank_snapshot.h</c>: the same bytes for the same content.</summary>
internal static class GateSnapshotWriter
{
    private const int HeaderSize = 224;
    private const int ClusterSize = 64;
    private const int AccountSize = 96;
    private const int MemberSize = 32;
    private const int LienSize = 16;
    private const int FundSize = 40;
    private const int LimitSize = 32;
    private const uint None = 0xffffffff;
    private const long Largest = 1L << 31;

    internal static byte[] Write(GateSnapshot snapshot)
    {
        GateTexts texts = new();
        (byte[] Key, GateCluster Cluster)[] clusters = Sorted(snapshot.Clusters, c => c.Name);
        MemoryStream clusterRecords = new();
        MemoryStream accountRecords = new();
        MemoryStream memberRecords = new();
        MemoryStream fundRecords = new();
        MemoryStream limitRecords = new();
        for (int i = 0; i < clusters.Length; i++)
        {
            WriteCluster(clusters[i].Cluster, (uint)i, texts, (clusterRecords, accountRecords, memberRecords, fundRecords, limitRecords));
        }

        byte[][] liens = [.. snapshot.Liens.Keys.OrderBy(k => k, GateTexts.Order).DistinctBy(Convert.ToHexString)];
        GateTextReference currency = texts.Add(snapshot.Currency);
        GateTextReference currencies = snapshot.Currencies.Count == 0 ? default : texts.Add(string.Join(',', snapshot.Currencies));
        (byte[] Bytes, int Record)[] sections =
        [
            (clusterRecords.ToArray(), ClusterSize), (accountRecords.ToArray(), AccountSize), (memberRecords.ToArray(), MemberSize),
            ([.. liens.SelectMany(Checked)], LienSize), (texts.ToArray(), 1), (fundRecords.ToArray(), FundSize), (limitRecords.ToArray(), LimitSize),
        ];
        return Assemble(snapshot, (currency, currencies), sections);
    }

    /// <summary>The checksum of the header: words of 8 bytes, the last one filled up with zeros.</summary>
    internal static ulong Checksum(ReadOnlySpan<byte> data)
    {
        unchecked
        {
            ulong sum = 0x736c75726d62616e ^ (ulong)data.Length;
            int whole = data.Length & ~7;
            for (int at = 0; at < whole; at += 8)
            {
                sum = Mix(sum, BinaryPrimitives.ReadUInt64LittleEndian(data[at..]));
            }

            ulong rest = 0;
            for (int at = data.Length - 1; at >= whole; at--)
            {
                rest = (rest << 8) | data[at];
            }

            sum = whole < data.Length ? Mix(sum, rest) : sum;
            return sum;
        }
    }

    private static ulong Mix(ulong sum, ulong word) => unchecked(BitOperations.RotateLeft(sum ^ word, 29) * 0x9e3779b97f4a7c15);

    private static void WriteCluster(
        GateCluster cluster, uint index, GateTexts texts, (MemoryStream Clusters, MemoryStream Accounts, MemoryStream Members, MemoryStream Funds, MemoryStream Limits) sections)
    {
        (MemoryStream clusters, MemoryStream accounts, MemoryStream members, MemoryStream funds, MemoryStream limits) = sections;
        uint firstAccount = (uint)(accounts.Length / AccountSize);
        uint firstMember = (uint)(members.Length / MemberSize);
        Dictionary<string, uint> places = new(StringComparer.Ordinal);
        (byte[] Key, GateAccount Account)[] sorted = Sorted(cluster.Accounts, a => a.Name);
        foreach ((byte[] _, GateAccount account) in sorted)
        {
            places.Add(account.Name, firstAccount + (uint)places.Count);
        }

        foreach ((byte[] _, GateAccount account) in sorted)
        {
            uint parent = account.Parent is string name && places.TryGetValue(name, out uint at) ? at : None;
            WriteAccount(account, index, (parent, (uint)(funds.Length / FundSize)), texts, accounts);
            WriteFunds(account, places[account.Name], texts, funds, limits);
        }

        foreach (SnapshotMember member in cluster.Members.OrderBy(m => GateTexts.Bytes(m.User), GateTexts.Order).ThenBy(m => GateTexts.Bytes(m.Account), GateTexts.Order))
        {
            GateRecord record = new(members, MemberSize);
            record.Text(texts.Add(member.User));
            record.Number(index);
            record.Number(places.TryGetValue(member.Account, out uint place) ? place : None);
            record.Text(texts.Add(member.DefaultQos));
            record.Number(member.IsDefault ? 1u : 0u);
            record.Number(None);
            record.End();
        }

        GateRecord own = new(clusters, ClusterSize);
        own.Text(texts.Add(cluster.Name));
        own.Text(texts.Add(cluster.Tariff));
        own.Text(texts.Add(cluster.Facts));
        own.Number(Checksum(GateTexts.Bytes(cluster.Tariff + "\0" + cluster.Facts)));
        own.Number(firstAccount);
        own.Number((uint)(accounts.Length / AccountSize) - firstAccount);
        own.Number(firstMember);
        own.Number((uint)(members.Length / MemberSize) - firstMember);
        own.Text(texts.Add(cluster.DefaultPartition));
        own.End();
    }

    private static void WriteFunds(GateAccount account, uint place, GateTexts texts, MemoryStream funds, MemoryStream limits)
    {
        foreach (SnapshotFund fund in account.Funds)
        {
            GateRecord record = new(funds, FundSize);
            record.Number(place);
            record.Number(0u);
            record.Number(unchecked((ulong)fund.Left));
            record.Text(texts.Add(fund.Partitions));
            record.Text(texts.Add(fund.Qos));
            record.Text(texts.Add(fund.Users));
            record.End();
        }

        foreach ((byte[] _, SnapshotUserLimit limit) in Sorted(account.UserLimits, l => l.User))
        {
            GateRecord record = new(limits, LimitSize);
            record.Number(place);
            record.Number(0u);
            record.Text(texts.Add(limit.User));
            record.Number(unchecked((ulong)limit.Limit));
            record.Number(unchecked((ulong)limit.Available));
            record.End();
        }
    }

    private static void WriteAccount(GateAccount account, uint cluster, (uint Parent, uint FirstFund) places, GateTexts texts, MemoryStream accounts)
    {
        GateRecord record = new(accounts, AccountSize);
        record.Text(texts.Add(account.Name));
        record.Number(cluster);
        record.Number((uint)account.Flags);
        foreach (long value in new[] { account.Granted, account.CreditLimit, account.Charged, account.Running, account.Queued, account.Gated, account.Available, account.NextEnd })
        {
            record.Number(unchecked((ulong)value));
        }

        record.Number(places.Parent);
        record.Number(places.FirstFund);
        record.Number((uint)account.Funds.Count);
        record.End();
    }

    private static byte[] Assemble(GateSnapshot snapshot, (GateTextReference One, GateTextReference Others) currency, (byte[] Bytes, int Record)[] sections)
    {
        long size = sections.Aggregate((long)HeaderSize, (sum, section) => sum + Padded(section.Bytes.Length));
        if (size > Largest)
        {
            throw new InvalidDataException($"The gate's snapshot would have {size} bytes; {Largest} are the most.");
        }

        byte[] file = new byte[size];
        MemoryStream header = new(file, 0, HeaderSize);
        GateRecord record = new(header, HeaderSize);
        record.Bytes("SLRMBANK"u8);
        record.Number(2u);
        record.Number((uint)HeaderSize);
        record.Number((ulong)size);
        record.Number(0UL);
        record.Number(unchecked((ulong)snapshot.Created));
        record.Number(unchecked((ulong)snapshot.LedgerSeq));
        record.Bytes([.. snapshot.ChainHead.Take(32), .. new byte[Math.Max(0, 32 - snapshot.ChainHead.Count)]]);
        record.Number(snapshot.Liens.JournalId);
        record.Number(snapshot.Liens.JournalOffset);
        record.Text(currency.One);
        record.Text(currency.Others);
        int at = HeaderSize;
        foreach ((byte[] bytes, int length) in sections)
        {
            record.Number((ulong)at);
            record.Number((ulong)(bytes.Length / length));
            bytes.CopyTo(file, at);
            at += Padded(bytes.Length);
        }

        record.End();
        BinaryPrimitives.WriteUInt64LittleEndian(file.AsSpan(24), Checksum(file.AsSpan(32)));
        return file;
    }

    private static int Padded(int length) => checked(length + 7) & ~7;

    private static byte[] Checked(byte[] key) => key.Length == LienSize ? key : throw new ArgumentException("A lien's key has 16 bytes.", nameof(key));

    private static (byte[] Key, T Value)[] Sorted<T>(IEnumerable<T> values, Func<T, string> name) =>
        [.. values.DistinctBy(name, StringComparer.Ordinal).Select(value => (Key: GateTexts.Bytes(name(value)), Value: value)).OrderBy(pair => pair.Key, GateTexts.Order)];
}
