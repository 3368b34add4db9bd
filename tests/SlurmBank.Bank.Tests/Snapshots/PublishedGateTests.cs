using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using SlurmBank.Bank.Tests.Support;
using SlurmBank.Engine;

namespace SlurmBank.Bank.Tests.Snapshots;

/// <summary>What the gate is told is what the ledger says.</summary>
public sealed class PublishedGateTests
{
    [Fact]
    public void Each_account_has_the_figures_of_its_balance()
    {
        using TestBank bank = Service.SnapshotTests.Full();
        bank.Service.SetAccount(new AccountChange { Account = "poor", CreditLimit = ServiceUnits.FromUnits(9), Mode = Ledger.AccountMode.Track });
        bank.Service.PublishSnapshot();
        byte[] file = File.ReadAllBytes(Path.Combine(Path.GetDirectoryName(bank.Snapshot)!, "gate.snapshot"));
        Dictionary<string, (uint Flags, long[] Figures)> accounts = Accounts(file);

        Assert.Equal(GateSnapshotWriter.Checksum(file.AsSpan(32)), BinaryPrimitives.ReadUInt64LittleEndian(file.AsSpan(24)));
        foreach (Balance balance in bank.Service.Balances([]))
        {
            (uint flags, long[] figures) = accounts[balance.Account];
            Assert.Equal((balance.GrantedUnits, balance.CreditLimitUnits, balance.ChargedUnits, balance.RunningUnits, balance.AvailableUnits), (figures[0], figures[1], figures[2], figures[3], figures[6]));
            Assert.Equal(balance.QueuedUnits, figures[4] + figures[5]);
            Assert.Equal(balance.Status is "held", (flags & (uint)GateFlags.Held) != 0);
            Assert.Equal(balance.Status is "unlimited", (flags & (uint)GateFlags.Unlimited) != 0);
            Assert.True(balance.Status is not "unmanaged" || (flags & (uint)GateFlags.Unmanaged) != 0);
            Assert.Equal(balance.Account == "poor", (flags & (uint)GateFlags.Track) != 0);
        }

        Assert.Equal(9, accounts["poor"].Figures[1]);
    }

    private static Dictionary<string, (uint Flags, long[] Figures)> Accounts(byte[] file)
    {
        int At(int offset) => (int)BinaryPrimitives.ReadInt64LittleEndian(file.AsSpan(offset));
        int Small(int offset) => BinaryPrimitives.ReadInt32LittleEndian(file.AsSpan(offset));
        Dictionary<string, (uint, long[])> accounts = [];
        for (int i = 0; i < At(136); i++)
        {
            int record = At(128) + (96 * i);
            string name = Encoding.UTF8.GetString(file, At(176) + Small(record), Small(record + 4));
            accounts.Add(name, ((uint)Small(record + 12), [.. Enumerable.Range(0, 8).Select(f => BinaryPrimitives.ReadInt64LittleEndian(file.AsSpan(record + 16 + (8 * f))))]));
        }

        return accounts;
    }
}
