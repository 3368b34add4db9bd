using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using SlurmBank.Engine;
using SlurmBank.Engine.Configuration;
using SlurmBank.Engine.Decisions;
using SlurmBank.Engine.Requests;
using SlurmBank.Engine.Toml;

namespace SlurmBank.Native;

/// <summary>Reads configuration, tariff and facts, and puts them in force together or not at all.</summary>
internal static unsafe class Loading
{
    private const string NextTariff = "\nslurmbank-tariff\t";

    internal static int Load(NativeLoadInput* input, NativeLoadResult* result, NativeBuffer* message)
    {
        if (!Memory.TryRead(input->Configuration, Abi.MostLoadBytes, out ReadOnlySpan<byte> configurationText)
            || !Memory.TryRead(input->SourceName, Abi.MostTextBytes, out ReadOnlySpan<byte> sourceName)
            || !Memory.TryRead(input->Tariff, Abi.MostLoadBytes, out ReadOnlySpan<byte> tariffText)
            || !Memory.TryRead(input->Facts, Abi.MostLoadBytes, out ReadOnlySpan<byte> factsText))
        {
            return Code.Range;
        }

        List<string> errors = [];
        List<string> warnings = [];
        BankConfiguration? configuration = input->Configuration.Data == null ? null : Configuration(configurationText, sourceName, errors, warnings);
        (TariffSchedule? schedule, Tariff? tariff) = input->Tariff.Data == null ? default : TariffsOf(tariffText, errors);
        ClusterShape? cluster = input->Facts.Data == null ? null : Facts(factsText, errors);
        EngineState state = errors.Count == 0 && (configuration is not null || tariff is not null || cluster is not null)
            ? EngineState.Replace(configuration, schedule, tariff, cluster)
            : EngineState.Current;
        Tell(state, result);
        (result->Errors, result->Warnings) = ((uint)errors.Count, (uint)warnings.Count);
        Memory.Write(string.Join('\n', errors.Concat(warnings)), message);
        return errors.Count == 0 ? Code.Ok : Code.Input;
    }

    internal static void Tell(EngineState state, NativeLoadResult* result)
    {
        result->Generation = state.Generation;
        result->Has = (state.Configuration is null ? 0u : 1u) | (state.Tariff is null ? 0u : 2u) | (state.Cluster is null ? 0u : 4u);
        result->TariffVersion = (uint)(state.Tariff?.Version ?? 0);
        result->TariffFrom = state.Tariff?.EffectiveFrom ?? 0;
        result->Tariffs = (uint)(state.Schedule?.Versions.Count ?? 0);
    }

    internal static int Settings(EngineState state, NativeSettings* settings)
    {
        if (state.Configuration is not BankConfiguration configuration)
        {
            return Code.NotLoaded;
        }

        GateSettings gate = configuration.Gate;
        settings->Generation = state.Generation;
        settings->Policy = (uint)gate.Policy;
        settings->MissingSnapshot = (uint)gate.MissingSnapshot;
        settings->LienAtStart = gate.Lien == LienMoment.Start ? 1u : 0u;
        settings->AdminComment = gate.AdminComment ? 1u : 0u;
        settings->MaxSnapshotAge = (long)gate.MaxSnapshotAge.TotalSeconds;
        return Code.Ok;
    }

    internal static int Setting(EngineState state, in NativeText name, NativeBuffer* value)
    {
        if (state.Configuration is not BankConfiguration configuration)
        {
            return Code.NotLoaded;
        }

        if (!Memory.TryRead(name, Abi.MostTextBytes, out ReadOnlySpan<byte> bytes))
        {
            return Code.Range;
        }

        string wanted = Encoding.UTF8.GetString(bytes);
        if (wanted == "gate.snapshot")
        {
            return Memory.Write(configuration.GateSnapshotPath, value);
        }

        foreach (EffectiveSetting setting in configuration.Describe())
        {
            if (string.Concat(setting.Section, ".", setting.Key) == wanted)
            {
                return Memory.Write(Plain(setting.Value), value);
            }
        }

        return Code.NoSetting;
    }

    /// <summary>A text without its quotes; everything else as TOML has it.</summary>
    private static string Plain(string toml) =>
        TomlDocument.TryParse("v = " + toml, string.Empty, out TomlDocument? document, out _) && document.Root.Entries[0].Value is TomlString text ? text.Value : toml;

    private static BankConfiguration? Configuration(ReadOnlySpan<byte> text, ReadOnlySpan<byte> sourceName, List<string> errors, List<string> warnings)
    {
        string name = sourceName.IsEmpty ? "bank-config.toml" : Encoding.UTF8.GetString(sourceName);
        ConfigurationReading reading = BankConfigurationReader.Read(text, name);
        foreach (ConfigurationFinding finding in reading.Findings)
        {
            (finding.Severity == FindingSeverity.Error ? errors : warnings).Add(finding.ToString());
        }

        return reading.HasErrors ? null : reading.Configuration;
    }

    /// <summary>One canonical text behind the other: each begins with its own first line.</summary>
    private static (TariffSchedule? Schedule, Tariff? Last) TariffsOf(ReadOnlySpan<byte> bytes, List<string> errors)
    {
        string text = Encoding.UTF8.GetString(bytes);
        List<Tariff> tariffs = [];
        for (int start = 0; start >= 0;)
        {
            int next = text.IndexOf(NextTariff, start, StringComparison.Ordinal);
            string one = next < 0 ? text[start..] : text[start..(next + 1)];
            if (!Tariff.TryParseCanonical(one, out Tariff? tariff, out TextError error))
            {
                errors.Add($"tariff: {error.Message} (at character {start + error.Position})");
                return default;
            }

            tariffs.Add(tariff!);
            start = next < 0 ? -1 : next + 1;
        }

        try
        {
            return (new TariffSchedule(tariffs), tariffs[^1]);
        }
        catch (DuplicateTariffVersionException error)
        {
            errors.Add("tariff: " + error.Message);
            return default;
        }
    }

    private static ClusterShape? Facts(ReadOnlySpan<byte> text, List<string> errors)
    {
        if (ClusterFactsText.TryRead(Encoding.UTF8.GetString(text), out ClusterFacts? facts, out TextError error))
        {
            return new ClusterShape(facts);
        }

        errors.Add($"cluster facts: {error.Message} (at character {error.Position})");
        return null;
    }
}
