using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using SlurmBank.Engine.Configuration;
using SlurmBank.Slurm;

namespace SlurmBank.Bank;

/// <summary>Finds the addresses of accounts, by the configured rule, in what Slurm has of them. Slurm is asked once, and only for what the rule needs.</summary>
internal sealed class NoticeAddresses
{
    private static readonly char[] Between = [' ', ',', ';', '<', '>', '\t', '"', '(', ')'];
    private readonly NoticeSettings settings;
    private readonly Dictionary<string, SlurmAccount> accounts = new(StringComparer.Ordinal);
    private readonly ILookup<string, string> coordinators;
    private readonly ILookup<string, string> users;

    internal NoticeAddresses(BankContext context, CancellationToken cancellation)
    {
        settings = context.Configuration.Notice;
        if (Uses(NoticeRecipients.Description) || Uses(NoticeRecipients.Organization))
        {
            SlurmTable<SlurmAccount> table = context.Slurm.Sacctmgr.ReadAccounts(cancellation);
            table.Problems.ToList().ForEach(p => context.Warn($"sacctmgr show account, {p}"));
            foreach (SlurmAccount account in table.Rows)
            {
                accounts[account.Name] = account;
            }
        }

        coordinators = Uses(NoticeRecipients.Coordinators)
            ? context.Slurm.Sacctmgr.ReadCoordinators(cancellation).Rows.ToLookup(c => c.Account, c => c.User)
            : Enumerable.Empty<string>().ToLookup(a => a);
        users = Uses(NoticeRecipients.Users)
            ? context.Slurm.Sacctmgr.ReadAssociations(null, null, cancellation).Rows.Where(a => !a.IsAccount).ToLookup(a => a.Account, a => a.User)
            : Enumerable.Empty<string>().ToLookup(a => a);
    }

    /// <summary>The addresses of an account with those that get every notice, each once; none where nothing names one.</summary>
    internal IReadOnlyList<string> Of(string account)
    {
        IEnumerable<string> own = settings.Recipients.Select(source => Of(account, source).ToList()).FirstOrDefault(found => found.Count > 0) ?? [];
        return [.. own.Concat(settings.Always).Distinct(StringComparer.OrdinalIgnoreCase)];
    }

    private IEnumerable<string> Of(string account, NoticeRecipients source) => source switch
    {
        NoticeRecipients.Description => Texts(accounts.GetValueOrDefault(account)?.Description),
        NoticeRecipients.Organization => Texts(accounts.GetValueOrDefault(account)?.Organization),
        NoticeRecipients.Coordinators => coordinators[account].Distinct().SelectMany(Name),
        _ => users[account].Distinct().SelectMany(Name),
    };

    /// <summary>The addresses that stand in a text; where it is a single word without one, that word at the domain.</summary>
    private IEnumerable<string> Texts(string? text)
    {
        string[] words = (text ?? string.Empty).Split(Between, StringSplitOptions.RemoveEmptyEntries);
        string[] found = [.. words.Where(MailAddress.IsValid)];
        return found.Length > 0 || words.Length != 1 || words[0].Contains('@', StringComparison.Ordinal) ? found : Name(words[0]);
    }

    private IEnumerable<string> Name(string name)
    {
        string address = $"{name}@{settings.Domain}";
        return settings.Domain.Length > 0 && MailAddress.IsValid(address) ? [address] : [];
    }

    private bool Uses(NoticeRecipients source) => settings.Recipients.Contains(source);
}
