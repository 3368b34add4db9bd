using System.Collections.Generic;
using System.Linq;
using SlurmBank.Ledger;

namespace SlurmBank.Bank;

/// <summary>
/// Looks at the ledger as it would be once what is due was done, for the plan of an enforcement: the real one does what is due first. Nothing is kept.
/// </summary>
internal sealed class DueAhead(BankContext context)
{
    private readonly HashSet<string> told = [];

    /// <summary>A view of the ledger with what is due; as it is where nothing can be due.</summary>
    internal LedgerView Read()
    {
        var due = new DueRun(context, new DueCommand { IsPlan = true });
        if (!due.MayBeDue())
        {
            return context.Ledger.Read();
        }

        LedgerSession session;
        try
        {
            session = context.Ledger.Write(context.Stopping);
        }
        catch (LedgerUnavailableException error)
        {
            Tell($"The plan leaves out what is due (periods of rows, carry-over): to work that out takes the right to write the ledger. {error.Message}");
            return context.Ledger.Read();
        }

        try
        {
            foreach (RenewalAction action in due.Do(session).Where(a => a.Action == "failed"))
            {
                Tell(BankService.NotDone(action));
            }

            return session.Preview();
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    /// <summary>A plan looks more than once.</summary>
    private void Tell(string warning)
    {
        if (told.Add(warning))
        {
            context.Warn(warning);
        }
    }
}
