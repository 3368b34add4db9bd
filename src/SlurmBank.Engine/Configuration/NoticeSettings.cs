using System;
using System.Collections.Generic;
using System.Linq;
using SlurmBank.Engine.Toml;

namespace SlurmBank.Engine.Configuration;

/// <summary>Where the addresses of an account come from.</summary>
public enum NoticeRecipients
{
    /// <summary>Addresses that stand in the account's description in Slurm, parted by blanks or commas; with a domain configured, names too.</summary>
    Description,

    /// <summary>Addresses that stand in the account's organization in Slurm.</summary>
    Organization,

    /// <summary>The account's coordinators in Slurm, at the configured domain.</summary>
    Coordinators,

    /// <summary>The account's users in Slurm, at the configured domain.</summary>
    Users,
}

/// <summary>Thresholds and how they are told: section <c>[notice]</c>.</summary>
public sealed record NoticeSettings
{
    /// <summary>Percentages of use in hundredths of a percent, smallest first.</summary>
    public IReadOnlyList<int> Percents { get; init; } = [7500, 9000, 10000];

    /// <summary>Days before an allocation's end, fewest first.</summary>
    public IReadOnlyList<int> Days { get; init; } = [7, 30];

    /// <summary>Whom mail comes from.</summary>
    public string From { get; init; } = string.Empty;

    /// <summary>The program that takes a mail on its standard input, an absolute path; empty for none.</summary>
    public string SendmailPath { get; init; } = string.Empty;

    /// <summary>The host that takes mail by SMTP; empty for none.</summary>
    public string SmtpHost { get; init; } = string.Empty;

    /// <summary>The port of SMTP.</summary>
    public int SmtpPort { get; init; } = 25;

    /// <summary>Whether mail is refused where the host does not offer TLS (STARTTLS).</summary>
    public bool SmtpTls { get; init; }

    /// <summary>The file with the name and the password for the host, an absolute path; empty for none. With it nothing is sent without TLS.</summary>
    public string SmtpLoginPath { get; init; } = string.Empty;

    /// <summary>The file with the certificates (PEM) that vouch for the host, an absolute path; empty for those that the machine trusts.</summary>
    public string SmtpCaPath { get; init; } = string.Empty;

    /// <summary>How long one mail may take.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Where the addresses of an account come from: the first of these that has any.</summary>
    public IReadOnlyList<NoticeRecipients> Recipients { get; init; } = [NoticeRecipients.Description, NoticeRecipients.Coordinators];

    /// <summary>What names without one get after an @; empty takes only whole addresses.</summary>
    public string Domain { get; init; } = string.Empty;

    /// <summary>Addresses that get every notice.</summary>
    public IReadOnlyList<string> Always { get; init; } = [];

    /// <summary>A notice older than this that was never tried is not sent without being asked for by its number.</summary>
    public TimeSpan MaxAge { get; init; } = TimeSpan.FromDays(14);

    /// <summary>The subject of a notice about use.</summary>
    public NoticeTemplate UseSubject { get; init; } = NoticeTemplate.Parse("{account}: {threshold}% of the allocation is used", true);

    /// <summary>The text of a notice about use.</summary>
    public NoticeTemplate UseBody { get; init; } = NoticeTemplate.Parse(
        "Account {account} has used {percent}% of what it was granted:\n{charged} of {granted} {currency}; {remaining} {currency} are left.\nThe first of its allocations ends on {end_date}.\n\nQuestions: {contact}\n", false);

    /// <summary>The subject of a notice about an allocation's end.</summary>
    public NoticeTemplate EndSubject { get; init; } = NoticeTemplate.Parse("{account}: an allocation ends on {end_date}", true);

    /// <summary>The text of a notice about an allocation's end.</summary>
    public NoticeTemplate EndBody { get; init; } = NoticeTemplate.Parse(
        "Allocation {allocation} of account {account} ends on {end_date}.\n{charged} of {granted} {currency} are used; what is left of the {remaining} {currency} then expires.\n\nQuestions: {contact}\n", false);

