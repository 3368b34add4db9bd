using System;
using System.Text;
using SlurmBank.Engine;

namespace SlurmBank.Native.Tests;

/// <summary>Errors, limits and settings.</summary>
[Collection(OneStateDefinition.Name)]
public sealed unsafe class ContractTests
{
    [NativeFact]
    public void The_version_is_the_contracts()
    {
        using Arena arena = new();
        NativeBuffer* text = arena.Buffer(64);

        Assert.Equal(((int)Abi.Version, Code.Ok), (Library.AbiVersion(), Library.Version(text)));
        Assert.Equal(typeof(Exports).Assembly.GetName().Version!.ToString(3), Arena.Read(text));
        Assert.Equal(Code.Truncated, Library.Version(arena.Buffer(3)));
        Assert.Equal(Code.Argument, Library.Version(null));
    }

    public static TheoryData<string, int> Requests() => new()
    {
        { "good", Code.Ok },
        { "array=x", Code.Text },
        { "array=5-1", Code.Text },
        { "array=1-4000001", Code.Text },
        { "tres=gres:gpu:two:x:y:", Code.Text },
        { "tres=,", Code.Text },
        { "tres=gres:gpu:\u0001", Code.Text },
        { "licenses=a b", Code.Text },
        { "required=n[1-", Code.Text },
        { "excluded=n[1-999999999]", Code.Text },
        { "partition=nope", Code.NoPartition },
        { "partition=", Code.Ok },
        { "partition=unpriced", Code.NoPrice },
        { "partition=cpu,unpriced", Code.NoPrice },
        { "partition=,,,cpu", Code.Ok },
        { "memory", Code.Range },
        { "long", Code.Range },
        { "null", Code.Range },
        { "version", Code.Struct },
        { "short", Code.Struct },
        { "most", Code.NoPrice },
        { "many", Code.Overflow },
        { "qos=\ud83d\ude00", Code.Ok },
    };

    [NativeTheory]
    [MemberData(nameof(Requests))]
    public void A_request_that_cannot_be_priced_has_its_code(string what, int expected)
    {
        Site.Load(string.Empty, Site.Tariff(), Site.Lab);
        using Arena arena = new();
        NativeRequest* request = arena.Requests();
        request->TimeLimit = 60;
        Spoil(arena, request, what);
        NativeQuote* quote = arena.New<NativeQuote>();
        quote->Upper = 77;

        Assert.Equal(expected, Library.Price(request, 1, quote));
        Assert.True(expected == Code.Ok ? quote->Upper > 0 : expected == Code.Struct || quote->Upper == 0);
        PriceReason reason = what == "most" ? PriceReason.Overflow : expected == Code.NoPrice ? PriceReason.UnlistedPartition : PriceReason.Priced;
        Assert.Equal((uint)reason, quote->Reason);
    }

    [NativeFact]
    public void Pointers_counts_and_structs_are_looked_at()
    {
        using Arena arena = new();
        NativeRequest* request = arena.Requests();
        NativeQuote* quote = arena.New<NativeQuote>();

        Assert.Equal(Code.Argument, Library.Price(null, 1, quote));
        Assert.Equal(Code.Argument, Library.Price(request, 1, null));
        Assert.Equal(Code.Argument, Library.Price(request, 0, quote));
        Assert.Equal(Code.Argument, Library.Price(request, 129, quote));
        quote->Header.Size--;
        Assert.Equal(Code.Struct, Library.Price(request, 1, quote));
        Assert.Equal((Code.Argument, Code.Argument), (Library.Load(null, null, null), Library.Loaded(null)));
        Assert.Equal((Code.Argument, Code.Argument, Code.Argument), (Library.Settings(null), Library.Decide(null, null, null), Library.PriceRun(null, null)));
        NativeBuffer* buffer = arena.Buffer(8);
        buffer->Data = null;
        NativeLoadInput* input = arena.New<NativeLoadInput>();
        NativeLoadResult* result = arena.New<NativeLoadResult>();
        Assert.Equal(Code.Argument, Library.Load(input, result, buffer));
    }

