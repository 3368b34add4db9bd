using System;
using System.Collections.Generic;
using System.Linq;
using SlurmBank.Engine.Toml;

namespace SlurmBank.Engine.Configuration;

/// <summary>Reads secrets from what the caller found in the environment and in the file of <c>[secrets] file</c>. It never throws.</summary>
public static class BankSecretsReader
{
    private static readonly string[] Keys = [BankSecrets.ApiTokenKey];

    /// <summary>Reads the secrets.</summary>
    /// <param name="path">The file of secrets as configured; empty where there is none.</param>
    /// <param name="text">The text of the file; null where it could not be read.</param>
    /// <param name="file">What the caller saw of the file; null counts as a file that could not be read.</param>
    /// <param name="environment">Gives the value of an environment variable, or null.</param>
    public static SecretsReading Read(string path, string? text, FileFacts? file, Func<string, string?> environment)
    {
        FindingCollector findings = new(path);
        BankSecrets secrets = path.Length == 0 ? new BankSecrets() : ReadFile(path, text, file, findings);
        string? token = environment(BankSecrets.ApiTokenVariable);
        if (!string.IsNullOrEmpty(token))
        {
            secrets = secrets with { ApiToken = new Secret(token) };
        }

        return new SecretsReading(secrets, findings.Findings);
    }

    private static BankSecrets ReadFile(string path, string? text, FileFacts? file, FindingCollector findings)
    {
        TomlPosition top = new(1, 1);
        if (text is null || file is not { CanRead: true })
        {
            findings.Warning(
                ConfigurationFindingCodes.SecretMissing,
                top,
                "the file of secrets is not there or cannot be read; what needs a secret from it is disabled",
                "Make the file, owned by the service user, with mode 0600");
            return new BankSecrets();
        }

        if (!TomlDocument.TryParse(text, path, out TomlDocument? document, out TomlError error))
        {
            // The message could quote a part of a secret, so only the place is told.
            findings.Error(ConfigurationFindingCodes.Syntax, new TomlPosition(error.Line, error.Column), "the file of secrets is not TOML here");
            return new BankSecrets();
        }

        if (file.IsReadableByOthers || file.IsWritableByGroup || file.IsWritableByEverybody)
        {
            findings.Warning(
                ConfigurationFindingCodes.SecretReadable,
                top,
                $"others can read or write the file of secrets (mode {file.ModeText}); what needs a secret from it is disabled",
                $"chmod 600 {path}, and replace the secrets: they were open");
            return new BankSecrets { Refused = document.Root.Entries.Select(entry => entry.Key).Where(Keys.Contains).ToList() };
        }

        return ReadKeys(document.Root, findings);
    }

    private static BankSecrets ReadKeys(TomlTable root, FindingCollector findings)
    {
        BankSecrets secrets = new();
        foreach (TomlEntry entry in root.Entries)
        {
            if (!Keys.Contains(entry.Key))
            {
                UnknownNames.ReportKey(findings, "the file of secrets", entry, Keys);
            }
            else if (entry.Value is TomlString { Value.Length: > 0 } value)
            {
                secrets = secrets with { ApiToken = new Secret(value.Value) };
            }
            else
            {
                findings.Error(ConfigurationFindingCodes.WrongType, entry.Value.Position, $"{entry.Key}: a text that is not empty is expected");
            }
        }

        return secrets;
    }
}
