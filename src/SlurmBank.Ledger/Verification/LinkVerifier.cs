using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace SlurmBank.Ledger;

/// <summary>Compares the decisions about who draws on whom, which move amounts between accounts, with the entries that made them.</summary>
internal sealed class LinkVerifier(ILedgerReader reader, List<VerificationFinding> findings)
{
    private readonly List<DrawLink> decided = [];
    private readonly List<long> entries = [];

    internal void Check(Entry entry)
    {
        if (entry.Draft.Kind != EntryKind.Settings || entry.Draft.AccountId is not long account || EntryBody.Field(entry.Draft.Body, AccountOperations.ParentField) is not string parent)
        {
            return;
        }

        long? id = parent.Length == 0 ? null : reader.FindAccount(parent)?.Id ?? -1;
        long from = long.TryParse(EntryBody.Field(entry.Draft.Body, AccountOperations.FromField), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number) ? number : long.MinValue;
        decided.Add(new DrawLink(account, id, from));
        entries.Add(entry.Seq);
    }

    internal void Finish()
    {
        List<DrawLink> kept = [.. reader.DrawLinks()];
        for (int i = 0; i < decided.Count || i < kept.Count; i++)
        {
            if (i >= decided.Count || i >= kept.Count || decided[i] != kept[i])
            {
                long? seq = i < decided.Count ? entries[i] : null;
                findings.Add(new VerificationFinding(seq, "draws-on", $"Decision {i + 1} about who draws on whom is not what an entry decided."));
                return;
            }
        }
    }
}
