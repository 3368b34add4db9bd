namespace SlurmBank.Engine.Requests;

/// <summary>
/// Completes one component of a request in one partition as Slurm would, and bounds what it would be given (slurm.md 2.6). It keeps its room
/// from one request to the next, so that in the steady state nothing is allocated; one thread at a time uses it.
/// </summary>
internal sealed class RequestSolver
{
    private readonly NodeChoice choice = new();
    private readonly TresBounds bounds = new();

    internal JobShape Job { get; } = new();

    internal TimeLimit TimeLimit { get; private set; }

    internal TimeLimit MinimumTime { get; private set; }

    internal TresCounts Requested => bounds.Requested;

    internal TresCounts Lower => bounds.Lower;

    internal TresCounts Upper => bounds.Upper;

    internal bool NodesAreKnown => choice.IsKnown;

    internal void Solve(JobAsk request, PartitionShape partition, bool explains)
    {
        Job.Begin(request, partition, explains);
        if (!request.NamesPartitions)
        {
            Job.Assume(Assumed.Partition, $"partition: {partition.Facts.Name}, the cluster's default");
        }

        TimeLimit = TimeSteps.Limit(Job);
        ShapeSteps.Client(Job);
        GresSteps.Collect(Job);
        GresSteps.Apply(Job);
        ShapeSteps.Controller(Job);
        MemorySteps.Apply(Job);
        GresSteps.Apply(Job);
        ShapeSteps.Finish(Job);
        GresSteps.Check(Job);
        choice.Make(Job);
        PartitionChecks.Check(Job, choice);
        bounds.Make(Job, choice);
        MinimumTime = TimeSteps.Least(request, TimeLimit);
    }
}
