using System;
using System.CommandLine;
using System.Runtime.InteropServices;
using SlurmBank.Bank;
using SlurmBank.Cli.Composition;

namespace SlurmBank.Cli.Verbs;

/// <summary><c>serve</c>: the bank as a process that stays.</summary>
internal sealed class ServeVerb() : Verb(
    "serve",
    "Stay and work: settle what jobs cost as it comes, hold and release, publish the snapshot, and by night verify and back up, as [serve] in the configuration says. One for a ledger.\nSIGTERM and SIGINT end it within seconds with nothing half done; SIGHUP reads the configuration again. Messages go to standard error, with their priority for the journal.",
    new("slurmbank serve", "What slurmbank.service runs."),
    new("slurmbank serve --verbose", "The same, showing each Slurm command."))
{
    /// <inheritdoc/>
    internal override ExitCode Run(Session session, ParseResult input)
    {
        if (session.SnapshotOption is not null)
        {
            throw new UsageException("SnapshotOnly", "This verb needs the ledger; --snapshot reads only the published snapshot.", "Leave --snapshot out.");
        }

        using ServiceManager manager = ServiceManager.OfEnvironment();
        using var server = new BankServer(new ServeOptions
        {
            Open = session.OpenAnew,
            Say = session.Messages.Log,
            Notify = manager.Tell,
        });
        using PosixSignalRegistration hangUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, signal =>
        {
            signal.Cancel = true;
            server.Reload();
        });
        server.Run(session.Cancelled);
        return ExitCode.Success;
    }
}
