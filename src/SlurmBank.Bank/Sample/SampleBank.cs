using System;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading;
using SlurmBank.Engine;
using SlurmBank.Ledger;

namespace SlurmBank.Bank;

/// <summary>
/// Makes a sample bank in a folder of its own: a stand-in for Slurm, and a ledger that the bank's own verbs have filled from it:
/// a quarter of a year of jobs with grants, charges, a refund, a deposit by mistake, an account that is spent and held, one that a person holds.
/// </summary>
internal sealed class SampleBank
{
    private const int Days = 90;
    private readonly BankOptions options;
    private readonly string folder;

    internal SampleBank(BankOptions options, string folder)
    {
        this.folder = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        this.options = options with { ConfigurationPath = ConfigurationPath, LedgerPath = null };
    }

    private string ConfigurationPath => Path.Combine(folder, "bank.toml");

    private string LedgerPath => Path.Combine(folder, "ledger.db");

    internal SampleReport Run(bool isPlan, CancellationToken cancellation)
    {
        bool wasThere = Directory.Exists(folder);
        if (File.Exists(folder) || (wasThere && Directory.EnumerateFileSystemEntries(folder).Any()))
        {
            throw new InvalidRequestException($"A sample needs a folder of its own; '{folder}' exists and is not empty.", "Name another folder, or remove that one.");
        }

        if (folder.AsSpan().IndexOfAny("\"\\\n\r'") >= 0)
        {
            throw new InvalidRequestException($"A sample cannot lie in '{folder}': the path has a quotation mark, a backslash or a line break.", "Name another folder.");
        }

        if (isPlan)
        {
            return new SampleReport(folder, ConfigurationPath, LedgerPath, "lab", 0, 0, true);
        }

        try
        {
            return Make(cancellation);
        }
        catch
        {
            // Half a sample is worse than none; the folder held nothing before.
            Directory.Delete(folder, recursive: true);
            if (wasThere)
            {
                Directory.CreateDirectory(folder);
            }

            throw;
        }
    }

    private SampleReport Make(CancellationToken cancellation)
    {
        Directory.CreateDirectory(folder);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        string slurm = Path.Combine(folder, "slurm");
        SampleSlurm.Write(slurm, options.Clock.GetUtcNow().ToUnixTimeSeconds());
        File.WriteAllText(ConfigurationPath, Configuration(slurm));
        using BankService bank = BankService.Open(options);
        DateOnly today = DateOnly.FromDateTime(options.Clock.GetUtcNow().UtcDateTime);
        SiteMoment first = SiteMoment.FromDate(today.AddDays(-Days));
        InitializeReport made = bank.Initialize(new InitializeCommand { BooksOpen = first, Reason = "a sample to try things with" }, cancellation);
        Grant(bank, first, SiteMoment.FromDate(today.AddDays(365 - Days)));
        cancellation.ThrowIfCancellationRequested();
        bank.Sync(new SyncCommand(), null, cancellation);
        Move(bank, cancellation);
        Hold(bank, cancellation);
        bank.Backup(new BackupCommand { Path = Directory.CreateDirectory(Path.Combine(folder, "backup")).FullName }, null, cancellation);
        bank.Verify(null, cancellation);
        return new SampleReport(folder, ConfigurationPath, LedgerPath, made.Cluster, made.Accounts, bank.Transactions(new TransactionQuery()).LongCount(), false);
    }

    /// <summary>The allocations, in this order: their numbers stand in the examples of the cmdlets.</summary>
    private static void Grant(BankService bank, SiteMoment first, SiteMoment last)
    {
        Grant("physics", "40k", "AY-PHYSICS");
        Grant("chem", "16k", "AY-CHEM");
        Grant("chem", "2.5k", "COURSE-7", kind: "course", scope: AllocationScope.Everything with { Partitions = ["gpu"], Users = ["bob", "carol"] });
        Grant("art", "300", "AY-ART");
        Grant("law", "100", "AY-LAW");
        Grant("science", "10k", "AY-SCIENCE");
        Grant("pilot", "50", "PILOT-1", kind: "trial");
        Grant("pilot", "20", "PILOT-2", kind: "trial");
        Grant("condo", "1k", "CONDO-P", kind: "proposal");
        Grant("bio", "8k", "BIO-1", reason: "Panel of the spring");
        bank.GrantAll(new GrantCommand { Account = "condo", Amount = ServiceUnits.Parse("25k"), StartDate = first, Kind = "investment", Reference = "CONDO-INV" });

        void Grant(string account, string amount, string reference, string? kind = null, AllocationScope? scope = null, string reason = "Grants of the year") => bank.Grant(new GrantCommand
        {
            Account = account,
            Amount = ServiceUnits.Parse(amount),
            StartDate = first,
            EndDate = last,
            Kind = kind,
            Scope = scope ?? AllocationScope.Everything,
            Reference = reference,
            Reason = reason,
        });
    }

    private static void Move(BankService bank, CancellationToken cancellation)
    {
        bank.Refund(new RefundCommand { JobIds = ["4711"], Amount = ServiceUnits.Parse("20"), Reference = "TICKET-9", Reason = "Scratch was slow" }, cancellation);
        bank.Deposit(new DepositCommand { Account = "law", Amount = ServiceUnits.Parse("250"), Reference = "TICKET-12", Reason = "Meant for bio" });
        bank.Withdraw(new WithdrawCommand { Account = "physics", Amount = ServiceUnits.Parse("500"), Reference = "TICKET-13", Reason = "Returned by the project" });
        bank.SetAccount(new AccountChange { Account = "staff", Kind = AccountKind.Unlimited, Reason = "Our own staff" });
        bank.SetAccount(new AccountChange { Account = "bio", UserLimits = [new UserLimitChange("ben", ServiceUnits.Parse("1k"))], Reason = "As the PI asked" });
        bank.SetAccount(new AccountChange { Account = "group-a", DrawOnParent = true, Reason = "One pot" });
        bank.Assert(new AssertCommand { Account = "law", Amount = ServiceUnits.Parse("344"), Said = "the panel's list", Reason = "checked" });
    }

    private static void Hold(BankService bank, CancellationToken cancellation)
    {
        bank.SetAccount(new AccountChange { Account = "art", Mode = AccountMode.Enforce, Reason = "Agreed with the faculty" });
        bank.SyncHolds(new EnforceCommand(), cancellation);
        bank.Lock(new HoldCommand { Account = "pilot", Reason = "Audit" }, cancellation);
    }

    private string Configuration(string slurm) => string.Create(CultureInfo.InvariantCulture, $"""
        # A sample of SlurmBank: its Slurm is a stand-in that answers from tables and starts no job. Remove the folder to remove it.
        [ledger]
        path = "{LedgerPath}"
        snapshot = "{folder}/snapshot.json"

        [site]
        time_zone = "UTC"
        contact = "allocations@hpc.example.org"

        [slurm]
        bin = "{slurm}"

        [sync]
        window = "7d"

        [notice]
        from = "slurmbank@hpc.example.org"
        sendmail = "{slurm}/sendmail.sh"
        domain = "hpc.example.org"

        [gate]
        journal = "{folder}/gate"

        [serve]
        backup = "{folder}/backup"

        """);
}
