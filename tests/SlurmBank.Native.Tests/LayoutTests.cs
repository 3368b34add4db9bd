using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;

namespace SlurmBank.Native.Tests;

/// <summary>The structs are those of the header, by name, order, type and size.</summary>
public sealed class LayoutTests
{
    private static readonly string Header = File.ReadAllText(Path.Combine(Library.Root, "plugins/include/slurmbank.h"));

    [Theory]
    [InlineData(typeof(NativeText), "sb_text")]
    [InlineData(typeof(NativeBuffer), "sb_buffer")]
    [InlineData(typeof(NativeLoadInput), "sb_load_input")]
    [InlineData(typeof(NativeLoadResult), "sb_load_result")]
    [InlineData(typeof(NativeRequest), "sb_request")]
    [InlineData(typeof(NativeQuote), "sb_quote")]
    [InlineData(typeof(NativeRun), "sb_run")]
    [InlineData(typeof(NativeCost), "sb_cost")]
    [InlineData(typeof(NativeFunds), "sb_funds")]
    [InlineData(typeof(NativeDecisionInput), "sb_decision_input")]
    [InlineData(typeof(NativeDecision), "sb_decision")]
    [InlineData(typeof(NativeSettings), "sb_settings")]
    public void A_struct_is_that_of_the_header(Type type, string name)
    {
        string body = Regex.Match(Header, @"typedef struct \{([^}]*)\} " + name + ";").Groups[1].Value;
        body = Regex.Replace(body, @"/\*.*?\*/", string.Empty, RegexOptions.Singleline);
        string[] declared = [.. body.Split(';').Select(line => line.Trim()).Where(line => line.Length > 0)];
        string[] mine = [.. Fields(type)];

        Assert.Equal(declared.Select(Normal), mine);
        Match size = Regex.Match(Header, @"sizeof\(" + name + @"\) == (\d+)");
        Assert.Equal(int.Parse(size.Groups[1].Value, CultureInfo.InvariantCulture), SizeOf(type));
    }

    [Fact]
    public void The_codes_are_those_of_the_header()
    {
        Dictionary<string, int> declared = Regex.Matches(Header, @"SB_(?:E_)?(\w+) = (-?\d+)").ToDictionary(m => m.Groups[1].Value.Replace("_", string.Empty, StringComparison.Ordinal), m => int.Parse(m.Groups[2].Value, CultureInfo.InvariantCulture), StringComparer.OrdinalIgnoreCase);
        FieldInfo[] mine = typeof(Code).GetFields(BindingFlags.NonPublic | BindingFlags.Static);

        Assert.Equal(declared.Count, mine.Length);
        Assert.All(mine, field => Assert.Equal(declared[field.Name], (int)field.GetRawConstantValue()!));
    }

