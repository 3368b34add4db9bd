using System;
using SlurmBank.Engine;
using SlurmBank.Engine.Decisions;

namespace SlurmBank.Native.Tests;

/// <summary>What is decided, by policy, funds and flags; and the text.</summary>
[Collection(OneStateDefinition.Name)]
public sealed unsafe class DecisionTests
{
    private const long Su = ServiceUnits.UnitsPerServiceUnit;

    // One CPU for an hour at a weight of 1, one core of two threads at most: 2 SU.
    private const long Cost = 2 * Su;

    [NativeTheory]
    // policy, available, own liens, flags of the account, flags of the decision: action, outcome, lien
    [InlineData("enforce", Cost, 0, 0u, 0u, Decision.Allow, Decision.Paid, Decision.LienGated)]
    [InlineData("enforce", Cost - 1, 0, 0u, 0u, Decision.Refuse, Decision.Short, Decision.LienNone)]
    [InlineData("enforce", Cost, 1, 0u, 0u, Decision.Refuse, Decision.Short, Decision.LienNone)]
    [InlineData("enforce", long.MinValue, long.MaxValue, 0u, 0u, Decision.Refuse, Decision.Short, Decision.LienNone)]
    [InlineData("enforce", 0, 0, 0u, Decision.FlagNoRefusal, Decision.Warn, Decision.Short, Decision.LienObserved)]
    [InlineData("enforce", 0, 0, Decision.Unmanaged, 0u, Decision.Allow, Decision.NotGated, Decision.LienObserved)]
    [InlineData("enforce", 0, 0, Decision.Unlimited, 0u, Decision.Allow, Decision.NotGated, Decision.LienObserved)]
    [InlineData("enforce", 0, 0, Decision.Exempt, 0u, Decision.Allow, Decision.NotGated, Decision.LienObserved)]
    [InlineData("enforce", 0, 0, Decision.ModeTrack, 0u, Decision.Allow, Decision.Short, Decision.LienObserved)]
    [InlineData("enforce", 0, 0, 8u, 0u, Decision.Refuse, Decision.Short, Decision.LienNone)]
    [InlineData("warn", Cost, 0, 0u, 0u, Decision.Allow, Decision.Paid, Decision.LienGated)]
    [InlineData("warn", 0, 0, 0u, 0u, Decision.Warn, Decision.Short, Decision.LienObserved)]
    [InlineData("observe", 0, 0, 0u, 0u, Decision.Allow, Decision.Short, Decision.LienObserved)]
    [InlineData("enforce", 0, 0, 0u, Decision.FlagUnreadable, Decision.Allow, Decision.Unreadable, Decision.LienObserved)]
    public void A_job_is_let_through_warned_about_or_refused(string policy, long available, long ownLiens, uint account, uint flags, uint action, uint outcome, uint lien)
    {
        Site.Load($"[gate]\npolicy = '{policy}'", Site.Tariff(), Site.Lab);
        using Arena arena = new();
        NativeDecision* decision = Decide(arena, available, ownLiens, account, flags, out string text);

        Assert.Equal((action, outcome, lien), (decision->Action, decision->Outcome, decision->Lien));
        Assert.Equal((Cost, Code.Ok), (decision->Amount, decision->PriceCode));
        Assert.Equal(action == Decision.Allow, text.Length == 0);
    }

    [NativeTheory]
    [InlineData("policy='observe'\n[gate.account]\nphysics={policy='enforce'}", null, Decision.Refuse)]
    [InlineData("policy='observe'\n[gate.account]\nPhysics={policy='enforce'}", null, Decision.Refuse)]
    [InlineData("policy='enforce'\n[gate.account]\nphysics={policy='observe'}", null, Decision.Allow)]
    [InlineData("policy='enforce'\n[gate.partition]\ncpu={policy='warn'}", null, Decision.Warn)]
    [InlineData("policy='enforce'\n[gate.partition]\ncpu={policy='warn'}", "cpu", Decision.Warn)]
    [InlineData("policy='enforce'\n[gate.partition]\ncpu={policy='warn'}", "cpu,whole", Decision.Refuse)]
    [InlineData("policy='observe'\n[gate.partition]\nwhole={policy='enforce'}", "cpu,whole", Decision.Refuse)]
    [InlineData("policy='observe'\n[gate.partition]\nCPU={policy='enforce'}", "cpu", Decision.Allow)]
    public void The_rule_is_the_accounts_else_the_partitions_and_of_several_the_strictest(string gate, string? partition, uint action)
    {
        Site.Load("[gate]\n" + gate, Site.Tariff(), Site.Lab);
        using Arena arena = new();

        Assert.Equal(action, Decide(arena, 0, 0, 0, 0, out _, partition)->Action);
    }

    [NativeTheory]
    [InlineData("enforce", "refuse", Decision.Refuse)]
    [InlineData("enforce", "allow", Decision.Allow)]
    [InlineData("warn", "refuse", Decision.Allow)]
    [InlineData("observe", "refuse", Decision.Allow)]
    public void Without_figures_the_site_says_what_happens(string policy, string missing, uint action)
    {
        Site.Load($"[site]\ncontact='help@site'\n[gate]\npolicy='{policy}'\nmissing_snapshot='{missing}'", Site.Tariff(), Site.Lab);
        using Arena arena = new();
        NativeDecision* decision = Decide(arena, 0, 0, 0, Decision.FlagUnreadable, out string text);

        Assert.Equal((action, Decision.Unreadable), (decision->Action, decision->Outcome));
        Assert.Equal(action == Decision.Refuse ? "Answer:       the bank's figures cannot be read now; this site takes no jobs then\nAsk:          help@site" : string.Empty, text);
    }

