using System;
using System.Collections.Generic;
using System.Threading;

namespace SlurmBank.Slurm;

/// <summary>
/// Slurm, by its own commands: readers and writers that all run through one place, which sets the environment,
/// the deadline and the caps, and reports each command.
/// </summary>
public sealed class SlurmCommands
{
    // What a person has set for their own use of these commands must not change what we read.
    private static readonly string[] Removed =
        ["SLURM_", "SLURMDBD_", "SQUEUE_", "SACCT_", "SACCTMGR_", "SINFO_", "SSHARE_", "SREPORT_", "SCONTROL_", "SDIAG_", "LC_"];

    private readonly ICommandRunner _runner;
    private readonly Dictionary<string, string?> _environment;

    /// <summary>Makes the access to one Slurm.</summary>
    /// <param name="options">Where the commands are; null for PATH.</param>
    /// <param name="runner">What runs them; null for this machine's processes.</param>
    public SlurmCommands(SlurmOptions? options = null, ICommandRunner? runner = null)
    {
        Options = options ?? new SlurmOptions();
        _runner = runner ?? new CommandRunner();
        _environment = EnvironmentOf(Options);
        Sacct = new Sacct(this);
        Squeue = new Squeue(this);
        Scontrol = new Scontrol(this);
        Sacctmgr = new Sacctmgr(this);
        Sshare = new Sshare(this);
        Sdiag = new Sdiag(this);
        Sinfo = new Sinfo(this);
        Sreport = new Sreport(this);
    }

    /// <summary>Raised after each command, on the thread that ran it.</summary>
    public event Action<CommandReport>? CommandRan;

    /// <summary>Where the commands are and how they are run.</summary>
    public SlurmOptions Options { get; }

    /// <summary>Finished and running jobs, from slurmdbd.</summary>
    public Sacct Sacct { get; }

    /// <summary>Waiting and running jobs, from slurmctld.</summary>
    public Squeue Squeue { get; }

    /// <summary>Configuration, partitions, nodes and usage, from slurmctld.</summary>
    public Scontrol Scontrol { get; }

    /// <summary>Accounts, associations, users, QOS and TRES, from slurmdbd; and the limits that holds set.</summary>
    public Sacctmgr Sacctmgr { get; }

    /// <summary>Fair-share, from slurmctld.</summary>
    public Sshare Sshare { get; }

    /// <summary>What slurmctld is busy with.</summary>
    public Sdiag Sdiag { get; }

    /// <summary>Sums by the hour, from slurmdbd.</summary>
    public Sreport Sreport { get; }

    /// <summary>The version of the commands.</summary>
    public Sinfo Sinfo { get; }

    /// <summary>Proves, or does not, that the caller sees the jobs of all users.</summary>
    /// <param name="cancellation">Ends the commands.</param>
    /// <returns>The proof, with its reasons.</returns>
    /// <exception cref="SlurmCommandException">A command failed: nothing is proved.</exception>
    public SlurmVisibility CanSeeOthers(CancellationToken cancellation = default) => VisibilityProof.Read(this, cancellation);

    /// <summary>Says what is wrong with a name that is to stand on a command line, so that it need not stop the names beside it.</summary>
    /// <param name="what">What it names, for the message.</param>
    /// <param name="name">The name.</param>
    /// <returns>The error that the writers would throw for it; null where there is none.</returns>
    public static SlurmNameException? NameProblem(string what, string name)
    {
        try
        {
            _ = SlurmNames.Require(what, name);
            return null;
        }
        catch (SlurmNameException error)
        {
            return error;
        }
    }

    /// <summary>Starts a command whose output is read row by row.</summary>
    internal SlurmCall Stream(string program, IEnumerable<string> arguments, CancellationToken cancellation) =>
        Start(Program(program), arguments, Options.BulkDeadline, Options.BulkOutputCap, cancellation);

    /// <summary>Runs a command whose output is short; throws what its failure amounts to.</summary>
    internal string Capture(string program, IEnumerable<string> arguments, CancellationToken cancellation)
    {
        (_, string output, SlurmCommandException? error) = Run(program, arguments, cancellation);
        return error is null ? output : throw error;
    }

    /// <summary>Runs a command whose output is short, and leaves its failure to the caller.</summary>
    internal (CommandResult Result, string Output, SlurmCommandException? Error) Run(
        string program, IEnumerable<string> arguments, CancellationToken cancellation, bool ownProgram = false)
    {
        using SlurmCall call = Start(
            ownProgram ? program : Program(program), arguments, Options.Deadline, Options.OutputCap, cancellation);
        string output = call.ReadAll();
        CommandResult result = call.End();
        return (result, output, SlurmAnswer.Judge(call.Arguments, result.ExitCode, output, result.StandardError));
    }

    private SlurmCall Start(
        string program, IEnumerable<string> arguments, TimeSpan deadline, long cap, CancellationToken cancellation)
    {
        var argv = new List<string>(Options.Prefix);
        bool far = argv.Count > 0;
        if (far)
        {
            argv.Add("env");
            foreach ((string name, string? value) in _environment)
            {
                argv.Add($"{name}={value}");
            }
        }

        argv.Add(program);
        argv.AddRange(arguments);
        var request = new CommandRequest
        {
            Arguments = argv,
            Environment = far ? new Dictionary<string, string?>() : _environment,
            RemovedPrefixes = far ? [] : Removed,
            Deadline = deadline,
            OutputCap = cap,
        };
        return new SlurmCall(_runner, request, report => CommandRan?.Invoke(report), cancellation);
    }

    private string Program(string name) => Options.BinFolder is { Length: > 0 } folder ? $"{folder.TrimEnd('/')}/{name}" : name;

    private static Dictionary<string, string?> EnvironmentOf(SlurmOptions options)
    {
        var variables = new Dictionary<string, string?>
        {
            ["LC_ALL"] = "C",
            ["TZ"] = "UTC",
            // Any text with a % is given to strftime; %s is the epoch (common/parse_time.c, slurm_make_time_str).
            ["SLURM_TIME_FORMAT"] = "%s",
            // Without it the list of an array's tasks is cut after 64 characters.
            ["SLURM_BITSTR_LEN"] = "0",
        };
        string? conf = options.SlurmConf ?? (options.Prefix.Count == 0 ? Environment.GetEnvironmentVariable("SLURM_CONF") : null);
        if (!string.IsNullOrEmpty(conf))
        {
            variables["SLURM_CONF"] = conf;
        }

        foreach ((string name, string value) in options.Environment)
        {
            variables[name] = value;
        }

        return variables;
    }
}
