using System;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;

namespace SlurmBank.Bank;

/// <summary>Who is at work: the name of the real user id, with the user who called sudo as claimed.</summary>
internal static class Actor
{
    internal static string Current()
    {
        string name = NameOf(RealUserId());
        string? claimed = Environment.GetEnvironmentVariable("SUDO_USER");
        return string.IsNullOrEmpty(claimed) || claimed == name ? name : $"{name} (sudo: {Printable(claimed)})";
    }

    /// <summary>The name of a user id as the system's user list says; the number where it does not say.</summary>
    internal static string NameOf(uint id)
    {
        if (OperatingSystem.IsLinux() && PasswdName(id) is string name)
        {
            return name;
        }

        return id == uint.MaxValue ? Environment.UserName : $"uid {id}";
    }

    internal static string NameOfCaller() => NameOf(RealUserId());

    private static uint RealUserId() => OperatingSystem.IsWindows() ? uint.MaxValue : GetUid();

    private static string? PasswdName(uint id)
    {
        // getpwuid answers for every source of users that the system knows, LDAP included.
        IntPtr entry = GetPasswd(id);
        if (entry == IntPtr.Zero)
        {
            return null;
        }

        // The first member of struct passwd is the name.
        return Marshal.PtrToStringUTF8(Marshal.ReadIntPtr(entry));
    }

    private static string Printable(string text) => new([.. text.Take(64).Select(c => char.IsControl(c) ? '?' : c)]);

    [DllImport("libc", EntryPoint = "getuid")]
    private static extern uint GetUid();

    [DllImport("libc", EntryPoint = "getpwuid")]
    private static extern IntPtr GetPasswd(uint id);
}
