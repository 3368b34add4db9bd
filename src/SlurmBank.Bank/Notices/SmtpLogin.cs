using System;
using System.IO;
using System.Text;
using SlurmBank.Ledger;

namespace SlurmBank.Bank;

/// <summary>A name and a password for the mail host, from a file that nobody but its owner may read: neither stands in the configuration or on a command line.</summary>
internal sealed record SmtpLogin(string Name, string Password)
{
    private const int MostBytes = 4096;
    private const UnixFileMode Others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    /// <summary>Reads the file: the name on the first line, the password on the second.</summary>
    /// <exception cref="InvalidRequestException">It is not there, others may read it, or it has something else in it.</exception>
    internal static SmtpLogin Read(string path)
    {
        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read);
            if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(stream.SafeFileHandle) & Others) != 0)
            {
                throw new InvalidRequestException($"The file with the mail host's password, '{path}', may be read or written by others than its owner.", $"chmod 600 {path}");
            }

            byte[] bytes = new byte[MostBytes];
            int count = stream.ReadAtLeast(bytes, MostBytes, throwOnEndOfStream: false);
            string[] lines = new UTF8Encoding(false, true).GetString(bytes, 0, count).TrimEnd('\n', '\r').Split('\n');
            return lines.Length == 2 && count < MostBytes && IsText(lines[0].TrimEnd('\r')) && IsText(lines[1].TrimEnd('\r'))
                ? new SmtpLogin(lines[0].TrimEnd('\r'), lines[1].TrimEnd('\r'))
                : throw Wrong(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new InvalidRequestException($"The file with the mail host's password, '{path}', cannot be read: {error.Message}", "Check [notice] smtp_login, and who owns the file.");
        }
        catch (DecoderFallbackException)
        {
            throw Wrong(path);
        }
    }

    /// <summary>Without the password, wherever it might be printed.</summary>
    public override string ToString() => Name;

    private static bool IsText(string line) => line.Length > 0 && line.AsSpan().IndexOfAnyInRange('\0', '\u001f') < 0;

    private static InvalidRequestException Wrong(string path) => new($"The file with the mail host's password, '{path}', has something else in it.", "It has two lines: the name, and the password.");
}
