using System;
using SlurmBank.Ledger;

namespace SlurmBank.Bank;

/// <summary>Finds the site's time zone by its IANA name.</summary>
internal static class TimeZones
{
    internal static bool Exists(string name) => TimeZoneInfo.TryFindSystemTimeZoneById(name, out _);

    internal static TimeZoneInfo Find(string name) => TimeZoneInfo.TryFindSystemTimeZoneById(name, out TimeZoneInfo? zone)
        ? zone
        : throw new InvalidRequestException($"There is no time zone '{name}' on this machine.", "Set [site] time_zone to an IANA name such as Europe/Berlin; Debian's package is tzdata.");
}
