using System;
using System.Collections.Generic;
using System.CommandLine;
using System.IO;
using System.Threading;
using SlurmBank.Bank;
using SlurmBank.Cli.Output;
using SlurmBank.Ledger;
using SlurmBank.Ledger.Sqlite;

namespace SlurmBank.Cli.Composition;

/// <summary>One run of the command line: what was asked globally, the bank (opened at first need), and where answers go. The only place that knows which store there is.</summary>
internal sealed class Session : IDisposable
{
    private readonly ParseResult input;
    private readonly GlobalOptions options;
    private BankService? bank;
    private ILedgerStore? probed;
    private Cancellation? cancellation;

    internal Session(ParseResult input, GlobalOptions options, TextWriter output, TextWriter error)
    {
        this.input = input;
        this.options = options;
        IsJson = input.GetValue(options.Json);
        Output = output;
        Messages = new Messages(error, IsJson);
        Palette = Palette.For(IsJson || input.GetValue(options.NoColor));
    }

    /// <summary>Whether the answer is JSON.</summary>
    internal bool IsJson { get; }

    /// <summary>Standard output.</summary>
    internal TextWriter Output { get; }

    /// <summary>Standard error.</summary>
    internal Messages Messages { get; }

    /// <summary>Colours, or none.</summary>
    internal Palette Palette { get; }

    /// <summary>The zone in which times are shown; null where no configuration says it: each time keeps its own offset.</summary>
    internal TimeZoneInfo? Zone { get; private set; }

    /// <summary>What <c>--config</c> says; null where it was not given.</summary>
    internal string? ConfigurationOption => input.GetValue(options.Config);

    /// <summary>What <c>--snapshot</c> says; null where it was not given.</summary>
    internal string? SnapshotOption => input.GetValue(options.Snapshot);

    /// <summary>Cancelled by the first SIGINT or SIGTERM from the moment it is first asked for.</summary>
    internal CancellationToken Cancelled => (cancellation ??= new Cancellation()).Token;

    /// <summary>The bank with its ledger.</summary>
    /// <exception cref="UsageException">The run is to read only the snapshot.</exception>
    internal BankService Bank
    {
        get
        {
            if (SnapshotOption is not null)
            {
                throw new UsageException("SnapshotOnly", "This verb needs the ledger; --snapshot reads only the published snapshot.", "Leave --snapshot out; balance and quote are the verbs that can read a snapshot.");
            }

            return Open();
        }
    }

    /// <summary>The bank's service, for what needs the configuration alone.</summary>
    internal BankService Open()
    {
        if (bank is null)
        {
            bank = BankService.Open(Options());
            Zone = bank.Zone;
        }

        return bank;
    }

    /// <summary>The bank opened once more, with the configuration as it is now: for a process that stays. Its caller closes it.</summary>
    /// <param name="warn">Takes its warnings.</param>
    /// <param name="beat">Told after each Slurm command that work goes on.</param>
    internal BankService OpenAnew(Action<string> warn, Action beat)
    {
        Action<string>? show = input.GetValue(options.Verbose) ? Messages.Command : null;
        return BankService.Open(Options() with { OnWarning = warn, OnCommand = command => { show?.Invoke(command); beat(); } });
    }

    /// <summary>Opens the ledger, without asking it anything, to know whether it is here and may be read.</summary>
    /// <exception cref="LedgerUnavailableException">It is not, or may not.</exception>
    internal void ProbeLedger() => probed ??= SqliteLedgerStore.Open(Open().LedgerPath);

    /// <summary>Prints one object: as JSON, or as the text that a view makes of it.</summary>
    internal void Show<T>(T value, Action<TextWriter> text)
    {
        if (IsJson)
        {
            JsonOutput.Write(Output, value);
            return;
        }

        text(Output);
    }

    /// <summary>Prints a list: as a JSON array, or as a table; an empty one is a line on standard error.</summary>
    internal void ShowList<T>(IEnumerable<T> values, TextTable<T> table, string nothing)
    {
        if (IsJson)
        {
            JsonOutput.WriteArray(Output, values);
        }
        else if (!table.Write(Output, values, Palette))
        {
            Messages.Nothing(nothing);
        }
    }

    /// <summary>Prints reports, one a cluster: as a JSON array, or as texts with a blank line between them, their warnings on standard error.</summary>
    internal void ShowEach<T>(IReadOnlyList<T> reports, Action<TextWriter, T> text, Func<T, IReadOnlyList<string>> warnings)
    {
        if (IsJson)
        {
            // The warnings are part of the document.
            JsonOutput.WriteArray(Output, reports);
            return;
        }

        for (int i = 0; i < reports.Count; i++)
        {
            if (i > 0)
            {
                Output.WriteLine();
            }

            text(Output, reports[i]);
            foreach (string warning in warnings(reports[i]))
            {
                Messages.Warning(warning);
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        bank?.Dispose();
        probed?.Dispose();
        cancellation?.Dispose();
    }

    /// <summary>How this door opens the bank.</summary>
    internal BankOptions Options() => new()
    {
        Source = "slurmbank",
        OpenStore = TakeStore,
        CreateStore = path => SqliteLedgerStore.Create(path),
        FillStore = SqliteLedgerStore.Fill,
        OpenDatabase = SqliteLedgerStore.OpenForeign,
        ConfigurationPath = ConfigurationOption,
        LedgerPath = input.GetValue(options.Ledger),
        OnCommand = input.GetValue(options.Verbose) ? Messages.Command : null,
        OnWarning = Messages.Warning,
    };

    private ILedgerStore TakeStore(string path)
    {
        ILedgerStore store = probed ?? SqliteLedgerStore.Open(path);
        probed = null;
        return store;
    }
}
