using System;
using System.Collections.Generic;
using System.CommandLine;
using System.Linq;
using SlurmBank.Bank;
using SlurmBank.Cli.Composition;
using SlurmBank.Cli.Output;
using SlurmBank.Cli.Verbs;

namespace SlurmBank.Cli.Completion;

/// <summary><c>completion</c>: prints the script that a shell sources.</summary>
internal sealed class CompletionVerb : Verb
{
    /// <summary>The argument's name.</summary>
    internal const string Shell = "SHELL";

    private readonly Argument<string> shell = Input.One(Shell, "The shell: bash.");

    internal CompletionVerb()
        : base(
            "completion",
            "Print the completion script for a shell: verbs, options, and the accounts that the snapshot names.",
            new("source <(slurmbank completion bash)", "For this shell."),
            new("slurmbank completion bash > /etc/bash_completion.d/slurmbank", "For everybody."))
        => Add(shell);

    /// <inheritdoc/>
    internal override ExitCode Run(Session session, ParseResult input)
    {
        string name = input.GetRequiredValue(shell);
        if (name != "bash")
        {
            throw new UsageException("UnknownShell", $"There is no completion for '{name}'.", "There is one for bash.");
        }

        Command root = Catalogue.Whole();
        _ = HelpPage.AddTo(root);
        var report = new ScriptReport(name, BashScript.Make(root));
        session.Show(report, output => output.Write(report.Script));
        return ExitCode.Success;
    }
}

/// <summary>The names of accounts, one a line, for the completion: quick, and silent whatever happens.</summary>
internal sealed class AccountNamesVerb : Verb
{
    /// <summary>The verb's name; people do not type it.</summary>
    internal const string VerbName = "__accounts";

    private readonly Argument<string[]> prefix = Input.Many("PREFIX", "What the names begin with.");

    internal AccountNamesVerb()
        : base(VerbName, "Print the names of accounts for the completion.")
    {
        Hidden = true;
        Add(prefix);
    }

    /// <inheritdoc/>
    internal override ExitCode Run(Session session, ParseResult input)
    {
        string begin = (input.GetValue(prefix) ?? []).FirstOrDefault() ?? string.Empty;
        try
        {
            foreach (string name in Names(session).Where(name => name.StartsWith(begin, StringComparison.OrdinalIgnoreCase)))
            {
                session.Output.WriteLine(PlainText.Clean(name));
            }
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            // A completion that prints errors into a command line that is being typed helps nobody.
        }

        return ExitCode.Success;
    }

    private static IReadOnlyList<string> Names(Session session)
    {
        string path = SnapshotPath.Resolve(session.SnapshotOption, () => session.Open().SnapshotPath);
        SnapshotService snapshot = SnapshotService.Read(path, TimeProvider.System);
        return snapshot.AccountsOf(snapshot.MembersOnly && !Environment.IsPrivilegedProcess ? Environment.UserName : null);
    }
}
