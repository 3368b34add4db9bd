using System;
using System.IO;
using SlurmBank.Engine.Configuration;
using SlurmBank.Ledger;

namespace SlurmBank.Bank;

/// <summary>Finds and reads the configuration's file. A file that was named has to be there; without the usual one the defaults hold.</summary>
internal static class ConfigurationFile
{
    internal static ConfigurationReading Read(string? asked)
    {
        string? named = asked ?? Environment.GetEnvironmentVariable(BankConfiguration.PathVariable);
        string path = string.IsNullOrEmpty(named) ? BankConfiguration.DefaultPath : named;
        try
        {
            byte[] bytes = File.ReadAllBytes(path);
            UnixFileMode mode = OperatingSystem.IsWindows() ? UnixFileMode.UserRead | UnixFileMode.UserWrite : File.GetUnixFileMode(path);
            return BankConfigurationReader.Read(bytes.AsSpan(), path, new ConfigurationFacts(new FileFacts(true, mode), TimeZones.Exists));
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException && string.IsNullOrEmpty(named))
        {
            return BankConfigurationReader.Read(string.Empty, "defaults", new ConfigurationFacts(null, TimeZones.Exists));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new InvalidRequestException($"The configuration '{path}' cannot be read: {error.Message}", $"Check the path; {BankConfiguration.PathVariable} or an option names it.");
        }
    }
}