    [Theory]
    [InlineData("SB_VERSION", Abi.Version)]
    [InlineData("SB_TEXT_MAX", Abi.MostTextBytes)]
    [InlineData("SB_NAME_SIZE", (uint)Abi.NameSize)]
    [InlineData("SB_RESOURCES_SIZE", (uint)Abi.ResourcesSize)]
    [InlineData("SB_ACCOUNT_UNMANAGED", Decision.Unmanaged)]
    [InlineData("SB_ACCOUNT_UNLIMITED", Decision.Unlimited)]
    [InlineData("SB_ACCOUNT_EXEMPT", Decision.Exempt)]
    [InlineData("SB_ACCOUNT_MODE_TRACK", Decision.ModeTrack)]
    [InlineData("SB_DECIDE_TEXT", Decision.FlagText)]
    [InlineData("SB_DECIDE_NO_REFUSAL", Decision.FlagNoRefusal)]
    [InlineData("SB_DECIDE_UNREADABLE", Decision.FlagUnreadable)]
    [InlineData("SB_WARN", Decision.Warn)]
    [InlineData("SB_REFUSE", Decision.Refuse)]
    [InlineData("SB_OUTCOME_SHORT", Decision.Short)]
    [InlineData("SB_OUTCOME_UNREADABLE", Decision.Unreadable)]
    [InlineData("SB_LIEN_GATED", Decision.LienGated)]
    [InlineData("SB_LIEN_OBSERVED", Decision.LienObserved)]
    [InlineData("SB_ASSUMED_PARTITION", (uint)Engine.Requests.Assumed.Partition)]
    [InlineData("SB_ASSUMED_TIME_DEFAULT", (uint)Engine.Requests.Assumed.DefaultTime)]
    [InlineData("SB_ASSUMED_TIME_MAXIMUM", (uint)Engine.Requests.Assumed.MaximumTime)]
    [InlineData("SB_ASSUMED_TIME_HORIZON", (uint)Engine.Requests.Assumed.Horizon)]
    [InlineData("SB_ASSUMED_NODES", (uint)Engine.Requests.Assumed.Nodes)]
    [InlineData("SB_ASSUMED_TASKS", (uint)Engine.Requests.Assumed.Tasks)]
    [InlineData("SB_ASSUMED_CPUS", (uint)Engine.Requests.Assumed.Cpus)]
    [InlineData("SB_ASSUMED_MEMORY", (uint)Engine.Requests.Assumed.Memory)]
    [InlineData("SB_ASSUMED_WHOLE_NODES", (uint)Engine.Requests.Assumed.WholeNodes)]
    [InlineData("SB_ASSUMED_GEOMETRY", (uint)Engine.Requests.Assumed.Geometry)]
    [InlineData("SB_PROBLEM_ARRAY", (uint)Engine.Requests.Obstacles.Array)]
    [InlineData("SB_PROBLEM_PARTITION", (uint)Engine.Requests.Obstacles.Partition)]
    [InlineData("SB_PROBLEM_TIME", (uint)Engine.Requests.Obstacles.Time)]
    [InlineData("SB_PROBLEM_SIZE", (uint)Engine.Requests.Obstacles.Size)]
    [InlineData("SB_PROBLEM_RESOURCES", (uint)Engine.Requests.Obstacles.Resources)]
    [InlineData("SB_POLICY_OBSERVE", (uint)Engine.Configuration.GatePolicy.Observe)]
    [InlineData("SB_POLICY_WARN", (uint)Engine.Configuration.GatePolicy.Warn)]
    [InlineData("SB_POLICY_ENFORCE", (uint)Engine.Configuration.GatePolicy.Enforce)]
    public void A_number_is_that_of_the_header(string name, uint value)
    {
        string text = Regex.Match(Header, @"#define " + name + @"\s+(0x[0-9a-f]+|\d+)u").Groups[1].Value;
        uint declared = text.StartsWith("0x", StringComparison.Ordinal) ? Convert.ToUInt32(text, 16) : uint.Parse(text, CultureInfo.InvariantCulture);

        Assert.Equal(declared, value);
    }

    private static string Normal(string declaration)
    {
        Match parts = Regex.Match(declaration, @"^(?:const )?(\w+) (\*?)(\w+)(\[\w+\])?$");
        Assert.True(parts.Success, declaration);
        string type = parts.Groups[1].Value switch
        {
            "uint32_t" => "UInt32",
            "int32_t" => "Int32",
            "uint64_t" => "UInt64",
            "int64_t" => "Int64",
            "char" => "Byte",
            string other => "Native" + Pascal(other[3..]),
        };
        return $"{type}{parts.Groups[2].Value}{(parts.Groups[4].Success ? "[]" : string.Empty)} {Pascal(parts.Groups[3].Value)}";
    }

    private static string Pascal(string name) => string.Concat(name.Split('_').Select(word => char.ToUpperInvariant(word[0]) + word[1..]));

    private static IEnumerable<string> Fields(Type type)
    {
        foreach (FieldInfo field in type.GetFields(BindingFlags.NonPublic | BindingFlags.Public | BindingFlags.Instance))
        {
            if (field.FieldType == typeof(NativeHeader))
            {
                yield return "UInt32 Size";
                yield return "UInt32 Version";
            }
            else if (field.GetCustomAttribute<FixedBufferAttribute>() is FixedBufferAttribute fixedBuffer)
            {
                yield return $"{fixedBuffer.ElementType.Name}[] {field.Name}";
            }
            else
            {
                yield return $"{field.FieldType.Name} {field.Name}";
            }
        }
    }

    private static int SizeOf(Type type) =>
        (int)typeof(Unsafe).GetMethod(nameof(Unsafe.SizeOf))!.MakeGenericMethod(type).Invoke(null, null)!;
}
