using System;
using System.Collections.Generic;
using System.Threading;

namespace SlurmBank.Slurm;

/// <summary>What slurmctld is busy with.</summary>
/// <param name="DbdQueue">Messages that slurmctld still has to send to slurmdbd: while there are any, sacct does not know everything.</param>
/// <param name="AgentQueue">Messages that slurmctld still has to send to nodes.</param>
/// <param name="JobsPending">Jobs that wait.</param>
/// <param name="JobsRunning">Jobs that run.</param>
public sealed record ControllerStatistics(long DbdQueue, long? AgentQueue, long? JobsPending, long? JobsRunning);

/// <summary>Reads slurmctld's statistics by sdiag.</summary>
public sealed class Sdiag
{
    private readonly SlurmCommands _slurm;

    internal Sdiag(SlurmCommands slurm) => _slurm = slurm;

    /// <summary>Reads the statistics.</summary>
    /// <param name="cancellation">Ends the command.</param>
    /// <returns>The figures that SlurmBank looks at.</returns>
    /// <exception cref="SlurmOutputException">The queue to slurmdbd is not among them: it must not be taken for empty.</exception>
    /// <exception cref="SlurmCommandException">sdiag failed.</exception>
    public ControllerStatistics Read(CancellationToken cancellation = default)
    {
        string output = _slurm.Capture("sdiag", [], cancellation);
        var figures = new Dictionary<string, long>(StringComparer.OrdinalIgnoreCase);
        foreach (string line in output.Split('\n'))
        {
            int colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon > 0 && SlurmText.LongOrNull(line[(colon + 1)..].Trim()) is { } value)
            {
                // The first of a name counts: later sections repeat some.
                figures.TryAdd(line[..colon].Trim(), value);
            }
        }

        return figures.TryGetValue("DBD Agent queue size", out long queue)
            ? new ControllerStatistics(queue, Figure("Agent queue size"), Figure("Jobs pending"), Figure("Jobs running"))
            : throw new SlurmOutputException(["sdiag"], "it does not tell the size of the queue to slurmdbd", string.Empty);

        long? Figure(string name) => figures.TryGetValue(name, out long value) ? value : null;
    }
}
