using SlurmBank.Engine;

namespace SlurmBank.PowerShell;

/// <summary>Slurm's text of TRES, such as <c>billing=6,cpu=4,mem=8192M,node=1</c>: it prints as it is and indexes by name.</summary>
/// <param name="Text">The text as Slurm wrote it.</param>
public sealed record SlurmTresValue(string Text)
{
    /// <summary>The count of one TRES, memory in MiB; 0 where the text does not have it, or cannot be read.</summary>
    /// <param name="name">The name, such as <c>cpu</c>, <c>mem</c>, <c>gres/gpu</c>.</param>
    public long this[string name] => TresSet.TryParse(Text, out TresSet? set, out _) ? set[name] : 0;

    /// <inheritdoc/>
    public override string ToString() => Text;
}
