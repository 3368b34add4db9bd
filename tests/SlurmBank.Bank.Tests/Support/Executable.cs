using System;
using System.Diagnostics;

namespace SlurmBank.Bank.Tests.Support;

/// <summary>
/// Writes programs that are run at once. Another process writes the file: were it open here, a command that another test starts in that moment would inherit it
/// for an instant, and the kernel runs no file that somebody has open for writing.
/// </summary>
internal static class Executable
{
    internal static void Write(string path, string text)
    {
        using Process shell = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", "cat >\"$0\" && chmod 755 \"$0\"", path]) { RedirectStandardInput = true })!;
        shell.StandardInput.Write(text);
        shell.StandardInput.Close();
        shell.WaitForExit();
        if (shell.ExitCode != 0)
        {
            throw new InvalidOperationException($"{path} could not be written");
        }
    }
}
