namespace SlurmBank.Cluster.Tests;

/// <summary>Tests that look at one history.</summary>
[CollectionDefinition("history")]
public sealed class HistoryTests : ICollectionFixture<History>
{
}
