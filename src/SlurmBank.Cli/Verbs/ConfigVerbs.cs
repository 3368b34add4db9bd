using System.Collections.Generic;
using System.CommandLine;
using System.Linq;
using SlurmBank.Bank;
using SlurmBank.Cli.Composition;
using SlurmBank.Cli.Output;
using SlurmBank.Cli.Views;
using SlurmBank.Engine.Configuration;
using FindingSeverity = SlurmBank.Bank.FindingSeverity;

namespace SlurmBank.Cli.Verbs;

/// <summary><c>config show</c>: the settings in force.</summary>
internal sealed class ConfigShowVerb() : Verb(
    "show",
    "Show every setting in force, and where it came from, as TOML.",
    new("slurmbank config show", "The settings in force."),
    new("slurmbank config show --config ./new.toml", "Those of a file that is not in use yet."))
{
    /// <inheritdoc/>
    internal override ExitCode Run(Session session, ParseResult input)
    {
        BankService bank = session.Open();
        IReadOnlyList<BankFinding> findings = Vocabulary.Speak(bank.ConfigurationFindings);
        var report = new ConfigurationReport(bank.LedgerPath, bank.SnapshotPath, bank.Zone.Id, bank.ConfigurationText, findings);
        session.Show(report, output => output.Write(report.Toml.EndsWith('\n') ? report.Toml : report.Toml + "\n"));
        return Attention(findings.Any(finding => finding.Severity == FindingSeverity.Error));
    }
}

/// <summary><c>config test</c>: what is missing, with its fix.</summary>
internal sealed class ConfigTestVerb() : Verb(
    "test",
    "Test the configuration, the cluster's settings and the privileges, and name what is missing with its fix. Exits 1 where something does not work.",
    new("slurmbank config test", "Before the bank is relied on, and after each change of slurm.conf."),
    new("slurmbank config test --json | jq -r '.[] | select(.severity == \"error\") | .fix'", "Only the commands that mend what does not work."))
{
    /// <inheritdoc/>
    internal override ExitCode Run(Session session, ParseResult input)
    {
        IReadOnlyList<BankFinding> findings = Vocabulary.Speak(Test(session));
        if (session.IsJson)
        {
            JsonOutput.WriteArray(session.Output, findings);
        }
        else if (findings.Count == 0)
        {
            session.Messages.Nothing("Nothing to mend.");
        }
        else
        {
            FindingsView.Write(session.Output, findings, session.Palette);
        }

        return Attention(findings.Any(finding => finding.Severity == FindingSeverity.Error));
    }
    // A file with errors opens no bank; its findings are what was asked for.
    private static IReadOnlyList<BankFinding> Test(Session session)
    {
        try
        {
            return session.Bank.TestConfiguration(session.Cancelled);
        }
        catch (ConfigurationException)
        {
            return BankService.CheckConfiguration(session.ConfigurationOption);
        }
    }
}
