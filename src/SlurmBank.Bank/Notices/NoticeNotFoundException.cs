using System.Globalization;
using SlurmBank.Engine;

namespace SlurmBank.Bank;

/// <summary>The ledger has no notice with this number.</summary>
public sealed class NoticeNotFoundException : SlurmBankException
{
    internal NoticeNotFoundException(long id)
        : base("NoticeNotFound", $"There is no notice {id.ToString(CultureInfo.InvariantCulture)}.", "Get-SlurmNotice lists them with their numbers.")
    {
    }
}