    [NativeFact]
    public void Funds_set_aside_at_the_start_leave_no_lien()
    {
        Site.Load("[gate]\npolicy='enforce'\nlien='start'", Site.Tariff(), Site.Lab);
        using Arena arena = new();

        Assert.Equal(Decision.LienNone, Decide(arena, Cost, 0, 0, 0, out _)->Lien);
        Assert.Equal(Decision.Refuse, Decide(arena, Cost - 1, 0, 0, 0, out _)->Action);
    }

    [NativeFact]
    public void The_text_is_that_of_the_quote()
    {
        Site.Load("[site]\ncontact='help@site'\n[gate]\npolicy='enforce'", Site.Tariff(), Site.Lab);
        using Arena arena = new();
        NativeDecision* decision = Decide(arena, Su / 2, Su / 4, 0, 0, out string text);
        QuoteFigures quote = new("cpu=2,mem=2048M,node=1", 1, 3600, ServiceUnits.FromUnits(decision->Quote.Lower), ServiceUnits.FromUnits(Cost), ServiceUnits.FromUnits(Cost), "SU");
        FundsFigures funds = new("physics", true, false, ServiceUnits.FromWhole(100), ServiceUnits.FromWhole(3), ServiceUnits.FromWhole(90), ServiceUnits.FromWhole(2), ServiceUnits.FromUnits(Su + (Su / 4)), ServiceUnits.FromUnits(Su / 4));

        Assert.Equal(QuoteText.Write(quote, funds, "help@site"), text);
        Assert.Contains("Would fit:    the same job with --time=00:07:00", text, StringComparison.Ordinal);
        Assert.Equal((Cost - (Su / 4), 420L, Su / 4), (decision->Missing, decision->FitsSeconds, decision->Available));
    }

    [NativeFact]
    public void A_quote_that_was_added_up_is_decided_like_the_components_together()
    {
        Site.Load("[gate]\npolicy='enforce'", Site.Tariff(), Site.Lab);
        using Arena arena = new();
        NativeRequest* requests = arena.Requests(2);
        (requests[0].TimeLimit, requests[1].TimeLimit, requests[1].MinCpus) = (60, 120, 8);
        requests[1].Partition = arena.Text("whole");
        NativeQuote* together = arena.New<NativeQuote>();
        NativeQuote* sum = arena.New<NativeQuote>();
        NativeQuote* second = arena.New<NativeQuote>();
        Assert.Equal((0, 0, 0), (Library.Price(requests, 2, together), Library.Price(requests, 1, sum), Library.Price(requests + 1, 1, second)));
        Assert.Equal(Code.Ok, Library.AddQuote(sum, second));

        Assert.Equal((together->Lower, together->Upper, together->HourlyRate, together->Seconds, together->Assumed, together->Components), (sum->Lower, sum->Upper, sum->HourlyRate, sum->Seconds, sum->Assumed, sum->Components));
        Assert.Equal(("cpu : whole", Arena.Read(together->Resources)), (Arena.Read(sum->Partition), Arena.Read(sum->Resources)));
        NativeDecisionInput* input = arena.New<NativeDecisionInput>();
        NativeDecision* decision = arena.New<NativeDecision>();
        NativeFunds* funds = arena.New<NativeFunds>();
        funds->Available = sum->Upper - 1;
        input->Quote = sum;
        input->Funds = funds;
        Assert.Equal((Code.Ok, Decision.Refuse, 1L), (Library.Decide(input, decision, null), decision->Action, decision->Missing));
        second->Tasks = 3;
        Assert.Equal(Code.Range, Library.AddQuote(sum, second));
    }

    [NativeFact]
    public void A_job_that_costs_nothing_is_paid_by_an_empty_account()
    {
        Site.Load("[gate]\npolicy='enforce'", Site.Tariff(), Site.Lab);
        using Arena arena = new();
        NativeDecision* decision = Decide(arena, -Su, 0, 0, 0, out _, qos: "free");

        Assert.Equal((Decision.Allow, Decision.Free, Decision.LienNone), (decision->Action, decision->Outcome, decision->Lien));
        Assert.Equal((uint)PriceReason.FreeQos, decision->Quote.Reason);
    }

    private static NativeDecision* Decide(Arena arena, long available, long ownLiens, uint account, uint flags, out string text, string? partition = null, string? qos = null)
    {
        NativeRequest* request = arena.Requests();
        request->TimeLimit = 60;
        request->MinCpus = request->Tasks = 1;
        request->Partition = arena.Text(partition);
        request->Qos = arena.Text(qos);
        NativeFunds* funds = arena.New<NativeFunds>();
        funds->Account = arena.Text("physics");
        (funds->Granted, funds->CreditLimit, funds->Charged, funds->Running, funds->Queued) = (100 * Su, 3 * Su, 90 * Su, 2 * Su, Su);
        (funds->Available, funds->OwnLiens, funds->Flags) = (available, ownLiens, account);
        NativeDecisionInput* input = arena.New<NativeDecisionInput>();
        input->Requests = request;
        input->Funds = funds;
        (input->Count, input->Flags) = (1, flags);
        NativeDecision* decision = arena.New<NativeDecision>();
        NativeBuffer* buffer = arena.Buffer(4096);
        Assert.Equal(Code.Ok, Library.Decide(input, decision, buffer));
        text = Arena.Read(buffer);
        Assert.Equal(System.Text.Encoding.UTF8.GetByteCount(text), (int)buffer->Length);
        return decision;
    }
}
