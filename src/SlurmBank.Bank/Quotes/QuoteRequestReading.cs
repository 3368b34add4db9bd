using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using SlurmBank.Engine.Requests;
using SlurmBank.Ledger;

namespace SlurmBank.Bank;

/// <summary>Reads what a job asks for, from a script, options and the environment; errors name their place.</summary>
internal static class QuoteRequestReading
{
    internal static SbatchReading Read(QuoteCommand command)
    {
        if (SbatchScript.TryRead(command.Script, command.Options, Environment(), out SbatchReading reading))
        {
            return reading;
        }

        string where = command.Script is null ? string.Empty : command.ScriptName + ": ";
        throw new InvalidRequestException(where + string.Join("; ", reading.Errors), "See sbatch(1) for the options.");
    }

    private static Dictionary<string, string> Environment() => System.Environment.GetEnvironmentVariables()
        .Cast<DictionaryEntry>()
        .Where(e => e.Key is string name && name.StartsWith("SBATCH_", StringComparison.Ordinal))
        .ToDictionary(e => (string)e.Key, e => e.Value as string ?? string.Empty);
}
