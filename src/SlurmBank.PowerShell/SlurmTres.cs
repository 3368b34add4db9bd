namespace SlurmBank.PowerShell;

/// <summary>A TRES that slurmdbd records.</summary>
public sealed record SlurmTres
{
    /// <summary>The name as limits and AllocTres write it: <c>cpu</c>, <c>gres/gpu</c>.</summary>
    public required string Tres { get; init; }

    /// <summary>The type, such as <c>gres</c>.</summary>
    public required string Type { get; init; }

    /// <summary>The name within the type, such as <c>gpu</c>; empty for cpu, mem and their like.</summary>
    public required string Specifier { get; init; }

    /// <summary>Its number in slurmdbd.</summary>
    public required long Id { get; init; }

    internal static SlurmTres Of(Slurm.SlurmTres tres) => new() { Tres = tres.FullName, Type = tres.Type, Specifier = tres.Name, Id = tres.Id };
}
