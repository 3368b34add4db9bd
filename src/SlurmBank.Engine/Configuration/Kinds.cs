namespace SlurmBank.Engine.Configuration;

/// <summary>Kinds that several sections use.</summary>
internal static class Kinds
{
    /// <summary>The largest price or factor: no site is near it, and sums of prices stay within 128 bits.</summary>
    internal const decimal LargestNumber = 1_000_000_000;

    internal static SettingKind<string> Path { get; } = new TextKind<string>("an absolute path", TextRules.AbsolutePath, v => v);

    internal static SettingKind<string> PathOrNone { get; } = new TextKind<string>("an absolute path, or \"\"", TextRules.AbsolutePathOrNone, v => v);
}
