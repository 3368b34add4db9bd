using System.CommandLine;
using System.Linq;
using SlurmBank.Cli.Tests.Support;

namespace SlurmBank.Cli.Tests;

/// <summary>The words of other banks lead to the verbs here.</summary>
public sealed class OlderVerbTests
{
    public static TheoryData<string> Words => [.. OlderVerbs.Here.Keys];

    [Theory]
    [MemberData(nameof(Words))]
    public void A_word_of_another_bank_is_no_verb_here_and_names_one_that_is(string word)
    {
        CliAnswer answer = Slurmbank.Here(word, "bio", "100").Expect(ExitCode.Usage);
        Assert.Contains($"'{word}' is not a verb of slurmbank\n  Here that is 'slurmbank {OlderVerbs.Here[word]}'.", answer.Error, System.StringComparison.Ordinal);
        Command verb = Catalogue.Whole();
        foreach (string part in OlderVerbs.Here[word].Split(' '))
        {
            if (part.StartsWith('-'))
            {
                Assert.Contains(verb.Options, option => option.Name == part);
                break;
            }

            verb = verb.Subcommands.Single(sub => sub.Name == part);
        }

        Assert.Empty(verb.Subcommands);
    }

    /// <summary>What an import cannot place, it asks for in the words that this door takes.</summary>
    [Fact]
    public void The_banks_that_can_be_named_are_named_as_they_are_typed()
    {
        using TemporaryBank bank = new TemporaryBank().Initialize();
        string file = System.IO.Path.Combine(bank.Folder, "what");
        System.IO.File.WriteAllText(file, "nobody knows this");
        string error = bank.Here("import", file).Expect(ExitCode.Ledger).Error;
        Assert.Contains("--from: slurmbank, slurm-su-bank, pitt-bank, crc-bank, sbank or csv.", error, System.StringComparison.Ordinal);
        foreach (string word in (string[])["slurm-su-bank", "pitt-bank", "crc-bank", "sbank", "csv", "slurmbank"])
        {
            Assert.DoesNotContain("no such word", bank.Here("import", file, "--from", word, "--plan", "--no-usage").Error, System.StringComparison.Ordinal);
        }
    }
}
