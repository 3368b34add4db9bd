using System;
using System.IO;
using System.Linq;
using SlurmBank.Cli.Tests.Support;

namespace SlurmBank.Cli.Tests;

public sealed class CompletionTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("slurmbank-completion-").FullName;
    private readonly string script;

    public CompletionTests()
    {
        script = Path.Combine(folder, "slurmbank.bash");
        File.WriteAllText(script, Slurmbank.Here("completion", "bash").Expect(ExitCode.Success).Output);
        File.WriteAllText(Path.Combine(folder, "job.sh"), "#!/bin/sh\n");

        // The program itself is replaced, so that the script is tested alone; SnapshotTests complete with the real one.
        string stub = Path.Combine(folder, "stub");
        File.WriteAllText(stub, "#!/bin/sh\nprintf '%s\\n' \"$@\" > \"${0%/*}/called\"\nprintf 'bio\\nbio2\\n'\n");
        Assert.Equal(0, Slurmbank.Bash("chmod +x \"$1\"", stub).Code);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void The_script_is_good_bash()
    {
        CliAnswer answer = Slurmbank.Bash("bash -n \"$1\"", script);
        Assert.Equal((0, string.Empty), (answer.Code, answer.Error));
    }

    [Fact]
    public void The_script_registers_itself() =>
        Assert.Equal("complete -F _slurmbank slurmbank\n", Slurmbank.Bash("source \"$1\"; complete -p slurmbank", script).Output);

    [Fact]
    public void The_script_is_a_document_too() =>
        Assert.Equal(File.ReadAllText(script), Slurmbank.Here("completion", "bash", "--json").Json.GetProperty("script").GetString());

    [Theory]
    [InlineData("bal", "balance")]
    [InlineData("acc", "account")]
    [InlineData("account ", "list show set")]
    [InlineData("account s", "show set")]
    [InlineData("--json account l", "list")]
    [InlineData("--config x.toml ba", "balance backup")]
    [InlineData("account set bio --mo", "--mode")]
    [InlineData("account set bio --mode ", "track notify enforce default")]
    [InlineData("account set bio --mode = en", "enforce")]
    [InlineData("account set bio --mode =", "track notify enforce default")]
    [InlineData("account set --kind un", "unlimited unmanaged")]
    [InlineData("grant bio 10 --en", "--end")]
    [InlineData("grant bio 10 --end ", "")]
    [InlineData("balance --c", "--currency --cluster --config")]
    [InlineData("completion ", "bash")]
    [InlineData("sync ", "")]
    [InlineData("quote j", "job.sh")]
    [InlineData("quote --config j", "job.sh")]
    [InlineData("__", "")]
    [InlineData("balance ", "bio bio2")]
    [InlineData("balance bio chem ", "bio bio2")]
    [InlineData("--json lock ", "bio bio2")]
    public void Verbs_options_values_files_and_accounts_are_offered(string typed, string offered) => Assert.Equal(offered, Offer(typed));

    [Fact]
    public void The_accounts_are_asked_with_the_options_on_the_line()
    {
        Assert.Equal("bio bio2", Offer("--snapshot /tmp/a --json balance --ledger b bi"));
        Assert.Equal(["__accounts", "--snapshot", "/tmp/a", "--ledger", "b", "--", "bi"], File.ReadAllLines(Path.Combine(folder, "called")));
    }

    private string Offer(string typed)
    {
        const string Ask =
            """
            source "$1"; cd "$2"; typed=$3
            read -ra COMP_WORDS <<< "$typed"
            COMP_WORDS=("$2/stub" "${COMP_WORDS[@]}")
            [[ $typed == *" " ]] && COMP_WORDS+=("")
            COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
            _slurmbank
            printf '%s\n' "${COMPREPLY[@]}"
            """;
        CliAnswer answer = Slurmbank.Bash(Ask, script, folder, typed);
        Assert.Equal((0, string.Empty), (answer.Code, answer.Error));
        return string.Join(' ', answer.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }
}
