using System.Collections.Generic;
using System.Linq;

namespace SlurmBank.Bank;

/// <summary>What one round of the bank's own work is to do.</summary>
public sealed record RoundCommand
{
    /// <summary>Whether the sync reads the days again that the configuration names for the night.</summary>
    public bool Nightly { get; init; }

    /// <summary>Whether accounts are held and released.</summary>
    public bool Enforce { get; init; } = true;
}

/// <summary>How one step of a round went.</summary>
/// <param name="Name">Which: <c>sync</c>, <c>enforce</c> and what else the bank does in a round.</param>
/// <param name="Summary">What it did, in a few words; empty where it did nothing or failed.</param>
/// <param name="ErrorId">The identifier of its error; empty where there was none.</param>
/// <param name="Error">Its error, with the advice.</param>
/// <param name="Warnings">What the administrator should know besides.</param>
public sealed record RoundStep(string Name, string Summary, string ErrorId, string Error, IReadOnlyList<string> Warnings);

/// <summary>How a round went. A step that failed stopped no other.</summary>
/// <param name="Steps">Its steps, in order.</param>
public sealed record BankRound(IReadOnlyList<RoundStep> Steps)
{
    /// <summary>Whether every step succeeded.</summary>
    public bool Succeeded => Steps.All(step => step.ErrorId.Length == 0);
}
