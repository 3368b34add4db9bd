using System;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.Linq;

namespace SlurmBank.Engine;

/// <summary>
/// The TRESBillingWeights of a partition, read exactly as slurmctld reads them (slurm_protocol_api.c, <c>slurm_get_tres_weight_array</c>),
/// errors included. Cannot be changed; prints as the text it was read from.
/// </summary>
public sealed class TresBillingWeights
{
    private readonly string text;
    private readonly WeightSlot[] slots;

    private TresBillingWeights(string text, WeightSlot[] slots)
    {
        this.text = text;
        this.slots = slots;
    }

    /// <summary>No weights: a job bills its CPU count.</summary>
    public static TresBillingWeights None { get; } = new(string.Empty, []);

    /// <summary>True where the partition has no weights, so that the CPU count is billed. A text of commas alone is not none: it bills 0.</summary>
    public bool IsNone => text.Length == 0;

    /// <summary>The weights in the order in which Slurm adds them up, one for each TRES.</summary>
    public IReadOnlyList<TresWeight> Weights => [.. slots.Select(slot => new TresWeight(slot.Name, slot.Weight))];

    /// <summary>
    /// True where energy has a weight other than 0. Slurm then bills nonsense (about 1.8e19), because allocated energy is its marker for
    /// "not known" (job_mgr.c): such weights cannot be used for prices.
    /// </summary>
    public bool WeighsEnergy => slots.Any(slot => slot.Weight != 0 && TresNames.Same(slot.Name, TresNames.Energy));

    internal ReadOnlySpan<WeightSlot> Slots => slots;

    /// <summary>Reads weights: see <see cref="TryParse"/>.</summary>
    /// <exception cref="TextFormatException">Slurm would refuse the text, or it holds what no price can come of.</exception>
    public static TresBillingWeights Parse(string? text, IReadOnlyList<string>? trackedTres = null) =>
        TryParse(text, trackedTres, out TresBillingWeights? weights, out TextError error)
            ? weights
            : throw new TextFormatException("TRESBillingWeights", text, error);

    /// <summary>
    /// Reads weights such as <c>CPU=1.0,Mem=0.25G,GRES/gpu=2.0</c>. Blanks are not trimmed, of a unit only the first letter counts, the last
    /// of two weights for one TRES wins, negative weights are allowed. Beyond what Slurm refuses, infinities, NaN and the suffixes T and P on
    /// what is not counted in MB (undefined in Slurm) are refused. Never throws.
    /// </summary>
    /// <param name="text">The text; null and empty give <see cref="None"/>.</param>
    /// <param name="trackedTres">
    /// AccountingStorageTRES: a TRES that is neither here nor one of Slurm's own eight is an error, and the order of this list is taken for that
    /// of the database's identifiers, which is the order of the sum. Null where it is not known: then every well-formed name of type gres,
    /// license, bb, fs or ic is accepted and the order is that of the text.
    /// </param>
    /// <param name="weights">The weights read; null where the answer is false.</param>
    /// <param name="error">What is wrong and where, where the answer is false.</param>
    public static bool TryParse(
        string? text,
        IReadOnlyList<string>? trackedTres,
        [NotNullWhen(true)] out TresBillingWeights? weights,
        out TextError error)
    {
        error = default;
        weights = None;
        if (string.IsNullOrEmpty(text))
        {
            return true;
        }

        TresBillingWeightsReader reader = new(trackedTres);
        if (!reader.TryRead(text, out error))
        {
            weights = null;
            return false;
        }

        weights = new TresBillingWeights(text, reader.Slots());
        return true;
    }

    /// <summary>The text that the weights were read from; empty for none.</summary>
    public override string ToString() => text;

    /// <summary>The index of the slot of a TRES, or -1.</summary>
    internal int SlotOf(ReadOnlySpan<char> name)
    {
        for (int index = 0; index < slots.Length; index++)
        {
            if (TresNames.Same(name, slots[index].Name))
            {
                return index;
            }
        }

        return -1;
    }
}
