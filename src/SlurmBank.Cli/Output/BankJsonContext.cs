using System;
using System.Text.Json;
using System.Text.Json.Serialization;
using SlurmBank.Bank;
using SlurmBank.Cli.Verbs;

namespace SlurmBank.Cli.Output;

/// <summary>What is written as JSON, known at build time: no reflection at the start.</summary>
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(AccountReport))]
[JsonSerializable(typeof(AllocationPeriodReport))]
[JsonSerializable(typeof(AllocationReport))]
[JsonSerializable(typeof(AllocationSeriesReport))]
[JsonSerializable(typeof(AssertionReport))]
[JsonSerializable(typeof(BackupReport))]
[JsonSerializable(typeof(Balance))]
[JsonSerializable(typeof(BankFinding))]
[JsonSerializable(typeof(BankStatus))]
[JsonSerializable(typeof(ChartReport))]
[JsonSerializable(typeof(ComparisonReport))]
[JsonSerializable(typeof(ConfigurationReport))]
[JsonSerializable(typeof(FocusRow))]
[JsonSerializable(typeof(ForecastReport))]
[JsonSerializable(typeof(ExportReport))]
[JsonSerializable(typeof(GrantReport))]
[JsonSerializable(typeof(HoldAction))]
[JsonSerializable(typeof(HoldReport))]
[JsonSerializable(typeof(HoldReportSet))]
[JsonSerializable(typeof(ImportReport))]
[JsonSerializable(typeof(InitializeReport))]
[JsonSerializable(typeof(SampleReport))]
[JsonSerializable(typeof(LedgerCheck))]
[JsonSerializable(typeof(LienReport))]
[JsonSerializable(typeof(MovementReport))]
[JsonSerializable(typeof(NoticeReport))]
[JsonSerializable(typeof(ParkedRunReport))]
[JsonSerializable(typeof(PublishReport))]
[JsonSerializable(typeof(QuoteReport))]
[JsonSerializable(typeof(RefundReport))]
[JsonSerializable(typeof(RenewalAction))]
[JsonSerializable(typeof(RestoreReport))]
[JsonSerializable(typeof(ReversalReport))]
[JsonSerializable(typeof(RunCostReport))]
[JsonSerializable(typeof(ScriptReport))]
[JsonSerializable(typeof(StatementReport))]
[JsonSerializable(typeof(SyncReport))]
[JsonSerializable(typeof(TariffCaptureReport))]
[JsonSerializable(typeof(TariffReport))]
[JsonSerializable(typeof(TariffTestReport))]
[JsonSerializable(typeof(TransactionReport))]
[JsonSerializable(typeof(TransferReport))]
[JsonSerializable(typeof(UsageReport))]
[JsonSerializable(typeof(VersionReport))]
internal sealed partial class BankJsonContext : JsonSerializerContext;

/// <summary>Writes a span as seconds, an exact decimal number.</summary>
internal sealed class SecondsConverter : JsonConverter<TimeSpan>
{
    /// <inheritdoc/>
    public override TimeSpan Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        TimeSpan.FromTicks((long)(reader.GetDecimal() * TimeSpan.TicksPerSecond));

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, TimeSpan value, JsonSerializerOptions options) =>
        writer.WriteNumberValue((decimal)value.Ticks / TimeSpan.TicksPerSecond);
}

/// <summary>Writes how bad a finding is as a word in small letters.</summary>
internal sealed class SeverityConverter : JsonConverter<FindingSeverity>
{
    /// <inheritdoc/>
    public override FindingSeverity Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Enum.Parse<FindingSeverity>(reader.GetString() ?? string.Empty, ignoreCase: true);

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, FindingSeverity value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value switch
        {
            FindingSeverity.Error => "error",
            FindingSeverity.Warning => "warning",
            _ => "information",
        });
}
