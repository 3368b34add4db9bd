using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;

namespace SlurmBank.Module.Tests;

/// <summary>The manners that every cmdlet keeps.</summary>
public class CmdletTests
{
    private static readonly string[] SingularWithS = ["Status", "Qos", "Tres"];

    public static TheoryData<string> Names => BuiltModule.Names;

    /// <summary>PowerShell's own lists of verbs, from the library that we compile against.</summary>
    private static HashSet<string> ApprovedVerbs { get; } =
    [
        .. new[] { "VerbsCommon", "VerbsCommunications", "VerbsData", "VerbsDiagnostic", "VerbsLifecycle", "VerbsSecurity", "VerbsOther" }
            .Select(name => BuiltModule.Cmdlets[0].Type.BaseType!.Assembly.GetReferencedAssemblies().First(a => a.Name == "System.Management.Automation") is AssemblyName library
                ? Assembly.Load(library).GetType("System.Management.Automation." + name, throwOnError: true)!
                : null!)
            .SelectMany(type => type.GetFields(BindingFlags.Public | BindingFlags.Static)).Select(field => (string)field.GetRawConstantValue()!),
    ];

    [Theory]
    [MemberData(nameof(Names))]
    public void Its_verb_is_approved_and_its_noun_singular(string name)
    {
        Cmdlet cmdlet = BuiltModule.Named(name);
        Assert.Contains(cmdlet.Verb, ApprovedVerbs);
        Assert.StartsWith("Slurm", cmdlet.Noun, StringComparison.Ordinal);
        Assert.True(!cmdlet.Noun.EndsWith('s') || SingularWithS.Any(s => cmdlet.Noun.EndsWith(s, StringComparison.Ordinal)), $"{cmdlet.Noun} is a plural");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Its_class_has_its_name_and_cannot_be_derived_from(string name)
    {
        Cmdlet cmdlet = BuiltModule.Named(name);
        Assert.Equal($"{cmdlet.Verb}{cmdlet.Noun}Command", cmdlet.Type.Name);
        Assert.Equal("SlurmBank.PowerShell.Commands", cmdlet.Type.Namespace);
        Assert.True(cmdlet.Type.IsSealed);
    }

    /// <summary>High only where data can be lost, as by a restore, or by what Slurm does not give back: timers run without anybody to ask.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void It_asks_before_a_change_and_only_then(string name)
    {
        Cmdlet cmdlet = BuiltModule.Named(name);
        Assert.Equal(cmdlet.IsChange, cmdlet.SupportsShouldProcess);
        Assert.Equal(name is "Restore-SlurmLedger" or "Remove-SlurmAccount" or "Reset-SlurmUsage", cmdlet.ConfirmImpact == "High");
        Assert.Equal(cmdlet.IsChange, cmdlet.Parameters.Any(p => p.Name == "PassThru"));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void It_says_what_it_gives(string name)
    {
        IReadOnlyList<Type> types = BuiltModule.Named(name).OutputTypes;
        Assert.NotEmpty(types);
        Assert.All(types, type => Assert.True(type.IsPublic && !type.IsArray && type != typeof(string) && type != typeof(object), type.FullName));
        if (name.StartsWith("Test-", StringComparison.Ordinal))
        {
            Assert.Contains(typeof(bool), types);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Its_parameters_are_those_of_the_others(string name)
    {
        IReadOnlyList<CmdletParameter> parameters = BuiltModule.Named(name).Parameters;
        Assert.Contains(parameters, p => p.Name == "ConfigurationPath");
        Assert.All(parameters, p => Assert.Matches("^[A-Z][a-z]+([A-Z][a-z]+)*$", p.Name));
        Assert.All(parameters, p => Assert.True(p.Property.PropertyType != typeof(bool), $"-{p.Name} is a switch"));
        Assert.All(parameters.Where(p => p.Name == "Account"), p => Assert.Contains("Name", p.Aliases));
        Assert.All(parameters.Where(p => p.Position is not null), p => Assert.InRange(p.Position!.Value, 0, 1));
        Assert.All(parameters.Where(p => p.Name is "StartTime" or "EndTime" or "StartDate" or "EndDate" or "Until" or "BooksOpen"), p => Assert.Equal("SiteMoment", Underlying(p).Name));
        // The unit behind an amount says its currency; a credit limit is for all of them.
        Assert.All(parameters.Where(p => p.Name == "Amount"), p => Assert.Equal("StatedAmount", Underlying(p).Name));
        Assert.All(parameters.Where(p => p.Name == "CreditLimit"), p => Assert.Equal("ServiceUnits", Underlying(p).Name));
        Assert.All(parameters.Where(p => p.Name is "Account" or "Cluster"), p => Assert.NotEmpty(Cmdlet.Attributes(p.Property, "ArgumentCompleterAttribute")));

        static Type Underlying(CmdletParameter parameter) => Nullable.GetUnderlyingType(parameter.Property.PropertyType) ?? parameter.Property.PropertyType;
    }

    /// <summary>Where accounts are the subject, they come through the pipeline, as names and as objects.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void Its_accounts_come_through_the_pipeline(string name)
    {
        CmdletParameter? account = BuiltModule.Named(name).Parameters.SingleOrDefault(p => p.Name == "Account" && p.Position == 0);
        if (account is not null)
        {
            Assert.True(account.IsByValue && account.IsByName);
            Assert.Equal(typeof(string[]), account.Property.PropertyType);
            Assert.NotEmpty(Cmdlet.Attributes(account.Property, "AccountTransformationAttribute"));
        }
    }

    [Theory]
    [InlineData("New-SlurmAllocation")]
    [InlineData("Add-SlurmCredit")]
    [InlineData("Remove-SlurmCredit")]
    [InlineData("Move-SlurmCredit")]
    public void Every_movement_takes_a_reference_and_a_reason(string name)
    {
        IReadOnlyList<CmdletParameter> parameters = BuiltModule.Named(name).Parameters;
        Assert.All(["Amount", "Reference", "Reason", "Currency"], word => Assert.True(parameters.Single(p => p.Name == word).IsByName));
    }

    [Fact]
    public void No_cmdlet_has_state_of_its_own_process() => Assert.All(
        BuiltModule.Cmdlets.SelectMany(c => c.Type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)),
        field => Assert.True(field.IsLiteral || field.IsInitOnly, $"{field.DeclaringType!.Name}.{field.Name}"));
}
