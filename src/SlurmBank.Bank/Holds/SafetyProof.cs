using System.Globalization;
using SlurmBank.Ledger;
using SlurmBank.Slurm;

namespace SlurmBank.Bank;

/// <summary>
/// Some limits kill running jobs where the running slurmctld has no <c>safe</c>. After a reconfigure slurmctld shows the new value of
/// AccountingStorageEnforce while the old one stays in force until a restart, so what it shows is believed only where it cannot have changed.
/// From Slurm 23.11 on a reconfigure is such a restart, and the time of the start tells of it.
/// </summary>
internal static class SafetyProof
{
    internal static void Require(BankContext context, SlurmConfiguration slurm, string limit)
    {
        string property = string.Create(CultureInfo.InvariantCulture, $"enforce-at-boot:{slurm.ClusterName}:{slurm.BootSeconds}");
        string shown = slurm["AccountingStorageEnforce"];
        string? first;
        using (LedgerView view = context.Ledger.Read())
        {
            first = view.Reader.Property(property);
        }

        if (!slurm.HasSafe)
        {
            throw Refuse(limit, $"AccountingStorageEnforce is '{shown}', without 'safe'");
        }

        if (first is not null && first != shown)
        {
            throw Refuse(limit, $"AccountingStorageEnforce shows '{shown}', but was '{first}' when slurmctld had started, and only a restart changes it");
        }

        if (first is null && slurm.ChangedSinceStart is not false)
        {
            throw Refuse(limit, slurm.ChangedSinceStart is true
                ? "slurm.conf was changed after slurmctld had started, so it is not certain that 'safe' is in force"
                : "it cannot be seen from here when slurm.conf was changed last, so it is not certain that 'safe' is in force");
        }
    }

    /// <summary>Remembers what was shown after this start of slurmctld, while it certainly was what is in force.</summary>
    internal static void Remember(BankContext context, SlurmConfiguration slurm)
    {
        if (slurm.ChangedSinceStart is not false)
        {
            return;
        }

        string property = string.Create(CultureInfo.InvariantCulture, $"enforce-at-boot:{slurm.ClusterName}:{slurm.BootSeconds}");
        using LedgerSession session = context.Ledger.Write(context.Stopping);
        if (session.Reader.Property(property) is null)
        {
            session.SetProperty(property, slurm["AccountingStorageEnforce"]);
            session.Commit();
        }
    }

    private static InvalidRequestException Refuse(string limit, string why) => new(
        $"{limit}=0 would kill running jobs: {why}.",
        "Use the hold mechanism grp-tres-run-mins, which kills nothing; or add 'safe' to AccountingStorageEnforce and restart slurmctld.");
}
