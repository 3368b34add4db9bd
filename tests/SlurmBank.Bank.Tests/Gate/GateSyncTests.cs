using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using SlurmBank.Bank.Tests.Doubles;
using SlurmBank.Bank.Tests.Support;

namespace SlurmBank.Bank.Tests.Gate;

/// <summary>The gate's lien, sync's lien and the charge of a run are one.</summary>
public sealed class GateSyncTests : IDisposable
{
    private const string Key = "0123456789abcdef0123456789abcdef";
    private const long Submit = TestBank.Open + 100;
    private readonly TestBank bank;
    private readonly TemporaryFolder place = new();

    public GateSyncTests()
    {
        Journal = place.File("gate");
        bank = TestBank.Opened(more: $"[gate]\njournal = \"{Journal}\"");
        Directory.CreateDirectory(Journal);
        bank.Grant("bio", 100_000_000);
        bank.Clock.Seconds = Submit + 60;
    }

    private string Journal { get; }

    public void Dispose()
    {
        bank.Dispose();
        place.Dispose();
    }

    [Fact]
    public void A_waiting_job_with_a_token_is_gated_at_what_the_gate_promised_and_its_key_is_published()
    {
        bank.Slurm.Queue([new QueueRow(1, Submit) { AdminComment = $"ticket 7 slurmbank={Key}:9000000" }]);
        bank.Sync();
        LienReport lien = Assert.Single(bank.Liens());
        Assert.Equal(("gated", 9_000_000), (lien.Kind, lien.RemainingUnits));
        Assert.Equal((91_000_000, 9_000_000), (bank.Balance().AvailableUnits, bank.Balance().QueuedUnits));
        Assert.Equal([Key], Keys());
        bank.Sync();
        Assert.Single(bank.Liens());
        Assert.Equal(91_000_000, bank.Balance().AvailableUnits);
        bank.AssertSound();
    }

    [Fact]
    public void A_waiting_job_without_a_token_is_demand_only()
    {
        bank.Slurm.Queue([new QueueRow(1, Submit)]);
        bank.Sync();
        Assert.Equal("observed", Assert.Single(bank.Liens()).Kind);
        Assert.Equal(100_000_000, bank.Balance().AvailableUnits);
        Assert.Empty(Keys());
    }

    [Fact]
    public void A_run_has_one_lien_and_then_one_charge()
    {
        WriteJournal($"+ {Key} {Submit} 1001 9000000 1 bio - 0");
        string comment = $"slurmbank={Key}:9000000";
        bank.Slurm.Queue([new QueueRow(1, Submit) { AdminComment = comment }]);
        bank.Sync();
        bank.Slurm.Queue([QueueRow.Running(1, Submit) with { AdminComment = comment }]);
        bank.Slurm.Jobs([new JobRow(1, Submit, Submit, null) { State = "RUNNING", AdminComment = comment }]);
        bank.Sync();
        Assert.Single(bank.Liens());
        Assert.Equal(3_600_000, bank.Balance().RunningUnits);
        bank.Slurm.Queue([]);
        bank.Slurm.Jobs([JobRow.Run(1, Submit, 50) with { AdminComment = comment }]);
        bank.Sync();
        bank.Sync();
        Assert.Empty(bank.Liens());
        Assert.Single(bank.Liens(ended: true));
        Assert.Equal((50_000, 100_000_000 - 50_000), (bank.Balance().TotalChargedUnits, bank.Balance().AvailableUnits));
        bank.AssertSound();
    }

    [Fact]
    public void An_array_draws_its_lien_down_task_by_task()
    {
        string comment = $"slurmbank={Key}:9000000";
        bank.Slurm.Queue([new QueueRow(4, Submit) { ArrayTasks = "0-4", AdminComment = comment }]);
        bank.Sync();
        Assert.Equal(45_000_000, bank.Balance().QueuedUnits);
        bank.Slurm.Queue([new QueueRow(4, Submit) { ArrayTasks = "1-4", AdminComment = comment }]);
        bank.Sync();
        Assert.Equal((36_000_000, 64_000_000), (bank.Balance().QueuedUnits, bank.Balance().AvailableUnits));
        Assert.Equal([Key], Keys());
        bank.AssertSound();
    }

