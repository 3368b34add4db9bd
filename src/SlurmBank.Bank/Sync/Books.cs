using System.Globalization;
using SlurmBank.Ledger;

namespace SlurmBank.Bank;

/// <summary>When the books were opened: nothing done before is charged.</summary>
internal static class Books
{
    internal const string OpenProperty = "books-open";

    internal static long OpenedAt(ILedgerReader reader) => TryOpenedAt(reader)
        ?? throw new InvalidRequestException("The books of this ledger were never opened.", "Initialize-SlurmBank (or 'slurmbank init') opens them.");

    internal static long? TryOpenedAt(ILedgerReader reader) =>
        reader.Property(OpenProperty) is string text && long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long seconds) ? seconds : null;
}
