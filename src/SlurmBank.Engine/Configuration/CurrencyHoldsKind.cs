using SlurmBank.Engine.Toml;

namespace SlurmBank.Engine.Configuration;

/// <summary>A table of currencies with the limit that holds work in each.</summary>
internal sealed class CurrencyHoldsKind(ChoiceKind<HoldMechanismSetting> limits) : TableKind<HoldMechanismSetting>(TextRules.Currency)
{
    internal override string Expected => "a table of currencies with a limit each, such as \"GPU-h\" = \"grp-tres-run-mins-gpu\"";

    private protected override string WriteEntry(HoldMechanismSetting value) => limits.Write(value);

    private protected override bool TryReadEntry(TomlNode node, string place, FindingCollector findings, out HoldMechanismSetting value) =>
        limits.TryRead(node, place, findings, out value)
        && (value != HoldMechanismSetting.MovingLimit
            || findings.InvalidValue(place, node.Position, "the moving limit follows a single currency's balance, and cannot hold work in one of several"));
}
