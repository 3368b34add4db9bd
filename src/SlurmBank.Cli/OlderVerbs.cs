using System;
using System.Collections.Generic;

namespace SlurmBank.Cli;

/// <summary>What people who come from another bank, or from the cmdlets, type by habit, and the verb that does it here.</summary>
internal static class OlderVerbs
{
    /// <summary>The word, and what to type instead of it.</summary>
    internal static IReadOnlyDictionary<string, string> Here { get; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
    {
        ["insert"] = "grant",
        ["add"] = "deposit",
        ["modify"] = "allocation set",
        ["change"] = "allocation set",
        ["date"] = "allocation set",
        ["proposal"] = "grant --kind proposal",
        ["investment"] = "grant --kind investment",
        ["investor"] = "grant --kind investment",
        ["renewal"] = "allocation renew",
        ["renew"] = "allocation renew",
        ["expire"] = "allocation close",
        ["close"] = "allocation close",
        ["deduct"] = "withdraw",
        ["debit"] = "withdraw",
        ["credit"] = "deposit",
        ["get_sus"] = "balance",
        ["info"] = "balance",
        ["forecast"] = "balance --forecast",
        ["users"] = "usage --by user",
        ["report"] = "usage",
        ["explain"] = "cost",
        ["estimate"] = "quote",
        ["checkscript"] = "quote",
        ["can_submit_job"] = "quote",
        ["check_service_units_limit"] = "enforce",
        ["check_sus_limit"] = "enforce",
        ["check_end_of_date_limit"] = "enforce",
        ["check_proposal_end_date"] = "notices list",
        ["update_status"] = "sync",
        ["hold"] = "lock",
        ["release"] = "unlock",
        ["release_hold"] = "unlock",
        ["list_locked"] = "holds list",
        ["locked"] = "holds list",
        ["admin"] = "holds list",
        ["export"] = "dump",
        ["dump_csv"] = "dump --format csv",
        ["dump_json"] = "dump",
        ["repopulate_json"] = "import",
        ["import_proposal"] = "import",
        ["import_investor"] = "import",
        ["check"] = "config test",
        ["test"] = "config test",
    };
}
