using System;
using System.Collections.Generic;
using System.ComponentModel;
using System.Globalization;
using System.Linq;
using SlurmBank.Bank;
using SlurmBank.Engine;

namespace SlurmBank.PowerShell.Completion;

/// <summary>Completes what the newest entries of the ledger hold, newest first: older ones nobody looks for by pressing a key.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class NewestCompleter : NameCompleter
{
    private const int Newest = 500;

    private protected NewestCompleter()
    {
    }

    private protected sealed override IEnumerable<Candidate> Read(BankService bank) =>
        bank.Transactions(new TransactionQuery { Last = Newest }).Reverse().Select(Of).Where(candidate => candidate.Name.Length > 0).DistinctBy(candidate => candidate.Name);

    /// <summary>What the ledger offers; nothing where it cannot be read.</summary>
    internal IEnumerable<Candidate> ReadQuietly(BankService bank)
    {
        try
        {
            return [.. Read(bank)];
        }
        catch (SlurmBankException)
        {
            return [];
        }
    }

    /// <summary>What an entry offers; a name of no length for nothing.</summary>
    private protected abstract Candidate Of(TransactionReport entry);

    /// <summary>The candidate of no entry.</summary>
    private protected static Candidate Nothing => new(string.Empty, string.Empty);

    /// <summary>An entry in one line.</summary>
    private protected static string Line(TransactionReport entry) => string.Create(
        CultureInfo.InvariantCulture, $"{entry.Seq}: {entry.Kind} {entry.Account}{(entry.OtherAccount is null ? string.Empty : " to " + entry.OtherAccount)} {entry.Amount:0.00} {entry.Currency}, {entry.Recorded:yyyy-MM-dd HH:mm}");
}

/// <summary>Completes the numbers of entries that can be reversed.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ReversibleEntryCompleter : NewestCompleter
{
    private static readonly HashSet<string> Kinds = ["grant", "writeoff", "deposit", "withdrawal", "transfer", "refund", "advance"];

    private protected override Candidate Of(TransactionReport entry) =>
        Kinds.Contains(entry.Kind) ? new Candidate(entry.Seq.ToString(CultureInfo.InvariantCulture), Line(entry)) : Nothing;
}

/// <summary>Completes the numbers of entries.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class EntryCompleter : NewestCompleter
{
    private protected override Candidate Of(TransactionReport entry) => new(entry.Seq.ToString(CultureInfo.InvariantCulture), Line(entry));
}

/// <summary>Completes the references of entries.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ReferenceCompleter : NewestCompleter
{
    private protected override Candidate Of(TransactionReport entry) => entry.Reference is { Length: > 0 } reference ? new Candidate(reference, Line(entry)) : Nothing;
}

/// <summary>Completes the jobs that the bank charged.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ChargedJobCompleter : NewestCompleter
{
    private protected override Candidate Of(TransactionReport entry) => entry.JobId is { Length: > 0 } job ? new Candidate(job, $"{entry.User} in {entry.Account}, entry {Line(entry)}") : Nothing;
}

/// <summary>Completes the kinds of grants: those that the bank has rules for, and those that allocations have.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class GrantKindCompleter : NameCompleter
{
    private static readonly string[] Known = ["grant", "proposal", "class", "investment", "floating"];

    private protected override IEnumerable<Candidate> Read(BankService bank) =>
        Known.Concat(bank.Allocations([]).Select(allocation => allocation.Kind).Order(StringComparer.Ordinal)).Distinct().Select(kind => new Candidate(kind, kind));
}

/// <summary>Completes the versions of the tariff.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class TariffVersionCompleter : NameCompleter
{
    private protected override IEnumerable<Candidate> Read(BankService bank) => bank.Tariffs().Select(tariff => new Candidate(
        tariff.Version.ToString(CultureInfo.InvariantCulture),
        string.Create(CultureInfo.InvariantCulture, $"version {tariff.Version} of {tariff.Cluster}, {tariff.Kind}{(tariff.EffectiveFrom is DateTimeOffset from ? $", from {from:yyyy-MM-dd HH:mm}" : string.Empty)}")));
}

/// <summary>Completes the numbers of notices that are to be sent.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class NoticeCompleter : NameCompleter
{
    private protected override IEnumerable<Candidate> Read(BankService bank) => bank.Notices(new NoticeQuery { Accounts = [], Pending = true })
        .Select(notice => new Candidate(notice.NoticeId.ToString(CultureInfo.InvariantCulture), $"{notice.Account}: {notice.Subject}"));
}
