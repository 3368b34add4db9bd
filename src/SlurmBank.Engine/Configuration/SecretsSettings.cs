namespace SlurmBank.Engine.Configuration;

/// <summary>Where secrets lie: section <c>[secrets]</c>. The secrets themselves never stand in this file.</summary>
public sealed record SecretsSettings
{
    /// <summary>The file of secrets, an absolute path; empty means that only the environment has any.</summary>
    public string FilePath { get; init; } = string.Empty;

    internal static SectionSchema Schema { get; } = new("secrets", "Where secrets lie; they never stand in this file.",
    [
        new Setting<string>("secrets", "file", Kinds.PathOrNone, c => c.Secrets.FilePath, (c, v) => c with { Secrets = c.Secrets with { FilePath = v } },
            "A TOML file that only its owner may read; the environment goes before it."),
    ]);
}
