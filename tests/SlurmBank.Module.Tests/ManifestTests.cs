using System;
using System.IO;
using System.Linq;
using System.Xml.Linq;

namespace SlurmBank.Module.Tests;

/// <summary>The manifest against what was built.</summary>
public class ManifestTests
{
    [Fact]
    public void Exports_are_the_cmdlets() => Assert.Equal(
        BuiltModule.Cmdlets.Select(c => c.Name),
        BuiltModule.ManifestList("CmdletsToExport").Order(StringComparer.Ordinal));

    [Theory]
    [InlineData("Initialize-SlurmBank Get-SlurmBankConfiguration Test-SlurmBankConfiguration Get-SlurmBankStatus Get-SlurmBankAccount Set-SlurmBankAccount")]
    [InlineData("New-SlurmAllocation Get-SlurmAllocation Add-SlurmCredit Get-SlurmBalance Get-SlurmTransaction Get-SlurmLien Get-SlurmParkedRun")]
    [InlineData("Sync-SlurmUsage Sync-SlurmHold Lock-SlurmAccount Unlock-SlurmAccount Get-SlurmHold Get-SlurmJobCost Test-SlurmLedger")]
    [InlineData("Get-SlurmNotice Send-SlurmNotice")]
    [InlineData("Backup-SlurmLedger Restore-SlurmLedger Export-SlurmLedger Import-SlurmLedger Add-SlurmAssertion Get-SlurmAssertion")]
    [InlineData("Set-SlurmAllocation Close-SlurmAllocation Remove-SlurmCredit Move-SlurmCredit New-SlurmRefund Undo-SlurmTransaction Get-SlurmStatement Get-SlurmUsage")]
    [InlineData("Export-SlurmChart Compare-SlurmUsage")]
    [InlineData("Get-SlurmJob Get-SlurmShare Get-SlurmAssociation")]
    [InlineData("Get-SlurmQueue Get-SlurmReport Get-SlurmAccount Get-SlurmUser Get-SlurmQos Get-SlurmTres Get-SlurmCluster Get-SlurmPartition Get-SlurmNode")]
    [InlineData("New-SlurmAccount Set-SlurmAccount Remove-SlurmAccount Add-SlurmAccountUser Remove-SlurmAccountUser Set-SlurmLimit Reset-SlurmUsage")]
    public void Promised_names_are_there(string names) => Assert.All(names.Split(' '), name => Assert.Contains(name, BuiltModule.Names));

    [Theory]
    [InlineData("FunctionsToExport")]
    [InlineData("AliasesToExport")]
    [InlineData("VariablesToExport")]
    public void Nothing_else_is_exported(string key) => Assert.Empty(BuiltModule.ManifestList(key));

    [Theory]
    [InlineData("FormatsToProcess")]
    [InlineData("RequiredAssemblies")]
    public void Files_that_it_names_are_there(string key)
    {
        Assert.NotEmpty(BuiltModule.ManifestList(key));
        Assert.All(BuiltModule.ManifestList(key), file => Assert.True(File.Exists(Path.Combine(BuiltModule.Root, file)), file));
    }

    [Fact]
    public void The_root_is_the_cmdlets_assembly() => Assert.Equal("module/bin/SlurmBank.PowerShell.dll", BuiltModule.ManifestValue("RootModule"));

    [Fact]
    public void The_version_is_the_builds()
    {
        XDocument build = XDocument.Load(Path.Combine(BuiltModule.Root, "Directory.Build.props"));
        Assert.Equal(build.Descendants("Version").Single().Value, BuiltModule.ManifestValue("ModuleVersion"));
        Assert.Equal(new Version(BuiltModule.ManifestValue("ModuleVersion")), Trim(BuiltModule.Assembly.GetName().Version!));

        static Version Trim(Version version) => new(version.Major, version.Minor, version.Build);
    }

    /// <summary>Pure assemblies once, beside the cmdlets; the store, its packages and its native library apart; nothing of PowerShell's own.</summary>
    [Fact]
    public void The_folder_holds_what_it_should()
    {
        string bin = Path.Combine(BuiltModule.Root, "module", "bin");
        string[] pure = [.. Libraries(bin)];
        string[] store = [.. Libraries(Path.Combine(bin, "dependencies"))];
        Assert.Equal(["SlurmBank.Bank.dll", "SlurmBank.Engine.dll", "SlurmBank.Ledger.dll", "SlurmBank.PowerShell.dll", "SlurmBank.Slurm.dll"], pure);
        Assert.Contains("SlurmBank.Ledger.Sqlite.dll", store);
        Assert.Contains("Microsoft.Data.Sqlite.dll", store);
        Assert.All(["linux-x64", "linux-arm64"], kind => Assert.True(File.Exists(Path.Combine(bin, "dependencies", kind, "libe_sqlite3.so")), kind));
        Assert.Empty(pure.Intersect(store));
        Assert.DoesNotContain("System.Management.Automation.dll", pure.Concat(store));

        static System.Collections.Generic.IEnumerable<string> Libraries(string folder) =>
            Directory.GetFiles(folder, "*.dll").Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal);
    }
}
