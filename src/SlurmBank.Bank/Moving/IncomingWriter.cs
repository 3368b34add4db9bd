using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading;
using SlurmBank.Engine;
using SlurmBank.Ledger;

namespace SlurmBank.Bank;

/// <summary>Puts what was read of another bank into the ledger in one write: all of it, or, where something is wrong, nothing.</summary>
internal sealed class IncomingWriter(BankContext context, ImportCommand command, IncomingBatch batch, string path)
{
    private readonly List<ImportItem> items = [];
    private readonly List<string> problems = [.. batch.Problems];
    private readonly Dictionary<(string Account, string Currency), ServiceUnits?> expected = [];
    private readonly List<string> warnings = [];
    private readonly Dictionary<string, string> currencies = [];
    private string usual = context.Currency;

    internal ImportReport Run(CancellationToken cancellation)
    {
        // Slurm is asked before the ledger is held for the write.
        LiveAccounts live = LiveAccounts.Read(context, batch, cancellation);
        using LedgerSession session = context.Ledger.Write(cancellation);
        usual = CurrencyNames.Of(context, session.Reader, command.Currency, null);
        warnings.AddRange(batch.Warnings);
        warnings.AddRange(live.Say(batch.Grants, account => session.Reader.FindAccount(account) is not null));
        foreach (Incoming grant in batch.Grants)
        {
            cancellation.ThrowIfCancellationRequested();
            Take(session, grant);
        }

        foreach ((string place, string account, string kind, string why) in batch.Left)
        {
            items.Add(Item(place, account, kind, ImportWords.Left, why));
        }

        if (problems.Count > 0 && !command.SkipInvalid)
        {
            throw ImportRefusedException.Of(path, problems);
        }

        items.AddRange(problems.Select(p => Item(p.Split(": ")[0], string.Empty, string.Empty, ImportWords.Invalid, p[(p.IndexOf(": ", StringComparison.Ordinal) + 2)..])));
        session.SettleDraws();
        List<ImportBalance> balances = [.. expected.OrderBy(e => e.Key.Account, StringComparer.Ordinal).Select(e => ImportBalances.Of(session.Openings.Balance(e.Key.Account, e.Key.Currency), e.Value))];
        foreach (ImportBalance other in balances.Where(b => !b.IsEqual))
        {
            warnings.Add(string.Create(CultureInfo.InvariantCulture, $"Account '{other.Account}' had {other.Expected:0.00#####} {other.Currency} left in the other bank and has {other.Available:0.00#####} here: this ledger has other grants, charges or jobs of it."));
        }

        bool isNew = items.Any(i => i.Outcome == ImportWords.Taken);
        if (isNew && !command.IsPlan)
        {
            session.Commit();
        }

        return Report(balances, isNew);
    }

    private ImportReport Report(List<ImportBalance> balances, bool isNew)
    {
        using LedgerView? view = command.IsPlan || !isNew ? null : context.Ledger.Read();
        Entry? head = view?.Reader.LastEntry();
        return new ImportReport
        {
            Path = path,
            Source = ImportWords.Of(batch.Source),
            Ledger = context.LedgerPath,
            IsNew = isNew,
            IsPlan = command.IsPlan,
            HeadSeq = head?.Seq ?? 0,
            Head = head is null ? string.Empty : Hex.Of(head.Hash),
            Items = items,
            Tables = [],
            Balances = balances,
            Warnings = warnings,
        };
    }

    private void Take(LedgerSession session, Incoming grant)
    {
        try
        {
            string currency = CurrencyOf(session, grant);
            if (grant.IsUnlimited)
            {
                TakeUnlimited(session, grant, currency);
                return;
            }

            TakeGrant(session, grant, currency);
        }
        catch (SlurmBankException error) when (error is not (LedgerUnavailableException or ImportRefusedException))
        {
            problems.Add($"{grant.Place}: {error.Message}");
        }
    }

    /// <summary>An import makes no currency: a name that is mistyped would put money where nothing is ever charged.</summary>
    private string CurrencyOf(LedgerSession session, Incoming grant)
    {
        if (grant.Currency is null && grant.Unit is null)
        {
            return usual;
        }

        string said = $"{grant.Currency}\n{grant.Unit}";
        return currencies.TryGetValue(said, out string? known) ? known
            : currencies[said] = CurrencyNames.Of(context, session.Reader, grant.Currency, grant.Unit);
    }

