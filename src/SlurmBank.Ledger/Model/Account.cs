namespace SlurmBank.Ledger;

/// <summary>A project's account in the bank: global, one for all clusters, named as in slurmdbd.</summary>
/// <param name="Id">The account's number, for ever: a closed and reopened name keeps it.</param>
/// <param name="Name">The name in lower case, as slurmdbd stores it.</param>
/// <param name="Opened">When the bank first knew the account, in microseconds since 1970 UTC.</param>
public sealed record Account(long Id, string Name, long Opened);

/// <summary>Where an account stands in one cluster's tree of associations.</summary>
/// <param name="AccountId">The account.</param>
/// <param name="Cluster">The cluster's name.</param>
/// <param name="ParentId">The parent account, or null directly below root.</param>
public sealed record Association(long AccountId, string Cluster, long? ParentId);
