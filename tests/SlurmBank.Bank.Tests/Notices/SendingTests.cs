using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading.Tasks;
using SlurmBank.Bank.Tests.Support;
using SlurmBank.Ledger;

namespace SlurmBank.Bank.Tests.Notices;

public sealed class SendingTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private string Outbox => folder.File("outbox");

    [Fact]
    public void A_notice_goes_through_the_sites_sendmail_once()
    {
        using NoticeScene scene = Scene("bio||ann@example.org, Bob <bob@example.org>|\n");
        NoticeReport sent = Assert.Single(Send(scene));
        Assert.Equal(("sent", 1, null), (sent.State, sent.Attempts, sent.LastError));
        Assert.Equal(["ann@example.org", "bob@example.org"], sent.Recipients);
        Assert.Equal(["-i", "-f", "bank@example.org", "ann@example.org", "bob@example.org"], File.ReadAllLines(Outbox + ".1.args"));
        string mail = File.ReadAllText(Outbox + ".1.mail");
        Assert.Contains("\nTo: ann@example.org,\n bob@example.org\nSubject: bio: 90% of the allocation is used\n", mail, StringComparison.Ordinal);
        Assert.Contains("95.00 of 100.00 SU", Body(mail), StringComparison.Ordinal);
        Assert.Empty(Send(scene));
        Assert.False(File.Exists(Outbox + ".2.mail"));
        Assert.Equal(Body(mail), scene.All().Single().Text.Replace("\n", "\r\n", StringComparison.Ordinal));
    }

    /// <summary>What fails is counted and tried again, later and later; what was tried is never lost, and holds go on all the while.</summary>
    [Fact]
    public void A_mail_that_fails_is_tried_again_and_stops_no_hold()
    {
        using NoticeScene scene = Scene("bio||ann@example.org|\n", program: "echo 'no relay today' >&2; exit 75");
        NoticeReport failed = Assert.Single(Send(scene));
        Assert.Equal(("failed", 1), (failed.State, failed.Attempts));
        Assert.Contains("75: no relay today", failed.LastError, StringComparison.Ordinal);
        Assert.Equal((1, 1, failed.LastError), (scene.Bank.Service.NoticeSummary().Pending, scene.Bank.Service.NoticeSummary().Failed, scene.Bank.Service.NoticeSummary().LastError));
        Assert.Empty(Send(scene));
        Assert.Equal(2, Assert.Single(Send(scene, force: true)).Attempts);
        scene.Bank.Clock.Seconds += 601;
        Assert.Equal(3, Assert.Single(Send(scene)).Attempts);
        scene.Bank.Clock.Seconds += 601;
        Assert.Empty(Send(scene));
        _ = scene.Use(10 * NoticeScene.Hour);
        Assert.Equal("hold", scene.Bank.Enforce().Actions.Single(a => a.Account == "bio").Action);
        scene.Bank.Clock.Seconds += 90 * TestBank.Day;
        Sendmail("exit 0");
        Assert.Equal(["sent"], Send(scene).Select(n => n.State));
        Assert.Equal(0, scene.Bank.Service.NoticeSummary().Pending);
    }

    /// <summary>The service sends by itself, after the enforcement; the status says what could not be sent, or waits for nobody.</summary>
    [Fact]
    public void A_round_of_the_service_sends_and_the_status_says_what_failed()
    {
        using NoticeScene scene = Scene("bio||ann@example.org|\n", program: "echo 'no relay today' >&2; exit 75");
        scene.Bank.Clock.Seconds += 2 * TestBank.Day;
        Assert.Contains(scene.Bank.Service.Status().Findings, f => f.Code == "NoticesLate");
        RoundStep failed = scene.Bank.Service.Round(new RoundCommand { Enforce = true }).Steps[^1];
        Assert.Equal(("notices", string.Empty), (failed.Name, failed.Error));
        Assert.Contains("no relay today", Assert.Single(failed.Warnings), StringComparison.Ordinal);
        BankFinding finding = Assert.Single(scene.Bank.Service.Status().Findings, f => f.Code.StartsWith("Notices", StringComparison.Ordinal));
        Assert.Equal("NoticesFailed", finding.Code);
        Assert.Contains("75: no relay today", finding.Message, StringComparison.Ordinal);

        Sendmail("exit 0");
        scene.Bank.Clock.Seconds += 3600;
        RoundStep sent = scene.Bank.Service.Round(new RoundCommand { Enforce = true }).Steps[^1];
        Assert.Equal(("notices", "1 notices sent", 0), (sent.Name, sent.Summary, sent.Warnings.Count));
        Assert.DoesNotContain(scene.Bank.Service.Status().Findings, f => f.Code.StartsWith("Notices", StringComparison.Ordinal));
    }

    [Fact]
    public void Without_an_address_it_fails_and_goes_out_when_there_is_one()
    {
        using NoticeScene scene = Scene("bio||Department of Biology|\n");
        Assert.Contains("no mail address", Assert.Single(Send(scene)).LastError, StringComparison.Ordinal);
        scene.Bank.Slurm.Put("coordinator.rows", "bio|ann,bob|\n");
        NoticeReport sent = Assert.Single(Send(scene, force: true));
        Assert.Equal(("sent", "ann@hpc.example.org bob@hpc.example.org"), (sent.State, string.Join(' ', sent.Recipients)));
    }

    [Theory]
    [InlineData("ann", "ann@hpc.example.org")]
    [InlineData("ann@uni.example", "ann@uni.example")]
    [InlineData("-OQueueDirectory=/tmp", "")]
    [InlineData("-f@example.org", "")]
    [InlineData("\"x y\"@example.org", "")]
    [InlineData("ann@example.org\\nBcc: all@example.org", "")]
    [InlineData("ann@ example.org", "")]
    [InlineData("a..b@example.org", "")]
    public void Only_addresses_are_taken_from_a_description(string description, string expected)
    {
        using NoticeScene scene = Scene($"bio||{description}|\n", more: "recipients = [\"description\"]");
        NoticeReport plan = Assert.Single(scene.Bank.Service.SendNotices(new SendNoticesCommand { IsPlan = true }));
        Assert.Equal(expected, string.Join(' ', plan.Recipients.Where(r => !r.StartsWith("all@", StringComparison.Ordinal))));
        Assert.DoesNotContain(plan.Recipients, r => r.StartsWith('-') || r.Any(char.IsControl));
    }

    [Fact]
    public void A_plan_sends_nothing_and_says_to_whom()
    {
        using NoticeScene scene = Scene("bio|x|ann@example.org|\n");
        NoticeReport plan = Assert.Single(scene.Bank.Service.SendNotices(new SendNoticesCommand { IsPlan = true }));
        Assert.Equal(("pending", 0, "ann@example.org"), (plan.State, plan.Attempts, string.Join(' ', plan.Recipients)));
        Assert.Empty(Directory.GetFiles(folder.Path, "outbox*"));
    }

    [Fact]
    public void What_nobody_tried_in_time_is_sent_only_by_its_number()
    {
        using NoticeScene scene = Scene("bio|x|ann@example.org|\n");
        scene.Bank.Clock.Seconds += 15 * TestBank.Day;
        Assert.Empty(Send(scene));
        Assert.Equal("sent", Assert.Single(scene.Bank.Service.SendNotices(new SendNoticesCommand { NoticeIds = [scene.All().Single().NoticeId] })).State);
        Assert.Equal("NoticeNotFound", Assert.Throws<NoticeNotFoundException>(() => scene.Bank.Service.SendNotices(new SendNoticesCommand { NoticeIds = [99] })).ErrorId);
    }

    [Fact]
    public void A_program_that_never_ends_is_ended_in_time()
    {
        using NoticeScene scene = Scene("bio|x|ann@example.org|\n", more: "timeout = \"1s\"", program: "exec sleep 600");
        Assert.Contains("did not end within", Assert.Single(Send(scene)).LastError, StringComparison.Ordinal);
    }

    [Fact]
    public void A_sender_that_was_ended_half_way_is_followed_by_another_after_a_while()
    {
        using NoticeScene scene = Scene("bio|x|ann@example.org|\n");
        scene.Bank.Close();
        using (var ledger = new BankLedger(SlurmBank.Ledger.Sqlite.SqliteLedgerStore.Open(scene.Bank.LedgerPath), new LedgerIdentity("tester", "test", "0"), scene.Bank.Clock))
        using (LedgerSession session = ledger.Write())
        {
            _ = session.Notices.Step(session.Reader.Notices(null, NoticeState.Pending).Single(), NoticeStep.Trying, "ann@example.org", string.Empty);
            session.Commit();
        }

        Assert.Empty(Send(scene, force: true));
        scene.Bank.Clock.Seconds += 901;
        Assert.Equal(("sent", 2), (Assert.Single(Send(scene)).State, scene.All().Single().Attempts));
    }

    [Fact]
    public async Task A_notice_goes_by_smtp_too_and_the_host_names_what_it_refuses()
    {
        using var server = new SmtpServer();
        using NoticeScene scene = Scene("bio|x|ann@example.org|\n", transport: $"smtp_host = \"localhost\"\nsmtp_port = {server.Port.ToString(CultureInfo.InvariantCulture)}", more: "use_subject = \"Grüße von {account}\"");
        server.Refuses = true;
        Assert.Contains("nobody of that name", Assert.Single(Send(scene)).LastError, StringComparison.Ordinal);
        server.Refuses = false;
        Assert.Equal("sent", Assert.Single(Send(scene, force: true)).State);
        IReadOnlyList<string> seen = await server.End();
        Assert.Contains("RCPT TO:<ann@example.org>", seen);
        Assert.Contains(seen, line => line.StartsWith("Message-ID: <slurmbank.notice.2.", StringComparison.OrdinalIgnoreCase));
        Assert.Contains("95.00 of 100.00 SU", Body(string.Join('\n', seen)), StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_way_to_send_it_says_what_to_configure() => Assert.Contains(
        "sendmail",
        Assert.Throws<InvalidRequestException>(() =>
        {
            using var scene = new NoticeScene();
            _ = scene.Bank.Service.SendNotices(new SendNoticesCommand());
        }).Advice,
        StringComparison.Ordinal);

    public void Dispose() => folder.Dispose();

    private static IReadOnlyList<NoticeReport> Send(NoticeScene scene, bool force = false) => scene.Bank.Service.SendNotices(new SendNoticesCommand { Force = force });

    private static string Body(string mail)
    {
        string part = mail.Replace("\r", string.Empty, StringComparison.Ordinal);
        part = part[(part.IndexOf("\n\n", StringComparison.Ordinal) + 2)..].Split("\n.\n")[0];
        return Encoding.UTF8.GetString(Convert.FromBase64String(part.Replace("\n", string.Empty, StringComparison.Ordinal)));
    }

    private NoticeScene Scene(string accounts, string more = "", string? transport = null, string? program = null)
    {
        string sendmail = Sendmail(program ?? "exit 0");
        var scene = new NoticeScene($"percents = [50, 90]\ndays = []\nfrom = \"bank@example.org\"\ndomain = \"hpc.example.org\"\n{transport ?? $"sendmail = \"{sendmail}\""}\n{more}");
        scene.Bank.Slurm.Put("account.rows", accounts);
        return scene.Grant(100).Use(95 * NoticeScene.Hour);
    }

    /// <summary>A program that takes a mail as sendmail does: it keeps arguments and text, and then ends as the test wants.</summary>
    private string Sendmail(string end)
    {
        string path = folder.File("sendmail");
        Executable.Write(path, $"#!/bin/sh\nn=1; while [ -e '{Outbox}'.$n.mail ]; do n=$((n + 1)); done\nprintf '%s\\n' \"$@\" > '{Outbox}'.$n.args\ncat > '{Outbox}'.$n.mail\n{end}\n");
        return path;
    }
}
