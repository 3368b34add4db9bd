using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using System.Runtime.CompilerServices;
using SlurmBank.Bank;
using SlurmBank.Cli.Composition;
using SlurmBank.Engine;
using SlurmBank.Ledger.Sqlite;

namespace SlurmBank.Cli.Tests;

public sealed class ErrorMapTests
{
    private static readonly Assembly[] Ours =
        [typeof(SlurmBankException).Assembly, typeof(Ledger.ILedgerStore).Assembly, typeof(SqliteLedgerStore).Assembly, typeof(Slurm.SlurmCommands).Assembly, typeof(BankService).Assembly, typeof(ErrorMap).Assembly];

    [Fact]
    public void Every_error_that_is_raised_on_purpose_has_an_exit_code_of_its_own()
    {
        List<Type> errors = [.. Ours.SelectMany(assembly => assembly.GetTypes()).Where(type => !type.IsAbstract && type.IsAssignableTo(typeof(SlurmBankException)))];
        Assert.True(errors.Count > 15);
        Assert.All(errors, type => Assert.True(
            ErrorMap.Of((SlurmBankException)RuntimeHelpers.GetUninitializedObject(type)) != ExitCode.Software,
            $"{type.Name} has no exit code: see ErrorMap"));
    }

    [Theory]
    [InlineData("SlurmDidNotAnswerException", ExitCode.Slurm)]
    [InlineData("SlurmRefusedException", ExitCode.Slurm)]
    [InlineData("SlurmCommandMissingException", ExitCode.Slurm)]
    [InlineData("SlurmNotFoundException", ExitCode.NotFound)]
    [InlineData("SlurmNameNotFoundException", ExitCode.NotFound)]
    [InlineData("AccountNotFoundException", ExitCode.NotFound)]
    [InlineData("AllocationNotFoundException", ExitCode.NotFound)]
    [InlineData("ClusterNotFoundException", ExitCode.NotFound)]
    [InlineData("CurrencyNotFoundException", ExitCode.NotFound)]
    [InlineData("LedgerUnavailableException", ExitCode.Ledger)]
    [InlineData("LedgerCorruptException", ExitCode.Ledger)]
    [InlineData("ReferenceConflictException", ExitCode.Conflict)]
    [InlineData("InsufficientFundsException", ExitCode.Funds)]
    [InlineData("RefundExceedsChargeException", ExitCode.Funds)]
    [InlineData("NotReversibleException", ExitCode.Conflict)]
    [InlineData("EntryNotFoundException", ExitCode.NotFound)]
    [InlineData("InvalidRequestException", ExitCode.Usage)]
    [InlineData("ConfigurationException", ExitCode.Usage)]
    [InlineData("TextFormatException", ExitCode.Usage)]
    [InlineData("EnforcementBrakeException", ExitCode.Attention)]
    [InlineData("AssociationsIncompleteException", ExitCode.Slurm)]
    public void Errors_have_the_codes_that_are_documented(string name, object code)
    {
        Type type = Ours.SelectMany(assembly => assembly.GetTypes()).First(candidate => candidate.Name == name);
        Assert.Equal((ExitCode)code, ErrorMap.Of((SlurmBankException)RuntimeHelpers.GetUninitializedObject(type)));
    }

    [Fact]
    public void The_numbers_are_the_contract() => Assert.Equal(
        [0, 1, 2, 3, 4, 5, 6, 7, 70, 130],
        Enum.GetValues<ExitCode>().Select(code => (int)code).Order());
}
