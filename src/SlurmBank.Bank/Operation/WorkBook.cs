using System;
using SlurmBank.Engine;
using SlurmBank.Ledger;

namespace SlurmBank.Bank;

/// <summary>Writes down how work went, so that the status can say what fails and since when, whoever ran it.</summary>
internal static class WorkBook
{
    /// <summary>Does work and writes down how it went. The error goes on to whoever asked.</summary>
    internal static T Do<T>(BankContext context, string name, bool isPlan, Func<T> work, Func<T, string>? complaint = null)
    {
        if (isPlan)
        {
            return work();
        }

        T answer;
        try
        {
            answer = work();
        }
        catch (SlurmBankException error)
        {
            if (error is not (LedgerUnavailableException or LedgerCorruptException))
            {
                Note(context, name, error.ErrorId, error.Message);
            }

            throw;
        }

        string text = complaint?.Invoke(answer) ?? string.Empty;
        Note(context, name, text.Length == 0 ? string.Empty : "Unsound", text);
        return answer;
    }

    /// <summary>Writes down that work ended well (an empty identifier) or failed. Where the ledger cannot be written that stays unsaid: the status then says the ledger's trouble.</summary>
    internal static void Note(BankContext context, string name, string errorId, string error)
    {
        try
        {
            using LedgerSession session = context.Ledger.Write();
            session.SetProperty(WorkRecord.Property(name), WorkRecord.Read(session.Reader, name).After(session.NowSeconds, errorId, error).ToString());
            session.Commit();
        }
        catch (SlurmBankException)
        {
            // A record of work is no reason for the work to fail.
        }
    }

    /// <summary>As <see cref="Note"/>, but success only where it had failed before: for work that is done very often.</summary>
    internal static void NoteChange(BankContext context, string name, string errorId, string error)
    {
        if (errorId.Length > 0 || Failures(context, name) > 0)
        {
            Note(context, name, errorId, error);
        }
    }

    /// <summary>Forgets a kind of work: it ended on purpose.</summary>
    internal static void Forget(BankContext context, string name)
    {
        try
        {
            using LedgerSession session = context.Ledger.Write();
            session.SetProperty(WorkRecord.Property(name), string.Empty);
            session.Commit();
        }
        catch (SlurmBankException)
        {
            // The status then says that the work is late, which is true enough.
        }
    }

    private static int Failures(BankContext context, string name)
    {
        try
        {
            using LedgerView view = context.Ledger.Read();
            return WorkRecord.Read(view.Reader, name).Failures;
        }
        catch (SlurmBankException)
        {
            return 0;
        }
    }
}
