using System;
using System.Collections.Generic;
using System.Management.Automation;
using SlurmBank.Bank;
using SlurmBank.Ledger;
using SlurmBank.PowerShell.Abstractions;
using SlurmBank.PowerShell.Arguments;
using SlurmBank.PowerShell.Completion;
using SlurmBank.PowerShell.Internal;

namespace SlurmBank.PowerShell.Commands;

/// <summary>Changes the end, the priority or the scope of allocations. What is not given stays.</summary>
[Cmdlet(VerbsCommon.Set, "SlurmAllocation", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(AllocationReport))]
public sealed class SetSlurmAllocationCommand : TermsCommandBase
{
    private static readonly string[] Changing = [nameof(EndDate), nameof(NoEndDate), nameof(Priority), nameof(Cluster), nameof(Partition), nameof(Qos), nameof(User)];

    /// <summary>The window does not end any more.</summary>
    [Parameter]
    public SwitchParameter NoEndDate { get; set; }

    /// <summary>Which allocation is drawn first: the lowest.</summary>
    [Parameter]
    [EmptyIsNull]
    public int? Priority { get; set; }

    /// <summary>Clusters that it may pay for; an empty list for all.</summary>
    [Parameter]
    [AllowEmptyCollection]
    [NameListTransformation]
    [ArgumentCompleter(typeof(ClusterCompleter))]
    public string[]? Cluster { get; set; }

    /// <summary>Partitions that it may pay for; an empty list for all.</summary>
    [Parameter]
    [AllowEmptyCollection]
    [NameListTransformation]
    [ArgumentCompleter(typeof(PartitionCompleter))]
    public string[]? Partition { get; set; }

    /// <summary>QOS that it may pay for; an empty list for all.</summary>
    [Parameter]
    [AllowEmptyCollection]
    [NameListTransformation]
    [ArgumentCompleter(typeof(QosCompleter))]
    public string[]? Qos { get; set; }

    /// <summary>Users that it may pay for; an empty list for all.</summary>
    [Parameter]
    [AllowEmptyCollection]
    [NameListTransformation]
    [ArgumentCompleter(typeof(UserCompleter))]
    public string[]? User { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        if (!Array.Exists(Changing, MyInvocation.BoundParameters.ContainsKey))
        {
            ThrowTerminatingError(BankErrors.ToRecord(new InvalidRequestException("Nothing to change was given.", $"Give at least one of -{string.Join(", -", Changing)}."), null));
        }
    }

    /// <inheritdoc/>
    protected override void ProcessRecord() => ChangeEach("Set " + Describe(), (id, plan) => Bank.SetAllocation(new TermsCommand
    {
        AllocationId = id,
        EndDate = NoEndDate ? null : EndDate,
        HasNoEnd = NoEndDate,
        Priority = Priority,
        Clusters = Cluster,
        Partitions = Partition,
        Qos = Qos,
        Users = User,
        Reference = GivenReference,
        Reason = Reason,
        IsPlan = plan,
    }));

    private string Describe()
    {
        var parts = new List<string>();
        if (NoEndDate || EndDate is not null)
        {
            parts.Add(NoEndDate ? "no end" : $"end {EndDate}");
        }

        if (Priority is int priority)
        {
            parts.Add($"priority {priority}");
        }

        foreach ((string what, string[]? names) in new[] { ("clusters", Cluster), ("partitions", Partition), ("QOS", Qos), ("users", User) })
        {
            if (names is not null)
            {
                parts.Add($"{what} {(names.Length == 0 ? "all" : string.Join(',', names))}");
            }
        }

        return parts.Count == 0 ? "nothing" : string.Join(", ", parts);
    }
}
