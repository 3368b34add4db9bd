using System.Threading;

namespace SlurmBank.Bank;

/// <content>A sample bank.</content>
public sealed partial class BankService
{
    /// <summary>Makes a sample bank in a folder of its own, to try everything without a Slurm; where it fails nothing is left.</summary>
    /// <param name="options">How the door opens the bank; its configuration and ledger are the sample's own.</param>
    /// <param name="command">Where.</param>
    /// <param name="cancellation">Ends the work.</param>
    /// <returns>Where the sample is.</returns>
    /// <exception cref="Ledger.InvalidRequestException">The folder is not empty, or its path cannot be used.</exception>
    public static SampleReport MakeSample(BankOptions options, SampleCommand command, CancellationToken cancellation = default) =>
        new SampleBank(options, command.Folder).Run(command.IsPlan, cancellation);
}
