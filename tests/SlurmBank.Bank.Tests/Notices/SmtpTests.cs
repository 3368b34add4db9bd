using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using SlurmBank.Bank.Tests.Support;
using SlurmBank.Ledger;

namespace SlurmBank.Bank.Tests.Notices;

/// <summary>Mail by SMTP with TLS and a login, against a server on the loopback device; recipients that it refuses stay due.</summary>
public sealed class SmtpTests : IDisposable
{
    private const string Both = "bio||ann@example.org, bob@example.org|\n";
    private readonly TemporaryFolder folder = new();

    [Theory]
    [InlineData("AUTH PLAIN LOGIN", "AUTH PLAIN")]
    [InlineData("AUTH LOGIN", "AUTH LOGIN")]
    [InlineData("AUTH=LOGIN CRAM-MD5", "AUTH LOGIN")]
    public async Task A_login_is_given_within_tls_and_never_without(string ways, string used)
    {
        using var server = new SmtpServer("localhost") { Ways = ways, Login = ("bank", "pa ss:wörd") };
        using NoticeScene scene = Scene(server, Both, Login("bank\npa ss:wörd\n") + Ca(server));
        NoticeReport sent = Assert.Single(Send(scene));
        Assert.Equal(("sent", null), (sent.State, sent.LastError));
        Assert.Equal(["ann@example.org", "bob@example.org"], sent.Delivered);
        IReadOnlyList<string> seen = await server.End();
        Assert.Contains(used, seen);
        Assert.True(seen.ToList().IndexOf("STARTTLS") < seen.ToList().IndexOf(used));
        Assert.DoesNotContain(seen.TakeWhile(l => l != "STARTTLS"), l => l.StartsWith("AUTH", StringComparison.Ordinal) || l.StartsWith("MAIL", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Where_the_host_offers_no_tls_or_no_known_way_nothing_is_told_it()
    {
        using var plain = new SmtpServer();
        using NoticeScene scene = Scene(plain, Both, Login("bank\nsecret\n"));
        Assert.Contains("does not offer TLS", Assert.Single(Send(scene)).LastError, StringComparison.Ordinal);
        Assert.DoesNotContain(await plain.End(), l => l.StartsWith("AUTH", StringComparison.Ordinal) || l.StartsWith("MAIL", StringComparison.Ordinal));

        using var other = new SmtpServer("localhost") { Ways = "AUTH CRAM-MD5" };
        using NoticeScene second = Scene(other, Both, Login("bank\nsecret\n") + Ca(other));
        Assert.Contains("no login by PLAIN or LOGIN", Assert.Single(Send(second)).LastError, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_password_is_told_without_the_password_and_the_notice_stays_due()
    {
        using var server = new SmtpServer("localhost") { Ways = "AUTH PLAIN", Login = ("bank", "right") };
        using NoticeScene scene = Scene(server, Both, Login("bank\nverysecret\n") + Ca(server));
        NoticeReport failed = Assert.Single(Send(scene));
        Assert.Equal("failed", failed.State);
        Assert.Contains("the login as bank is refused: 535", failed.LastError, StringComparison.Ordinal);
        Assert.DoesNotContain("verysecret", scene.Bank.Everything(), StringComparison.Ordinal);
        Assert.Equal(1, scene.Bank.Service.NoticeSummary().Failed);
        Assert.DoesNotContain(await server.End(), l => l.StartsWith("MAIL", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("mail.example.org", true)]
    [InlineData("localhost", false)]
    public void A_certificate_of_another_or_of_nobody_known_gets_no_password(string name, bool trusted)
    {
        using var server = new SmtpServer(name) { Ways = "AUTH PLAIN", Login = ("bank", "secret") };
        using NoticeScene scene = Scene(server, Both, Login("bank\nsecret\n") + (trusted ? Ca(server) : string.Empty));
        Assert.Contains("certificate", Assert.Single(Send(scene)).LastError, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void What_somebody_slips_in_before_tls_is_not_taken_for_the_hosts_word()
    {
        using var server = new SmtpServer("localhost") { Slipped = "250 AUTH PLAIN" };
        using NoticeScene scene = Scene(server, Both, "smtp_tls = true\n" + Ca(server));
        Assert.Contains("before TLS", Assert.Single(Send(scene)).LastError, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("bank\nsecret\n", 0b110_100_000, "chmod 600")]
    [InlineData("bank\nsecret\n", 0b110_000_100, "chmod 600")]
    [InlineData("bank\n", 0b110_000_000, "two lines")]
    [InlineData("bank\nsecret\nmore\n", 0b110_000_000, "two lines")]
    [InlineData("\nsecret\n", 0b110_000_000, "two lines")]
    [InlineData("", 0b110_000_000, "two lines")]
    [InlineData(null, 0, "smtp_login")]
    public void A_login_that_others_may_read_or_that_is_none_is_refused_before_anything_is_tried(string? text, int mode, string advice)
    {
        using var server = new SmtpServer();
        using NoticeScene scene = Scene(server, Both, text is null ? $"smtp_login = \"{folder.File("nowhere")}\"\n" : Login(text, (UnixFileMode)mode));
        InvalidRequestException error = Assert.Throws<InvalidRequestException>(() => Send(scene));
        Assert.Contains(advice, error.Advice, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", error.Message, StringComparison.Ordinal);
        Assert.Equal(0, scene.All().Single().Attempts);
    }

    /// <summary>Who has it gets it no second time; who was refused stays due, is told in the status, and gets it, or nobody does any more when Slurm names another.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_recipient_that_is_refused_stays_due_and_the_others_get_it_once(bool isMended)
    {
        using var server = new SmtpServer { Nobody = "bob@" };
        using NoticeScene scene = Scene(server, Both, string.Empty);
        NoticeReport partly = Assert.Single(Send(scene));
        Assert.Equal(("failed", "ann@example.org", "bob@example.org"), (partly.State, string.Join(' ', partly.Delivered), string.Join(' ', partly.Recipients)));
        Assert.Equal("bob@example.org: 550 nobody of that name", partly.LastError);
        NoticeSummary summary = scene.Bank.Service.NoticeSummary();
        Assert.Equal((1, 1, partly.LastError), (summary.Pending, summary.Failed, summary.LastError));
        Assert.Empty(Send(scene));
        Assert.Equal(2, Assert.Single(Send(scene, force: true)).Attempts);
        if (isMended)
        {
            server.Nobody = string.Empty;
        }
        else
        {
            scene.Bank.Slurm.Put("account.rows", "bio||ann@example.org|\n");
        }

        NoticeReport sent = Assert.Single(Send(scene, force: true));
        Assert.Equal(("sent", isMended ? "ann@example.org bob@example.org" : "ann@example.org"), (sent.State, string.Join(' ', sent.Delivered)));
        Assert.Equal(0, scene.Bank.Service.NoticeSummary().Pending);
        Assert.Empty(Send(scene, force: true));
        IReadOnlyList<string> seen = await server.End();
        Assert.Single(seen, "RCPT TO:<ann@example.org>");
        Assert.Equal(isMended ? 2 : 1, seen.Count(l => l == "DATA"));
    }

    [Theory]
    [InlineData("RCPT")]
    [InlineData("DATA")]
    [InlineData("EHLO")]
    public void A_host_that_breaks_off_has_taken_nothing(string at)
    {
        using var server = new SmtpServer { BreaksAt = at };
        using NoticeScene scene = Scene(server, Both, string.Empty);
        NoticeReport failed = Assert.Single(Send(scene));
        Assert.Equal(("failed", 0), (failed.State, failed.Delivered.Count));
        server.BreaksAt = string.Empty;
        Assert.Equal("sent", Assert.Single(Send(scene, force: true)).State);
    }

    public void Dispose() => folder.Dispose();

    private static IReadOnlyList<NoticeReport> Send(NoticeScene scene, bool force = false) => scene.Bank.Service.SendNotices(new SendNoticesCommand { Force = force });

    private static NoticeScene Scene(SmtpServer server, string accounts, string more)
    {
        var scene = new NoticeScene(string.Create(CultureInfo.InvariantCulture, $"percents = [50, 90]\ndays = []\nfrom = \"bank@example.org\"\nsmtp_host = \"localhost\"\nsmtp_port = {server.Port}\ntimeout = \"20s\"\n{more}"));
        scene.Bank.Slurm.Put("account.rows", accounts);
        return scene.Grant(100).Use(95 * NoticeScene.Hour);
    }

    private string Login(string text, UnixFileMode mode = UnixFileMode.UserRead | UnixFileMode.UserWrite)
    {
        string path = folder.File("login");
        File.WriteAllText(path, text);
        File.SetUnixFileMode(path, mode);
        return $"smtp_login = \"{path}\"\n";
    }

    private string Ca(SmtpServer server)
    {
        string path = folder.File("ca.pem");
        File.WriteAllText(path, server.CertificatePem);
        return $"smtp_ca = \"{path}\"\n";
    }
}