    /// <summary>Whether mail can be sent at all.</summary>
    public bool CanSend => From.Length > 0 && (SendmailPath.Length > 0 || SmtpHost.Length > 0);

    internal static SectionSchema Schema { get; } = new("notice", "Thresholds that are told, and how.",
    [
        new Setting<IReadOnlyList<int>>("notice", "percents", new ThresholdsKind("percentages of use from 0.01 to 1000, such as [75, 90, 100]", NoticeThresholds.TryReadPercent, NoticeThresholds.FormatPercent),
            c => c.Notice.Percents, (c, v) => c with { Notice = c.Notice with { Percents = v } }, "Percentages of use that are told. An account may have its own."),
        new Setting<IReadOnlyList<int>>("notice", "days", new ThresholdsKind("days from 0 to 3660, such as [30, 7]", NoticeThresholds.TryReadDays, v => NoticeThresholds.FormatDays([v])),
            c => c.Notice.Days, (c, v) => c with { Notice = c.Notice with { Days = v } }, "Days before an allocation's end that are told. An account may have its own."),
        Text("from", "a mail address, or \"\"", AddressOrNone, c => c.From, (n, v) => n with { From = v }, "Whom mail comes from."),
        Text("sendmail", "an absolute path, or \"\"", TextRules.AbsolutePathOrNone, c => c.SendmailPath, (n, v) => n with { SendmailPath = v }, "The program that takes a mail, such as /usr/sbin/sendmail; \"\" for none."),
        Text("smtp_host", "a host's name, or \"\"", HostOrNone, c => c.SmtpHost, (n, v) => n with { SmtpHost = v }, "The host that takes mail by SMTP where there is no sendmail; \"\" for none."),
        new Setting<int>("notice", "smtp_port", new IntegerKind(1, 65535), c => c.Notice.SmtpPort, (c, v) => c with { Notice = c.Notice with { SmtpPort = v } }, "The port of SMTP."),
        new Setting<bool>("notice", "smtp_tls", new FlagKind(), c => c.Notice.SmtpTls, (c, v) => c with { Notice = c.Notice with { SmtpTls = v } }, "Whether SMTP has to be encrypted (STARTTLS)."),
        Text("smtp_login", "an absolute path, or \"\"", TextRules.AbsolutePathOrNone, c => c.SmtpLoginPath, (n, v) => n with { SmtpLoginPath = v },
            "The file with a login for the host: its name on the first line, its password on the second, mode 0600; \"\" for none. With it SMTP is always encrypted."),
        Text("smtp_ca", "an absolute path, or \"\"", TextRules.AbsolutePathOrNone, c => c.SmtpCaPath, (n, v) => n with { SmtpCaPath = v },
            "The file with the certificates (PEM) that vouch for the host; \"\" for those that the machine trusts."),
        new Setting<TimeSpan>("notice", "timeout", new DurationKind(TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(10)), c => c.Notice.Timeout,
            (c, v) => c with { Notice = c.Notice with { Timeout = v } }, "How long one mail may take."),
        new Setting<IReadOnlyList<NoticeRecipients>>("notice", "recipients", new TextListKind<NoticeRecipients>("a list of \"description\", \"organization\", \"coordinators\" and \"users\"", Source, v => v.ToString().ToLowerInvariant()),
            c => c.Notice.Recipients, (c, v) => c with { Notice = c.Notice with { Recipients = v } }, "Where the addresses of an account come from: the first of these that has any."),
        Text("domain", "a mail domain, or \"\"", HostOrNone, c => c.Domain, (n, v) => n with { Domain = v }, "What names without one get after an @."),
        new Setting<IReadOnlyList<string>>("notice", "always", new TextListKind<string>("a list of mail addresses", Address, v => v),
            c => c.Notice.Always, (c, v) => c with { Notice = c.Notice with { Always = v } }, "Addresses that get every notice."),
        new Setting<TimeSpan>("notice", "max_age", new DurationKind(TimeSpan.FromHours(1), TimeSpan.FromDays(3660)), c => c.Notice.MaxAge,
            (c, v) => c with { Notice = c.Notice with { MaxAge = v } }, "A notice older than this that was never tried is sent only when asked for by number."),
        Template("use_subject", true, n => n.UseSubject, (n, v) => n with { UseSubject = v }, "The subject of a notice about use."),
        Template("use_body", false, n => n.UseBody, (n, v) => n with { UseBody = v }, "The text of a notice about use."),
        Template("end_subject", true, n => n.EndSubject, (n, v) => n with { EndSubject = v }, "The subject of a notice about an allocation's end."),
        Template("end_body", false, n => n.EndBody, (n, v) => n with { EndBody = v }, "The text of a notice about an allocation's end."),
    ]);

