using System;
using System.Collections.Generic;
using System.Linq;

namespace SlurmBank.Engine.Requests;

/// <summary>Reads what a job asks for from a batch script, the environment and the command line, as sbatch does.</summary>
public static class SbatchScript
{
    /// <summary>
    /// Reads the <c>#SBATCH</c> lines before the first command; the environment overrides them, and the command line overrides both.
    /// Components of a heterogeneous job are separated by <c>#SBATCH hetjob</c> in the script and by a <c>:</c> of its own on the command line.
    /// Nothing throws, whatever the texts are.
    /// </summary>
    /// <param name="text">The script; null or empty where there are only options.</param>
    /// <param name="commandLineOptions">The arguments of sbatch, without <c>sbatch</c> itself; the first that is no option ends them.</param>
    /// <param name="environment">The environment variables; only those that sbatch knows are looked at.</param>
    /// <param name="reading">What was read, with errors and notes.</param>
    /// <returns>True where there was no error.</returns>
    public static bool TryRead(
        string? text,
        IReadOnlyList<string>? commandLineOptions,
        IReadOnlyDictionary<string, string>? environment,
        out SbatchReading reading)
    {
        List<RequestProblem> errors = [];
        List<RequestProblem> notes = [];
        List<List<OptionWord>> script = string.IsNullOrEmpty(text) ? [[]] : new ScriptDirectives(text, errors, notes).Components;
        List<List<OptionUse>> scriptUses = [.. script.Select(words => ReadScript(words, errors))];
        List<List<OptionUse>> lineUses = ReadCommandLine(commandLineOptions ?? [], errors, out IReadOnlyList<string> rest);
        List<OptionUse> environmentUses = environment is null ? [] : EnvironmentOptions.Read(environment);

        List<JobRequest> components = [];
        List<string> without = [];
        OptionEffects effects = new(errors, notes);
        // sbatch reads the whole command line once before it takes the components one by one, so a later one's --time is the first one's too.
        List<OptionUse> kept = lineUses.Count > 1 ? [.. lineUses.SelectMany(Kept)] : [];
        for (int i = 0; i < Math.Max(scriptUses.Count, lineUses.Count); i++)
        {
            List<OptionUse> line = i < lineUses.Count ? lineUses[i] : lineUses.Count == 1 ? lineUses[0] : [];
            List<OptionUse> uses = [.. i < scriptUses.Count ? scriptUses[i] : [], .. environmentUses, .. line];
            components.Add(Apply(kept.Concat(uses), effects, new(errors), without));
            kept.AddRange(Kept(uses));
        }

        reading = new()
        {
            Request = components[0] with { FurtherComponents = components[1..] },
            Errors = [.. errors.Distinct()],
            Notes = [.. notes.Distinct()],
            OptionsWithoutEffect = [.. without.Distinct()],
            ScriptArguments = rest,
        };
        return reading.Errors.Count == 0;
    }

    /// <summary>What stays set for the next component of a heterogeneous job: the options that sbatch does not reset (slurm_opt.c, reset_each_pass).</summary>
    private static IEnumerable<OptionUse> Kept(List<OptionUse> uses) => uses.Where(use => use.Option.Name
        is "account" or "qos" or "time" or "time-min" or "mem" or "clusters" or "cluster" or "reservation" or "exclude" or "begin" or "hold");

    private static JobRequest Apply(IEnumerable<OptionUse> uses, OptionEffects effects, RequestChecks checks, List<string> without)
    {
        JobRequest job = new();
        foreach (OptionUse use in uses)
        {
            checks.Saw(use);
            JobRequest? changed = effects.Apply(job, use);
            if (changed is null)
            {
                without.Add(use.Option.Name);
            }

            job = changed ?? job;
        }

        return checks.Finish(job);
    }

    private static List<OptionUse> ReadScript(List<OptionWord> words, List<RequestProblem> errors)
    {
        OptionReader reader = new(words, 0, errors);
        int end = reader.Read();
        if (end < words.Count)
        {
            errors.Add(words[end].Problem(0, $"'{words[end].Text}' is no option; sbatch refuses the script"));
        }

        return reader.Uses;
    }

    private static List<List<OptionUse>> ReadCommandLine(IReadOnlyList<string> arguments, List<RequestProblem> errors, out IReadOnlyList<string> rest)
    {
        List<OptionWord> words = [.. arguments.Select((argument, index) => new OptionWord(argument ?? string.Empty, RequestSource.CommandLine, index + 1))];
        List<List<OptionUse>> components = [];
        int at = 0;
        while (true)
        {
            OptionReader reader = new(words, at, errors);
            at = reader.Read();
            components.Add(reader.Uses);
            if (at >= words.Count || words[at].Text != ":")
            {
                break;
            }

            at++;
        }

        rest = [.. arguments.Skip(at)];
        return components;
    }
}
