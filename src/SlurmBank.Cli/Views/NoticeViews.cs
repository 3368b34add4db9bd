using System;
using System.Globalization;
using System.Linq;
using SlurmBank.Bank;
using SlurmBank.Cli.Output;

namespace SlurmBank.Cli.Views;

/// <summary>What people see of notices.</summary>
internal static class NoticeViews
{
    /// <summary>The table of <c>notices list</c> and <c>notices send</c>.</summary>
    internal static TextTable<NoticeReport> Notices(Func<TimeZoneInfo?> zone) => new(
        new("NOTICE", row => row.NoticeId.ToString(CultureInfo.InvariantCulture)) { IsRight = true },
        new("ACCOUNT", row => row.Account),
        new("TOLD AT", Threshold),
        new("CROSSED", row => TimeText.Minute(row.Crossed, zone())),
        new("USED", row => row.PercentUsed?.ToString("0.00", CultureInfo.InvariantCulture) ?? string.Empty) { IsRight = true, Unit = "%", Drop = 3 },
        new("STATE", row => row.State) { ToneOf = row => row.State == "failed" ? Tone.Bad : Tone.Plain },
        new("SENT", row => TimeText.Minute(row.Sent, zone())) { HideEmpty = true, Drop = 2 },
        new("TO", row => string.Join(", ", row.Recipients)) { HideEmpty = true, Drop = 1 },
        new("ERROR", row => row.LastError) { IsFlexible = true, HideEmpty = true });

    private static string Threshold(NoticeReport row) => row.Kind == "use"
        ? row.Threshold.ToString("0.##", CultureInfo.InvariantCulture) + "% of use"
        : row.Threshold.ToString("0", CultureInfo.InvariantCulture) + " days before end";
}