    private static Setting<string> Text(string key, string expected, TextRule<string> rule, Func<NoticeSettings, string> get, Func<NoticeSettings, string, NoticeSettings> set, string summary) =>
        new("notice", key, new TextKind<string>(expected, rule, v => v), c => get(c.Notice), (c, v) => c with { Notice = set(c.Notice, v) }, summary);

    private static Setting<NoticeTemplate> Template(string key, bool isLine, Func<NoticeSettings, NoticeTemplate> get, Func<NoticeSettings, NoticeTemplate, NoticeSettings> set, string summary)
    {
        bool Rule(string text, out NoticeTemplate value, out string problem)
        {
            bool read = NoticeTemplate.TryParse(text, isLine, out value, out TextError error);
            problem = error.ToString();
            return read;
        }

        return new("notice", key, new TextKind<NoticeTemplate>("a text with places such as {account}", Rule, v => v.Text), c => get(c.Notice), (c, v) => c with { Notice = set(c.Notice, v) }, summary);
    }

    private static bool Address(string text, out string value, out string problem)
    {
        (value, problem) = (text, "a mail address such as \"hpc@example.org\" is expected");
        return MailAddress.IsValid(text);
    }

    private static bool AddressOrNone(string text, out string value, out string problem) => Address(text, out value, out problem) || text.Length == 0;

    private static bool HostOrNone(string text, out string value, out string problem)
    {
        (value, problem) = (text, "a name such as \"mail.example.org\" is expected");
        return text.Length == 0 || MailAddress.IsDomain(text);
    }

    private static bool Source(string text, out NoticeRecipients value, out string problem)
    {
        problem = "\"description\", \"organization\", \"coordinators\" or \"users\" is expected";
        foreach (NoticeRecipients source in Enum.GetValues<NoticeRecipients>())
        {
            if (source.ToString().ToLowerInvariant() == text)
            {
                value = source;
                return true;
            }
        }

        value = default;
        return false;
    }
}

/// <summary>A list of thresholds; a number each.</summary>
internal sealed class ThresholdsKind(string expected, ThresholdsKind.Rule rule, Func<int, string> show) : SettingKind<IReadOnlyList<int>>
{
    internal delegate bool Rule(string text, out int value);

    internal override string Expected => expected;

    internal override bool TryRead(TomlNode node, string path, FindingCollector findings, out IReadOnlyList<int> value)
    {
        value = [];
        if (node is not TomlArray { IsTableArray: false } array)
        {
            return findings.WrongType(path, node, expected);
        }

        var read = new SortedSet<int>();
        foreach (TomlNode item in array.Items)
        {
            if (item is not (TomlInteger or TomlFloat))
            {
                return findings.WrongType(path, array, expected);
            }

            if (!ExactDecimal.TryRead(item, out decimal number, out _) || !rule(ExactDecimal.Write(number), out int threshold))
            {
                return findings.InvalidValue(path, item.Position, $"{expected} are expected, {item.Describe()} is found");
            }

            read.Add(threshold);
        }

        value = read.ToList();
        return true;
    }

    internal override string Write(IReadOnlyList<int> value) => $"[{string.Join(", ", value.Select(show))}]";
}
