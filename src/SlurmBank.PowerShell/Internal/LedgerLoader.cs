using System;
using System.IO;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Loader;
using SlurmBank.Ledger;

namespace SlurmBank.PowerShell.Internal;

/// <summary>
/// Loads the embedded store, and the packages it needs, into a load context of its own, so that another module's versions of
/// these packages cannot meet ours. Nothing is loaded before a ledger is opened.
/// </summary>
internal static class LedgerLoader
{
    private const string StoreAssembly = "SlurmBank.Ledger.Sqlite";
    private const string StoreType = "SlurmBank.Ledger.Sqlite.SqliteLedgerStore";

    private static readonly Lazy<Type> Store = new(Load);

    /// <summary>Opens a ledger that exists.</summary>
    internal static ILedgerStore Open(string path) => Method("Open")(path, null);

    /// <summary>Makes a ledger.</summary>
    internal static ILedgerStore Create(string path) => Method("Create")(path, null);

    /// <summary>Makes a ledger that is to be filled table by table.</summary>
    internal static ITableWriter Fill(string path, int version) =>
        (Store.Value.GetMethod("Fill", BindingFlags.Public | BindingFlags.Static, [typeof(string), typeof(int)])?.CreateDelegate<Func<string, int, ITableWriter>>()
            ?? throw new MissingMethodException(StoreType, "Fill"))(path, version);

    /// <summary>Opens another program's database.</summary>
    internal static ITableReader OpenForeign(string path) =>
        (Store.Value.GetMethod("OpenForeign", BindingFlags.Public | BindingFlags.Static, [typeof(string)])?.CreateDelegate<Func<string, ITableReader>>()
            ?? throw new MissingMethodException(StoreType, "OpenForeign"))(path);

    private static Func<string, TimeSpan?, ILedgerStore> Method(string name) =>
        Store.Value.GetMethod(name, BindingFlags.Public | BindingFlags.Static, [typeof(string), typeof(TimeSpan?)])
            ?.CreateDelegate<Func<string, TimeSpan?, ILedgerStore>>()
        ?? throw new MissingMethodException(StoreType, name);

    private static Type Load()
    {
        string home = Path.GetDirectoryName(typeof(LedgerLoader).Assembly.Location)!;
        var context = new StoreLoadContext(home, Path.Combine(home, "dependencies"));
        return context.LoadFromAssemblyName(new AssemblyName(StoreAssembly)).GetType(StoreType, throwOnError: true)!;
    }

    /// <summary>The store's own context: its folder first; our pure assemblies are everybody's, so that their types are one.</summary>
    private sealed class StoreLoadContext(string home, string folder) : AssemblyLoadContext("SlurmBank")
    {
        protected override Assembly? Load(AssemblyName assemblyName)
        {
            string own = Path.Combine(folder, assemblyName.Name + ".dll");
            if (File.Exists(own))
            {
                return LoadFromAssemblyPath(own);
            }

            string shared = Path.Combine(home, assemblyName.Name + ".dll");
            return File.Exists(shared) ? Default.LoadFromAssemblyPath(shared) : null;
        }

        protected override IntPtr LoadUnmanagedDll(string unmanagedDllName)
        {
            string kind = "linux-" + RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant();
            string own = Path.Combine(folder, kind, "lib" + unmanagedDllName + ".so");
            return File.Exists(own) ? LoadUnmanagedDllFromPath(own) : IntPtr.Zero;
        }
    }
}
