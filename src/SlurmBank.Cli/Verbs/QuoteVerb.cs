using System.CommandLine;
using SlurmBank.Bank;
using SlurmBank.Cli.Composition;
using SlurmBank.Cli.Views;

namespace SlurmBank.Cli.Verbs;

/// <summary><c>quote</c>: what a job that is not submitted yet would cost, from the ledger or from the published snapshot.</summary>
internal sealed class QuoteVerb : Verb
{
    /// <summary>The verb's name; its arguments are put in order before they are parsed.</summary>
    internal const string VerbName = "quote";

    /// <summary>The option that names the user.</summary>
    internal const string UserName = "--user";

    private readonly Argument<string[]> request = Input.Many("REQUEST", "A batch script (or - for standard input), and options as sbatch takes them.");
    private readonly Option<string?> user = Input.Text(UserName, "NAME", "The user who would submit it (default: you).");

    internal QuoteVerb()
        : base(
            VerbName,
            "Say what a job would cost, with the arithmetic, and whether its account could pay. Exits 1 where it could not.\nOptions that are not slurmbank's are sbatch's; what follows -- is sbatch's in any case. The script stands before the options, or after them as sbatch has it.",
            new("slurmbank quote job.sh", "A script with its #SBATCH lines."),
            new("slurmbank quote -n 4 -t 1:00:00 -p gpu -A bio", "A request by options alone."),
            new("slurmbank quote job.sh -- --time=2:00:00", "A script with another time limit."),
            new("slurmbank quote job.sh > /dev/null && sbatch job.sh", "Submit only what can be paid."))
    {
        Add(request);
        Add(user);
    }

    /// <inheritdoc/>
    internal override ExitCode Run(Session session, ParseResult input)
    {
        string[] words = input.GetValue(request) ?? [];
        if (words.Length == 0)
        {
            throw new UsageException("NothingToQuote", "quote needs a batch script or options of sbatch.", "For example: slurmbank quote -n 4 -t 1:00:00");
        }

        (string? script, string[] options) = QuoteArguments.Split(words);
        var command = new QuoteCommand
        {
            Script = script is null ? null : ScriptFile.Read(script),
            ScriptName = script switch { null => "script", "-" => "standard input", _ => script },
            Options = options,
            User = input.GetValue(user),
        };
        QuoteReport report = Figures.Ask(session, bank => bank.Quote(command, session.Cancelled), snapshot => snapshot.Quote(command));
        session.Show(report, output => QuoteView.Write(output, report));
        return Attention(!report.Affordable);
    }
}