    [NativeTheory]
    [InlineData("[gate]\npolicy = 'perhaps'", null, null)]
    [InlineData("[", null, null)]
    [InlineData(null, "slurmbank-tariff\t1\n", null)]
    [InlineData(null, null, "slurmbank-facts\t2\n")]
    [InlineData("", null, "slurmbank-facts\t1\nwhat\tever\n")]
    [InlineData("", "", "")]
    public void A_load_with_an_error_changes_nothing(string? configuration, string? tariff, string? facts)
    {
        ulong before = Site.Load("[gate]\nmax_snapshot_age = '7m'", Site.Tariff(), Site.Lab);
        using Arena arena = new();
        NativeLoadInput* input = arena.New<NativeLoadInput>();
        NativeLoadResult* result = arena.New<NativeLoadResult>();
        NativeBuffer* message = arena.Buffer(4096);
        input->Configuration = arena.Text(configuration);
        input->Tariff = arena.Text(tariff);
        input->Facts = arena.Text(facts);

        Assert.Equal(Code.Input, Library.Load(input, result, message));
        Assert.True(result->Errors > 0 && result->Generation == before && Arena.Read(message).Length > 0);
        NativeSettings* settings = arena.New<NativeSettings>();
        Assert.Equal((Code.Ok, 420L, before), (Library.Settings(settings), settings->MaxSnapshotAge, settings->Generation));
    }

    [NativeTheory]
    [InlineData("gate.snapshot", Code.Ok, "/var/lib/slurmbank/gate.snapshot")]
    [InlineData("gate.journal", Code.Ok, "/j")]
    [InlineData("site.contact", Code.Ok, "ask \"us\"")]
    [InlineData("gate.admin_comment", Code.Ok, "false")]
    [InlineData("enforce.exempt", Code.Ok, "[\"root\"]")]
    [InlineData("gate.nothing", Code.NoSetting, "")]
    [InlineData("", Code.NoSetting, "")]
    public void A_setting_is_read_by_its_name(string name, int code, string value)
    {
        Site.Load("[gate]\njournal = '/j'\nadmin_comment = false\n[site]\ncontact = 'ask \"us\"'\n[enforce]\nexempt = ['root']", null, null);
        using Arena arena = new();
        NativeBuffer* buffer = arena.Buffer(128);

        Assert.Equal((code, value), (Library.Setting(arena.Text(name), buffer), Arena.Read(buffer)));
    }

    [NativeFact]
    public void Texts_that_do_not_fit_are_cut_at_a_character()
    {
        Site.Load("[site]\ncontact = 'ééééé'", null, null);
        using Arena arena = new();
        NativeBuffer* buffer = arena.Buffer(6);

        Assert.Equal((Code.Truncated, "éé", 10u), (Library.Setting(arena.Text("site.contact"), buffer), Arena.Read(buffer), buffer->Length));
        Span<byte> room = stackalloc byte[8];
        Memory.Write("éééééé", room);
        Assert.Equal("éé...\0", Encoding.UTF8.GetString(room)[..6]);
    }

    private static void Spoil(Arena arena, NativeRequest* request, string what)
    {
        NativeText text = arena.Text(what[(what.IndexOf('=', StringComparison.Ordinal) + 1)..]);
        switch (what.Split('=')[0])
        {
            case "array": request->Array = text; break;
            case "tres": request->TresPerNode = text; break;
            case "licenses": request->Licenses = text; break;
            case "required": request->RequiredNodes = text; break;
            case "excluded": request->ExcludedNodes = text; break;
            case "partition": request->Partition = text; break;
            case "qos": request->Qos = text; break;
            case "memory": request->Memory = (1UL << 50) + 1; break;
            case "long": request->Qos = arena.Text(new string('x', 65537)); break;
            case "null": request->Qos = new NativeText { Length = 1 }; break;
            case "version": request->Header.Version = Abi.Version + 1; break;
            case "short": request->Header.Size--; break;
            case "many":
                (request->MinCpus, request->Tasks, request->TimeLimit) = (65535, 65535, 1_000_000);
                (request->Partition, request->ArrayTasks) = (arena.Text("dark"), 0xfffffff0);
                break;
            case "most":
                (request->MinCpus, request->Tasks, request->CpusPerTask) = (0xfffffff0, 0xfffffff0, 0xfffffff0);
                (request->TimeLimit, request->Partition, request->ArrayTasks) = (0xfffffff0, arena.Text("dark"), 0xfffffff0);
                break;
        }
    }
}
