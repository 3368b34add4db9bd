using System;
using System.Linq;
using SlurmBank.Cli.Tests.Support;
using SlurmBank.Cli.Verbs;

namespace SlurmBank.Cli.Tests;

public sealed class ArgumentTests
{
    private static string[] Words(string line) => line.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    [Theory]
    [InlineData("quote job.sh", "quote -- job.sh")]
    [InlineData("quote -n 4 -t 1:00:00 -p gpu", "quote -- -n 4 -t 1:00:00 -p gpu")]
    [InlineData("quote -n 4 --json -p gpu", "quote --json -- -n 4 -p gpu")]
    [InlineData("quote job.sh -- -n 4 --json", "quote -- job.sh -n 4 --json")]
    [InlineData("quote --config c.toml -n4 --ledger=l.db", "quote --config c.toml --ledger=l.db -- -n4")]
    [InlineData("--json --config c quote -v -n 4", "--json --config c quote -- -v -n 4")]
    [InlineData("quote --user alice -A bio", "quote --user alice -- -A bio")]
    [InlineData("quote", "quote")]
    [InlineData("quote --help", "quote --help")]
    [InlineData("quote --snapshot", "quote --snapshot")]
    [InlineData("balance quote", "balance quote")]
    [InlineData("--config quote balance -n", "--config quote balance -n")]
    [InlineData("", "")]
    public void A_request_is_told_from_slurmbanks_own_options(string given, string arranged) => Assert.Equal(Words(arranged), QuoteArguments.Arrange(Words(given)));

    [Theory]
    [InlineData("job.sh -n 4", "job.sh", "-n 4")]
    [InlineData("- -n 4", "-", "-n 4")]
    [InlineData("-n 4", null, "-n 4")]
    [InlineData("-n 4 job.sh", "job.sh", "-n 4")]
    [InlineData("-n4 --exclusive job.sh a -b", "job.sh", "-n4 --exclusive")]
    [InlineData("-n 4 : -n 2 job.sh", "job.sh", "-n 4 : -n 2")]
    [InlineData("--nosuch=3", null, "--nosuch=3")]
    public void The_script_stands_first_or_where_sbatch_has_it(string request, string? script, string options)
    {
        (string? found, string[] rest) = QuoteArguments.Split(Words(request));
        Assert.Equal(script, found);
        Assert.Equal(Words(options), rest);
    }

    [Theory]
    [InlineData("", "a verb is missing", "There are: balance, ")]
    [InlineData("balanse", "'balanse' is not a verb of slurmbank", "Did you mean 'balance'?")]
    [InlineData("zzz", "'zzz' is not a verb of slurmbank", "There are: ")]
    [InlineData("account", "a verb is missing", "There are: list, show, set.")]
    [InlineData("account sett x", "'sett' is not a verb of slurmbank account", "Did you mean 'set'?")]
    [InlineData("holds", "a verb is missing", "There are: list.")]
    [InlineData("grant", "ACCOUNT is missing", "slurmbank grant --help")]
    [InlineData("grant bio", "AMOUNT is missing", "slurmbank grant --help")]
    [InlineData("grant bio 10 more", "'more' is one word too many for slurmbank grant", "slurmbank grant --help")]
    [InlineData("grant bio 10 --endd 2027-01-01", "slurmbank grant has no option --endd", "Did you mean --end?")]
    [InlineData("balance --curency=SU", "slurmbank balance has no option --curency", "Did you mean --currency?")]
    [InlineData("balance -x", "slurmbank balance has no option -x", "slurmbank balance --help")]
    [InlineData("lock bio", "--reason TEXT is needed", "slurmbank lock --help")]
    [InlineData("lock bio --reason", "--reason", "slurmbank lock --help")]
    [InlineData("transactions --last 0", "--last takes a whole number, 1 or more, not '0'", "slurmbank transactions --help")]
    [InlineData("transactions --last x", "--last takes a whole number, 1 or more, not 'x'", "slurmbank transactions --help")]
    [InlineData("account set bio --mode hard", "--mode takes track, notify, enforce or default, not 'hard'", "slurmbank account set --help")]
    [InlineData("cost", "JOBID is missing", "slurmbank cost --help")]
    [InlineData("completion fish", "There is no completion for 'fish'", "bash")]
    [InlineData("quote", "quote needs a batch script or options of sbatch", "slurmbank quote -n 4")]
    [InlineData("--jsn balance", "slurmbank balance has no option --jsn", "Did you mean --json?")]
    [InlineData("grant @file 10 --start yesterday", "'yesterday' is not a date or time", "")]
    [InlineData("grant bio ten", "'ten' is not a number of service units", "")]
    [InlineData("grant bio 0.0000001", "finer than a unit", "")]
    [InlineData("help nosuch", "'nosuch' is not a verb of slurmbank", "There are: ")]
    [InlineData("sync --snapshot x", "reads only the published snapshot", "Leave --snapshot out")]
    public void Wrong_usage_exits_2_and_says_what_and_what_to_do(string line, string message, string advice)
    {
        using var bank = new TemporaryBank();
        CliAnswer answer = Slurmbank.Here([.. Words(line)]).Expect(ExitCode.Usage);
        Assert.StartsWith("slurmbank: ", answer.Error, StringComparison.Ordinal);
        Assert.Contains(message, answer.Error, StringComparison.Ordinal);
        Assert.Contains(advice, answer.Error, StringComparison.Ordinal);
        Assert.Equal(string.Empty, answer.Output);
    }

    [Theory]
    [InlineData("balanse --json")]
    [InlineData("grant --json bio ten")]
    [InlineData("--json lock bio")]
    public void With_json_an_error_is_one_line_of_json_on_standard_error(string line)
    {
        CliAnswer answer = Slurmbank.Here(Words(line)).Expect(ExitCode.Usage);
        var error = System.Text.Json.JsonDocument.Parse(answer.Error).RootElement.GetProperty("error");
        Assert.Equal(["id", "message", "advice"], error.EnumerateObject().Select(p => p.Name));
        Assert.NotEqual(string.Empty, error.GetProperty("message").GetString());
        Assert.Single(answer.Error.TrimEnd('\n').Split('\n'));
        Assert.Equal(string.Empty, answer.Output);
    }

    [Theory]
    [InlineData("--version", "slurmbank 0.1.0\n")]
    public void The_version_is_printed(string line, string output) => Assert.Equal(output, Slurmbank.Here(Words(line)).Expect(ExitCode.Success).Output);

    [Fact]
    public void The_version_is_a_document_too() => Assert.Equal("0.1.0", Slurmbank.Here("--version", "--json").Json.GetProperty("version").GetString());
}
