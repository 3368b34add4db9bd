using System;
using System.Collections;
using System.Collections.Generic;
using System.ComponentModel;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace SlurmBank.PowerShell.Completion;

/// <summary>Completes one of some words.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class WordCompleter : IArgumentCompleter
{
    private readonly string[] words;

    private protected WordCompleter(params string[] words) => this.words = words;

    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        string begun = (wordToComplete ?? string.Empty).Trim('\'', '"');
        return words.Where(word => word.StartsWith(begun, StringComparison.OrdinalIgnoreCase)).Select(word => new CompletionResult(word));
    }
}

/// <summary>Completes the lengths of periods.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class PeriodCompleter() : WordCompleter("Once", "Month", "Quarter", "Year");

/// <summary>Completes yes and no, where a switch could not say that nothing is to be changed.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class TrueFalseCompleter() : WordCompleter("$true", "$false");

/// <summary>Completes the words for what the configuration says, and for nothing.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class DefaultOrNoneCompleter() : WordCompleter("Default", "None");

/// <summary>Completes the word that takes a limit away.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class UnlimitedCompleter() : WordCompleter("unlimited");

/// <summary>Completes Slurm's names of job states.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class StateCompleter() : WordCompleter(
    "BOOT_FAIL", "CANCELLED", "COMPLETED", "DEADLINE", "FAILED", "NODE_FAIL", "OUT_OF_MEMORY", "PENDING", "PREEMPTED", "REQUEUED", "RESIZING", "REVOKED", "RUNNING",
    "SUSPENDED", "TIMEOUT");

/// <summary>Completes Slurm's names of node states and their flags.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class NodeStateCompleter() : WordCompleter(
    "ALLOCATED", "COMPLETING", "DOWN", "DRAIN", "FAIL", "FUTURE", "IDLE", "MAINTENANCE", "MIXED", "NOT_RESPONDING", "PLANNED", "POWERED_DOWN", "POWERING_DOWN",
    "POWERING_UP", "REBOOT_ISSUED", "REBOOT_REQUESTED", "RESERVED", "UNKNOWN");
