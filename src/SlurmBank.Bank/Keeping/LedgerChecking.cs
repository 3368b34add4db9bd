using System;
using System.Linq;
using System.Threading;
using SlurmBank.Ledger;

namespace SlurmBank.Bank;

/// <summary>Verifies a ledger, this bank's or a copy of one.</summary>
internal static class LedgerChecking
{
    internal static LedgerCheck Check(LedgerView view, string place, string activity, Action<BankProgress>? progress, CancellationToken cancellation)
    {
        long all = view.Reader.LastEntry()?.Seq ?? 0;
        VerificationReport report = LedgerVerifier.Verify(
            view.Reader,
            seq => progress?.Invoke(new BankProgress(activity, $"entry {seq} of {all}", (int)(seq * 100 / Math.Max(all, 1)))),
            cancellation);
        return new LedgerCheck
        {
            IsSound = report.IsSound,
            Entries = report.Entries,
            HeadSeq = report.HeadSeq,
            Head = Hex.Of(report.Head),
            Findings = [.. report.Findings.Select(f => new BankFinding(
                FindingSeverity.Error, f.Invariant, f.Message, f.Seq is long seq ? $"entry {seq}" : place, "Stop writing, keep a copy, and compare with the last backup."))],
        };
    }

    internal static LedgerCheck Check(BankContext context, string path, string activity, Action<BankProgress>? progress, CancellationToken cancellation)
    {
        using BankLedger ledger = context.OpenOther(path);
        using LedgerView view = ledger.Read();
        return Check(view, path, activity, progress, cancellation);
    }
}