    private void TakeGrant(LedgerSession session, Incoming grant, string currency)
    {
        if (session.Reader.FindAccount(grant.Account) is Account known && session.Reader.FindByReference(known.Id, EntryKind.Grant, grant.Reference) is Entry earlier)
        {
            RefuseOther(grant, earlier, currency);
            items.Add(Item(grant, currency, ImportWords.Present, string.Create(CultureInfo.InvariantCulture, $"entry {earlier.Seq}")));
            return;
        }

        if (grant.Amount < ServiceUnits.Zero || grant.Used < ServiceUnits.Zero)
        {
            throw new InvalidRequestException(string.Create(CultureInfo.InvariantCulture, $"a grant of {grant.Amount.Amount:0.##} of which {grant.Used.Amount:0.##} was used cannot be: both are zero or more."));
        }

        string reason = command.Reason.Length > 0 ? command.Reason : grant.Reason ?? $"brought over from {ImportWords.Name(batch.Source)}";
        GrantResult made = session.Grants.Grant(new GrantRequest(grant.Account, grant.Amount, grant.Start, grant.End)
        {
            Currency = currency,
            Kind = grant.Kind,
            Priority = grant.Priority ?? GrantPolicy.PriorityOf(grant.Kind),
            Scope = grant.Scope,
            Reference = grant.Reference,
            Reason = reason,
        });
        ServiceUnits used = command.NoUsage ? ServiceUnits.Zero : grant.Used;
        Use(session, grant, made.Allocation, used);
        items.Add(Item(grant, currency, ImportWords.Taken, grant.Note));
        if (made.Allocation.IsActiveAt(session.NowSeconds))
        {
            Expect(grant.Account, currency, grant.Amount - used);
        }
        else
        {
            // An ended window's rest is set aside at once, as the bank does it when the window ends.
            Expect(grant.Account, currency, ServiceUnits.Zero);
        }
    }

    /// <summary>A grant whose use does not fit must not stand alone: not even lines that are wrong may be left out then.</summary>
    private void Use(LedgerSession session, Incoming grant, Allocation allocation, ServiceUnits used)
    {
        try
        {
            _ = session.Openings.Use(allocation, used, $"used before, by {ImportWords.Name(batch.Source)} ({grant.Reference})");
        }
        catch (AmountOverflowException error)
        {
            throw ImportRefusedException.Of(path, [$"{grant.Place}: {error.Message}"]);
        }
    }

    private void TakeUnlimited(LedgerSession session, Incoming grant, string currency)
    {
        AccountSettings before = session.Reader.FindAccount(grant.Account) is Account known ? session.Reader.Settings(known.Id) : AccountSettings.Default;
        bool isNew = session.Accounts.Decide(grant.Account, before with { Kind = AccountKind.Unlimited }, command.Reason.Length > 0 ? command.Reason : $"unlimited in {ImportWords.Name(batch.Source)} ({grant.Reference})");
        items.Add(Item(grant, currency, isNew ? ImportWords.Taken : ImportWords.Present, grant.Note) with { Kind = "unlimited", Reference = string.Empty });
        expected[(grant.Account, currency)] = ServiceUnits.Unlimited;
    }

    private void Expect(string account, string currency, ServiceUnits left)
    {
        ServiceUnits before = expected.GetValueOrDefault((account, currency)) ?? ServiceUnits.Zero;
        expected[(account, currency)] = before.IsUnlimited ? before : ServiceUnits.FromUnits(checked(before.Units + left.Units));
    }

    /// <summary>A second import of the same record is no second grant; one of another amount is an error.</summary>
    private static void RefuseOther(Incoming grant, Entry earlier, string currency)
    {
        string was = EntryBody.Field(earlier.Draft.Body, "amount") ?? string.Empty;
        string of = EntryBody.Field(earlier.Draft.Body, "currency") ?? string.Empty;
        if (was != grant.Amount.Units.ToString(CultureInfo.InvariantCulture) || of != currency)
        {
            throw new InvalidRequestException(string.Create(CultureInfo.InvariantCulture, $"reference '{grant.Reference}' was imported in entry {earlier.Seq} as {ServiceUnits.FromUnits(long.Parse(was, CultureInfo.InvariantCulture)).Amount:0.00#####} {of}; now it is {grant.Amount.Amount:0.00#####} {currency}. Move the difference by a deposit or a withdrawal."));
        }
    }

    private ImportItem Item(Incoming grant, string currency, string outcome, string note) => Item(grant.Place, grant.Account, grant.Kind, outcome, note) with
    {
        Amount = grant.Amount.Amount,
        AmountUnits = grant.Amount.Units,
        Used = grant.Used.Amount,
        UsedUnits = grant.Used.Units,
        Currency = currency,
        StartTime = context.Instant(grant.Start),
        EndTime = grant.End == Allocation.Forever ? null : context.Instant(grant.End),
        Reference = grant.Reference,
    };

    private ImportItem Item(string place, string account, string kind, string outcome, string note) => new()
    {
        Place = place,
        Account = account,
        Kind = kind,
        Outcome = outcome,
        Amount = 0,
        AmountUnits = 0,
        Used = 0,
        UsedUnits = 0,
        Currency = usual,
        StartTime = null,
        EndTime = null,
        Reference = string.Empty,
        Note = note,
    };
}
