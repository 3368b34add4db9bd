namespace SlurmBank.Slurm;

/// <summary>
/// Whether the caller sees the jobs of all users. PrivateData hides others' jobs without an error from whoever is neither root,
/// SlurmUser, Operator nor Administrator; a coordinator sees those of their accounts only, which is not all.
/// </summary>
/// <param name="User">The user that the commands run as.</param>
/// <param name="Uid">That user's number.</param>
/// <param name="AdminLevel">None, Operator or Administrator; empty where slurmdbd does not know the user.</param>
/// <param name="SeesAccounting">Whether it is proved that sacct shows all jobs.</param>
/// <param name="SeesQueue">Whether it is proved that squeue shows all jobs.</param>
/// <param name="Explanation">How that follows, in a sentence or two.</param>
public sealed record SlurmVisibility(
    string User, long Uid, string AdminLevel, bool SeesAccounting, bool SeesQueue, string Explanation)
{
    /// <summary>Whether both are proved.</summary>
    public bool SeesAll => SeesAccounting && SeesQueue;
}
