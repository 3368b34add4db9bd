using System.Linq;
using SlurmBank.Bank.Tests.Support;
using SlurmBank.Engine;
using SlurmBank.Ledger;

namespace SlurmBank.Bank.Tests.Grants;

/// <summary>Rules by patterns of account names: who may be granted what, and what an account has for which nobody decided anything.</summary>
public sealed class RuleTests
{
    private const string Rules = """
        [grant]
        minimum = 5
        [grant.rules]
        "fc_*" = { kind = "proposal", kinds = ["proposal", "investment"], minimum = 100, credit_limit = 20 }
        "co_*" = { unlimited = true }
        "fc_tiny*" = { minimum = 1 }
        """;

    [Fact]
    public void The_rule_says_which_kinds_and_how_much_at_least()
    {
        using var scene = new GrantScene(Rules + "\n[tariff.partition_currency]\ngpu = \"GPU\"\n");
        AllocationReport grant = scene.Service.GrantAll(GrantScene.Command(100, account: "fc_bio")).Allocations.Single();
        Assert.Equal(("proposal", 365 * GrantScene.Day), (grant.Kind, (long)(grant.EndDate! - grant.StartDate).Value.TotalSeconds));
        Assert.Equal("KindNotAllowed", Assert.Throws<GrantRefusedException>(() => scene.Service.GrantAll(GrantScene.Command(100, "class", "fc_bio"))).ErrorId);
        Assert.Equal("GrantTooSmall", Assert.Throws<GrantRefusedException>(() => scene.Service.GrantAll(GrantScene.Command(99, "investment", "fc_bio"))).ErrorId);
        Assert.Equal("grant", scene.Service.GrantAll(GrantScene.Command(1, account: "fc_tiny1")).Allocations.Single().Kind);
        Assert.Throws<GrantRefusedException>(() => scene.Service.GrantAll(GrantScene.Command(4, account: "bio")));
        scene.Service.GrantAll(GrantScene.Command(4, account: "bio") with { Currency = "GPU" });
    }

    [Fact]
    public void Accounts_begin_with_the_rules_settings_and_a_persons_decision_stays()
    {
        using var scene = new GrantScene(Rules);
        scene.Service.GrantAll(GrantScene.Command(100, account: "fc_bio"));
        scene.Service.GrantAll(GrantScene.Command(100, account: "co_lab"));
        Assert.Equal((20m, "funded"), (Account(scene, "fc_bio").CreditLimit, Account(scene, "fc_bio").Kind));
        Assert.Equal("unlimited", Account(scene, "co_lab").Kind);
        scene.Service.SetAccount(new AccountChange { Account = "fc_bio", CreditLimit = ServiceUnits.Zero, Reason = "a person" });
        scene.Service.SetAccount(new AccountChange { Account = "co_lab", Kind = AccountKind.Funded, Reason = "a person" });
        Assert.Empty(scene.Due());
        scene.Service.GrantAll(GrantScene.Command(100, "investment", account: "fc_bio"));
        Assert.Equal((0m, "funded"), (Account(scene, "fc_bio").CreditLimit, Account(scene, "co_lab").Kind));
    }

    [Fact]
    public void An_account_that_only_works_is_unlimited_by_its_name_after_the_next_run()
    {
        using var scene = new GrantScene();
        scene.Service.SetAccount(new AccountChange { Account = "other", CreditLimit = ServiceUnits.FromWhole(1) });
        scene.Grant(5);
        scene.Bank.Configure("[grant.rules]\n\"b*\" = { unlimited = true }");
        RenewalAction action = scene.Due().Single();
        Assert.Equal(("settings", "bio"), (action.Action, action.Account));
        Assert.Equal("unlimited", Account(scene, "bio").Kind);
        Assert.Contains(scene.Service.Transactions(new TransactionQuery { Kinds = ["settings"] }), t => t.Reason.Contains("'b*'", System.StringComparison.Ordinal));
        Assert.Empty(scene.Due());
    }

    private static AccountReport Account(GrantScene scene, string name) => scene.Service.Accounts([name]).Single();
}
