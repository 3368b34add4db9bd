using SlurmBank.Engine;

namespace SlurmBank.Bank;

/// <summary>The first enforcement would hold more accounts than the brake allows; nothing was changed.</summary>
public sealed class EnforcementBrakeException : SlurmBankException
{
    internal EnforcementBrakeException(string message)
        : base("EnforcementBrake", message, "Look at the plan (Sync-SlurmHold -WhatIf, slurmbank enforce --plan); then repeat with -Force, or raise [enforce] brake.")
    {
    }
}
