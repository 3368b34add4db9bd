using System;
using System.IO;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace SlurmBank.Ledger.Sqlite;

/// <summary>
/// A file that is only there to be locked with flock(2). It is opened for reading, so one that root made does not shut the
/// ledger's owner out, and not through a FileStream: that takes a lock of its own and raises an error where another has one.
/// </summary>
internal sealed class LockFile : SafeHandleZeroOrMinusOneIsInvalid
{
    private const int CreateAndCloseOnExec = 0x40 | 0x80000;
    private const int EveryoneReads = 0x1A4;
    private const int PermissionDenied = 13;
    private const int NotPermitted = 1;
    private const int Exclusive = 2;
    private const int NonBlocking = 4;

    private LockFile(int descriptor)
        : base(ownsHandle: true) => SetHandle(descriptor);

    /// <summary>Opens the file, made where it is missing.</summary>
    internal static LockFile Open(string path)
    {
        int descriptor = OpenFile(path, CreateAndCloseOnExec, EveryoneReads);
        if (descriptor >= 0)
        {
            return new LockFile(descriptor);
        }

        int code = Marshal.GetLastPInvokeError();
        string message = $"{path}: {Marshal.GetPInvokeErrorMessage(code)}";
        throw code is PermissionDenied or NotPermitted ? new UnauthorizedAccessException(message) : new IOException(message);
    }

    /// <summary>Takes the lock if nobody has it. Closing the file, and the end of the process, release it.</summary>
    internal bool TryLock() => Flock((int)handle, Exclusive | NonBlocking) == 0;

    protected override bool ReleaseHandle() => CloseFile((int)handle) == 0;

    [DllImport("libc", EntryPoint = "open", SetLastError = true)]
    private static extern int OpenFile([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags, int mode);

    [DllImport("libc", EntryPoint = "close", SetLastError = true)]
    private static extern int CloseFile(int descriptor);

    [DllImport("libc", EntryPoint = "flock", SetLastError = true)]
    private static extern int Flock(int descriptor, int operation);
}
