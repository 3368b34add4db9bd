using System;
using System.Collections;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.ComponentModel;
using System.Management.Automation;
using System.Management.Automation.Language;
using System.Management.Automation.Runspaces;
using SlurmBank.Bank;
using SlurmBank.PowerShell.Internal;

namespace SlurmBank.PowerShell.Completion;

/// <summary>A name that may be completed, with what to show beside it.</summary>
/// <param name="Name">The name.</param>
/// <param name="Tip">What to show beside it.</param>
internal readonly record struct Candidate(string Name, string Tip);

/// <summary>
/// Completes names that the bank knows. It only reads, remembers what it read for some seconds, and never fails: where nothing can be
/// read nothing is offered.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class NameCompleter : IArgumentCompleter
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(10);
    private static readonly ConcurrentDictionary<(Type Kind, string? Configuration, string? Usual, string? Ledger), (long Read, IReadOnlyList<Candidate> Names)> Known = new();

    private protected NameCompleter()
    {
    }

    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        try
        {
            return Match(wordToComplete, Names(Path(fakeBoundParameters, "ConfigurationPath"), Path(fakeBoundParameters, "LedgerPath")));
        }
        catch (Exception)
        {
            // A person at the prompt wants a name or nothing; the command itself will say what is wrong.
            return [];
        }
    }

    /// <summary>Reads the names.</summary>
    private protected abstract IEnumerable<Candidate> Read(BankService bank);

    private static List<CompletionResult> Match(string? word, IReadOnlyList<Candidate> names)
    {
        string plain = (word ?? string.Empty).Trim('\'', '"');
        var pattern = new WildcardPattern(plain + "*", WildcardOptions.IgnoreCase | WildcardOptions.CultureInvariant);
        var results = new List<CompletionResult>();
        foreach (Candidate candidate in names)
        {
            if (pattern.IsMatch(candidate.Name))
            {
                results.Add(new CompletionResult(Quote(candidate.Name), candidate.Name, CompletionResultType.ParameterValue, candidate.Tip));
            }
        }

        return results;
    }

    private static string Quote(string name)
    {
        foreach (char character in name)
        {
            if (!char.IsAsciiLetterOrDigit(character) && character is not ('_' or '-' or '.' or '+' or '/' or ':' or '='))
            {
                return "'" + CodeGeneration.EscapeSingleQuotedStringContent(name) + "'";
            }
        }

        return name;
    }

    private static string? Path(IDictionary bound, string parameter)
    {
        if (bound[parameter]?.ToString() is not { Length: > 0 } path)
        {
            return null;
        }

        return Runspace.DefaultRunspace is Runspace runspace
            ? runspace.SessionStateProxy.Path.GetUnresolvedProviderPathFromPSPath(path)
            : path;
    }

    private IReadOnlyList<Candidate> Names(string? configuration, string? ledger)
    {
        (Type, string?, string?, string?) key = (GetType(), configuration, Environment.GetEnvironmentVariable("SLURMBANK_CONFIG"), ledger);
        long now = Environment.TickCount64;
        if (Known.TryGetValue(key, out (long Read, IReadOnlyList<Candidate> Names) known) && now - known.Read < Fresh.TotalMilliseconds)
        {
            return known.Names;
        }

        var names = new List<Candidate>();
        using (BankService bank = BankDoor.Open(configuration, ledger, _ => { }, default))
        {
            names.AddRange(Read(bank));
        }

        Known[key] = (now, names);
        return names;
    }
}
