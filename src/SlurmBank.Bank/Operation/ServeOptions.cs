using System;

namespace SlurmBank.Bank;

/// <summary>How much a message of the service matters: syslog's numbers.</summary>
public enum ServePriority
{
    /// <summary>Something did not work.</summary>
    Error = 3,

    /// <summary>Something should be looked at.</summary>
    Warning = 4,

    /// <summary>It began, ended, changed its settings.</summary>
    Notice = 5,

    /// <summary>What was done.</summary>
    Information = 6,
}

/// <summary>What the service needs of its door.</summary>
public sealed record ServeOptions
{
    /// <summary>Opens the bank with the configuration as it is now; told where its warnings go, and whom to tell that work goes on.</summary>
    public required Func<Action<string>, Action, BankService> Open { get; init; }

    /// <summary>Takes a message.</summary>
    public required Action<ServePriority, string> Say { get; init; }

    /// <summary>Tells the service manager: lines such as <c>READY=1</c>.</summary>
    public required Action<string> Notify { get; init; }

    /// <summary>The clock.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>How often it looks whether something came into the spool or the gate's journal.</summary>
    public TimeSpan Poll { get; init; } = TimeSpan.FromSeconds(2);
}
