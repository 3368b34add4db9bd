using System.Collections.Generic;
using System.CommandLine;
using System.Globalization;
using System.Linq;
using SlurmBank.Bank;
using SlurmBank.Cli.Composition;
using SlurmBank.Cli.Views;

namespace SlurmBank.Cli.Verbs;

/// <summary><c>notices list</c>: thresholds that were crossed.</summary>
internal sealed class NoticesListVerb : Verb
{
    private readonly Argument<string[]> names = Input.Many(Input.Account, "Accounts, or patterns with * and ? (default: all).");
    private readonly Option<bool> pending = Input.Flag("--pending", "Only those that are to be sent.");
    private readonly Option<bool> all = Input.Flag("--all", "Also those that a higher threshold, crossed in the same moment, made superfluous.");

    internal NoticesListVerb()
        : base(
            "list",
            "List thresholds that accounts have crossed, percentages of use and days before an allocation's end, and what became of the notices.",
            new("slurmbank notices list --pending", "What is to be sent."),
            new("slurmbank notices list bio --json | jq -r '.[].text'", "All that bio was told, and is to be."))
    {
        Add(names);
        Add(pending);
        Add(all);
    }

    /// <inheritdoc/>
    internal override ExitCode Run(Session session, ParseResult input)
    {
        var query = new NoticeQuery { Accounts = input.GetValue(names) ?? [], Pending = input.GetValue(pending), Superseded = input.GetValue(all) };
        session.ShowList(session.Bank.Notices(query), NoticeViews.Notices(() => session.Zone), "No notices.");
        return ExitCode.Success;
    }
}

/// <summary><c>notices send</c>: tells people.</summary>
internal sealed class NoticesSendVerb : Verb
{
    private readonly Argument<string[]> names = Input.Many(Input.Account, "Accounts, or patterns with * and ? (default: all).");
    private readonly Option<string[]> numbers = new("--id") { Description = "Only these notices, whatever their age and however often they failed. Repeat it, or use commas.", HelpName = "NUMBER" };
    private readonly Option<bool> force = Input.Flag("--force", "Try those again that failed a short time ago.");
    private readonly Option<bool> plan = Input.Plan("Send nothing, say what would be sent and to whom.");

    internal NoticesSendVerb()
        : base(
            "send",
            "Send the notices that are due, as [notice] in the configuration says. What fails is kept and tried again by a later call.\nExits 1 where a notice could not be sent.",
            new("slurmbank notices send --plan", "What would be sent, and to whom."),
            new("slurmbank notices send", "What a timer runs after each sync."))
    {
        Add(names);
        Add(numbers);
        Add(force);
        Add(plan);
    }

    /// <inheritdoc/>
    internal override ExitCode Run(Session session, ParseResult input)
    {
        var command = new SendNoticesCommand
        {
            Accounts = input.GetValue(names) ?? [],
            NoticeIds = [.. Input.Names(input, numbers).Select(Number)],
            Force = input.GetValue(force),
            IsPlan = input.GetValue(plan),
        };
        IReadOnlyList<NoticeReport> sent = session.Bank.SendNotices(command, session.Cancelled);
        session.ShowList(sent, NoticeViews.Notices(() => session.Zone), "No notices are due.");
        return Attention(sent.Any(notice => notice.LastError is not null));
    }

    private static long Number(string text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long number)
        ? number
        : throw new UsageException("NotANumber", $"--id takes the numbers of notices, not '{text}'.", "slurmbank notices list names them.");
}
