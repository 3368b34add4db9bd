namespace SlurmBank.Bench.Lab;

/// <summary>Jobs that were submitted.</summary>
/// <param name="Each">How long each call took.</param>
/// <param name="Accepted">How many were accepted.</param>
/// <param name="Errors">How many were not.</param>
/// <param name="Seconds">From the first to the last.</param>
internal sealed record Submission(Samples Each, int Accepted, int Errors, double Seconds)
{
    /// <summary>Submissions a second.</summary>
    internal double Rate => (Accepted + Errors) / Seconds;
}
