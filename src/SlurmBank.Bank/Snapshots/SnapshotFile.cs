using System;
using System.IO;
using System.Text.Json;
using SlurmBank.Ledger;

namespace SlurmBank.Bank;

/// <summary>Writes and reads the snapshot's file. A reader sees the old one or the new one, never half of one.</summary>
internal static class SnapshotFile
{
    private static readonly JsonSerializerOptions Options = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    internal static void Write(string path, SnapshotDocument document) =>
        AtomicFile.Replace(path, stream => JsonSerializer.Serialize(stream, document, Options));

    internal static SnapshotDocument Read(string path)
    {
        try
        {
            using FileStream stream = File.OpenRead(path);
            SnapshotDocument document = JsonSerializer.Deserialize<SnapshotDocument>(stream, Options) ?? throw new JsonException("it is empty");
            return document.Version == SnapshotDocument.CurrentVersion
                ? document
                : throw new JsonException($"its form has version {document.Version}, this slurmbank knows {SnapshotDocument.CurrentVersion}");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or JsonException)
        {
            throw new LedgerUnavailableException("SnapshotUnavailable", $"The snapshot '{path}' cannot be read: {error.Message}", "Ask the administrators whether the bank publishes it ([ledger] snapshot_path).", error);
        }
    }
}
