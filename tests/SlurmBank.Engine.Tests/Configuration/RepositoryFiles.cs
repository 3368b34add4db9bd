using System;
using System.IO;

namespace SlurmBank.Engine.Tests.Configuration;

/// <summary>Reads files of the checkout the tests were built from.</summary>
internal static class RepositoryFiles
{
    internal static string Read(string path)
    {
        DirectoryInfo? at = new(AppContext.BaseDirectory);
        while (at is not null && !File.Exists(Path.Combine(at.FullName, "SlurmBank.sln")))
        {
            at = at.Parent;
        }

        Assert.NotNull(at);
        return File.ReadAllText(Path.Combine(at.FullName, path));
    }
}
