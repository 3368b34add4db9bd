namespace SlurmBank.Ledger;

/// <summary>Finds what was done before under the same reference: the same again has the same answer, something else is an error.</summary>
internal static class References
{
    /// <summary>The entry of an account and kind under a reference; null where none was given or none is there.</summary>
    /// <exception cref="ReferenceConflictException">There is one with another body.</exception>
    internal static Entry? Earlier(LedgerSession session, Account account, EntryKind kind, string? reference, string body) =>
        reference is null ? null : Same(account, reference, body, session.Transaction.FindByReference(account.Id, kind, reference));

    /// <summary>The entry of a run and kind under a reference; null where none was given or none is there.</summary>
    /// <exception cref="ReferenceConflictException">There is one with another body.</exception>
    internal static Entry? EarlierOfRun(LedgerSession session, Account account, long runId, EntryKind kind, string? reference, string body) =>
        reference is null ? null : Same(account, reference, body, session.Transaction.FindByRunReference(runId, kind, reference));

    private static Entry? Same(Account account, string reference, string body, Entry? earlier)
    {
        if (earlier is null)
        {
            return null;
        }

        return EntryBody.FirstDifference(EntryBody.Asked(earlier.Draft.Body), EntryBody.Asked(body)) is (string field, string before, string now)
            ? throw new ReferenceConflictException(reference, account.Name, earlier.Seq, field, EntryBody.Readable(field, before), EntryBody.Readable(field, now))
            : earlier;
    }
}
