using System.Collections.Generic;

namespace SlurmBank.Engine.Configuration;

/// <summary>A secret that does not show itself in messages, logs or object listings.</summary>
public sealed class Secret
{
    private readonly string value;

    /// <summary>Wraps a secret.</summary>
    /// <param name="value">The secret.</param>
    public Secret(string value) => this.value = value;

    /// <summary>The secret itself; to be handed to what needs it, and nowhere else.</summary>
    public string Reveal() => value;

    /// <summary>Never the secret.</summary>
    public override string ToString() => "(secret)";
}

/// <summary>The secrets the bank may use. A secret that others could read is not among them, so that what needs it stays off.</summary>
public sealed record BankSecrets
{
    /// <summary>The environment variable of <see cref="ApiToken"/>; it goes before the file.</summary>
    public const string ApiTokenVariable = "SLURMBANK_API_TOKEN";

    /// <summary>The key of <see cref="ApiToken"/> in the file of secrets.</summary>
    public const string ApiTokenKey = "api_token";

    /// <summary>The token for the service of the older plugins' kind; null means that nothing may talk to it.</summary>
    public Secret? ApiToken { get; init; }

    /// <summary>The keys in the file of secrets that were refused because others could read the file.</summary>
    public IReadOnlyList<string> Refused { get; init; } = [];
}

/// <summary>Secrets with what was found while they were read.</summary>
/// <param name="Secrets">The secrets that may be used.</param>
/// <param name="Findings">The findings; none of them shows a secret.</param>
public sealed record SecretsReading(BankSecrets Secrets, IReadOnlyList<ConfigurationFinding> Findings);
