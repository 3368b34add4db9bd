using SlurmBank.Engine;

namespace SlurmBank.PowerShell;

/// <summary>Slurm's text of limits on TRES, such as <c>cpu=100,gres/gpu=4</c>: it prints as it is and indexes by name.</summary>
/// <param name="Text">The text as Slurm wrote it; empty for no limit.</param>
public sealed record SlurmTresLimit(string Text)
{
    /// <summary>The limit on one TRES, memory in MiB; null where there is none. A limit of 0 is one.</summary>
    /// <param name="name">The name, such as <c>cpu</c>, <c>mem</c>, <c>gres/gpu</c>.</param>
    public long? this[string name] => TresSet.TryParse(Text, out TresSet? set, out _) && set.TryGetValue(name, out long limit) ? limit : null;

    /// <inheritdoc/>
    public override string ToString() => Text;
}
