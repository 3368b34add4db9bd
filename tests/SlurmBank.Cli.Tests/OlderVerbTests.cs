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
}