    [Fact]
    public void A_requeued_job_is_gated_again_under_the_same_key()
    {
        string comment = $"slurmbank={Key}:9000000";
        bank.Slurm.Queue([new QueueRow(1, Submit + 55) { AdminComment = comment }]);
        bank.Slurm.Jobs([JobRow.Run(1, Submit, 50) with { State = "REQUEUED", AdminComment = comment }]);
        bank.Sync();
        Assert.Equal("gated", Assert.Single(bank.Liens()).Kind);
        Assert.Equal((50_000, 9_000_000), (bank.Balance().TotalChargedUnits, bank.Balance().QueuedUnits));
        bank.AssertSound();
    }

    [Fact]
    public void A_run_that_began_and_ended_between_two_syncs_gives_its_key_back()
    {
        WriteJournal($"+ {Key} {Submit} 1001 9000000 1 bio - 0");
        bank.Slurm.Jobs([JobRow.Run(1, Submit, 50) with { AdminComment = $"slurmbank={Key}:9000000" }]);
        bank.Sync();
        Assert.Equal([Key], Keys());
        Assert.Equal(50_000, bank.Balance().TotalChargedUnits);
    }

    [Fact]
    public void A_lien_that_no_run_has_stays_the_gates_own()
    {
        WriteJournal($"+ {Key} {Submit} 1001 9000000 1 bio - 0");
        bank.Slurm.Jobs([JobRow.Run(1, Submit, 50)]);
        bank.Sync();
        Assert.Empty(Keys());
    }

    [Theory]
    [InlineData(Submit, "bio", 1001, true)]
    [InlineData(Submit - 5, "bio", 1001, true)]
    [InlineData(Submit - 6, "bio", 1001, false)]
    [InlineData(Submit, "chem", 1001, false)]
    [InlineData(Submit, "bio", 1002, false)]
    public void Without_admin_comment_a_job_is_known_by_user_account_and_time(long made, string account, long uid, bool known)
    {
        WriteJournal($"+ {Key} {made} {uid} 9000000 1 {account} - 0");
        bank.Slurm.Queue([new QueueRow(1, Submit), new QueueRow(2, Submit)]);
        bank.Sync();
        Assert.Equal(known ? ["gated", "observed"] : ["observed", "observed"], bank.Liens().Select(l => l.Kind).Order());
        Assert.Equal(known ? [Key] : [], Keys());
    }

    [Fact]
    public void Keys_stay_published_for_a_day_also_where_only_figures_are_refreshed()
    {
        bank.Slurm.Queue([new QueueRow(1, Submit) { AdminComment = $"slurmbank={Key}:9000000" }]);
        bank.Sync();
        bank.Slurm.Queue([]);
        bank.Grant("bio", 1, reference: "again");
        bank.Close();
        Assert.Equal([Key], Keys());
        bank.Clock.Seconds += TestBank.Day + 100;
        bank.Sync();
        Assert.Empty(Keys());
    }

    [Fact]
    public void A_journal_that_cannot_be_read_is_told_and_stops_nothing()
    {
        Directory.CreateDirectory(Path.Combine(Journal, "gate.journal"));
        bank.Slurm.Queue([new QueueRow(1, Submit) { AdminComment = $"slurmbank={Key}:9000000" }]);
        Assert.Single(bank.Sync().Warnings.Concat(["x"]).Distinct());
        Assert.Equal("gated", Assert.Single(bank.Liens()).Kind);
    }

    private void WriteJournal(params string[] lines) =>
        File.WriteAllLines(Path.Combine(Journal, "gate.journal"), lines.Select(GateTextTests.Sealed).Prepend("# slurmbank gate journal 1"));

    private IReadOnlyList<string> Keys()
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(bank.Snapshot));
        return [.. document.RootElement.GetProperty("gateKeys").EnumerateArray().Select(k => k.GetProperty("key").GetString()!)];
    }
}
