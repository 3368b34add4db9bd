using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace SlurmBank.Bank;

/// <summary>The numbers of a record's fields: plugins/jobcomp/record.h. A number never changes its meaning.</summary>
internal enum SpoolField : ushort
{
    Kind = 1,
    Cluster = 2,
    JobId = 3,
    Submit = 4,
    Eligible = 5,
    Start = 6,
    End = 7,
    Suspended = 8,
    State = 9,
    Account = 10,
    User = 11,
    Uid = 12,
    Partition = 14,
    Qos = 15,
    TresAlloc = 16,
    TresAllocNames = 17,
    Energy = 19,
    ArrayJob = 21,
    ArrayTask = 22,
    ArrayTasks = 23,
    HetJob = 24,
    HetOffset = 25,
    Lost = 40,
    LostFirst = 41,
    LostLast = 42,
}

/// <summary>The fields of one record.</summary>
internal sealed class SpoolFields
{
    private const int FieldHeaderSize = 8;
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private readonly Dictionary<ushort, byte[]> fields;

    private SpoolFields(Dictionary<ushort, byte[]> fields) => this.fields = fields;

    /// <summary>Takes a payload apart; false where it is not made of fields. What is not known is skipped.</summary>
    internal static bool TryRead(ReadOnlySpan<byte> payload, out SpoolFields record)
    {
        var fields = new Dictionary<ushort, byte[]>();
        record = new SpoolFields(fields);
        while (payload.Length >= FieldHeaderSize)
        {
            uint number = BinaryPrimitives.ReadUInt32LittleEndian(payload);
            uint length = BinaryPrimitives.ReadUInt32LittleEndian(payload[4..]);
            if (number > ushort.MaxValue || length > payload.Length - FieldHeaderSize)
            {
                return false;
            }

            if (Enum.IsDefined((SpoolField)number))
            {
                fields[(ushort)number] = payload.Slice(FieldHeaderSize, (int)length).ToArray();
            }

            payload = payload[(FieldHeaderSize + (int)length)..];
        }

        return payload.IsEmpty;
    }

    /// <summary>A whole number; null where it was not said.</summary>
    internal long? Number(SpoolField field) =>
        fields.TryGetValue((ushort)field, out byte[]? data) && data.Length == 8 ? BinaryPrimitives.ReadInt64LittleEndian(data) : null;

    /// <summary>A text, empty where it was not said; false where it is no text of Slurm's.</summary>
    internal bool TryText(SpoolField field, out string text)
    {
        text = string.Empty;
        if (!fields.TryGetValue((ushort)field, out byte[]? data))
        {
            return true;
        }

        try
        {
            text = Strict.GetString(data);
            return !text.Any(char.IsControl);
        }
        catch (DecoderFallbackException)
        {
            return false;
        }
    }
}
