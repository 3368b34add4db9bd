using System.Collections.Generic;
using System.Linq;
using SlurmBank.Ledger;

namespace SlurmBank.Bank;

/// <summary>Says what was decided for an account, defaults filled in.</summary>
internal sealed class AccountReading
{
    private readonly BankContext context;
    private readonly LedgerView view;
    private readonly HoldDecider decider;
    private readonly NoticeRules notices;
    private readonly AccountParents parents;

    internal AccountReading(BankContext context, LedgerView view)
    {
        this.context = context;
        this.view = view;
        decider = new HoldDecider(context.Configuration.Enforce, [], view.NowSeconds);
        notices = new NoticeRules(context.Configuration.Notice, view.NowSeconds);
        parents = new AccountParents(view.Reader, isForAll: true);
    }

    internal AccountReport Report(Account account) => Report(account, view.Reader.Settings(account.Id));

    internal AccountReport Report(Account account, AccountSettings settings) => new()
    {
        Account = account.Name,
        Mode = ReportBuilder.Word(decider.ModeOf(settings)),
        ModeIsDefault = settings.Mode is null,
        Kind = ReportBuilder.Word(settings.Kind),
        CreditLimit = settings.CreditLimit.Amount,
        CreditLimitUnits = settings.CreditLimit.Units,
        HoldMechanism = settings.HoldMechanism ?? HoldMechanism.NameOf(context.Configuration.Enforce.Hold),
        Thresholds = [.. notices.Percents(settings).Select(t => t / 100m)],
        NoticeDays = notices.Days(settings),
        ParentAccount = parents.OneOf(account.Id),
        Parents = parents.Of(account.Id),
        IsManaged = settings.Kind != AccountKind.Unmanaged && view.Tree.ChainAt(account.Id, view.NowSeconds).Prepend(account.Id).Any(IsGranted),
        DrawsOn = view.DrawsOn(account)?.Name,
        OwnedPartitions = settings.OwnedPartitions.Split(',', System.StringSplitOptions.RemoveEmptyEntries),
        UserLimits = [.. view.Reader.UserLimits(account.Id).Any() ? view.UserFigures(account.Name).Select(f => UserLimitReport.Of(f, context.Instant)) : []],
    };

    private bool IsGranted(long accountId) => view.Reader.Settings(accountId).Kind != AccountKind.Unmanaged && view.Reader.Allocations(accountId).Any(a => !a.IsReversed);
}
