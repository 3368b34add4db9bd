using System;
using System.Globalization;
using System.IO;

namespace SlurmBank.Engine.Configuration;

/// <summary>What the caller saw of a file. The engine opens none.</summary>
/// <param name="CanRead">True where this process could read it; false where it is missing or forbidden.</param>
/// <param name="Mode">Its permission bits.</param>
public sealed record FileFacts(bool CanRead, UnixFileMode Mode)
{
    private const UnixFileMode OthersRead = UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    /// <summary>True where the group or everybody may read it.</summary>
    public bool IsReadableByOthers => (Mode & OthersRead) != 0;

    /// <summary>True where the group may write it.</summary>
    public bool IsWritableByGroup => (Mode & UnixFileMode.GroupWrite) != 0;

    /// <summary>True where everybody may write it.</summary>
    public bool IsWritableByEverybody => (Mode & UnixFileMode.OtherWrite) != 0;

    /// <summary>The permission bits in octal, as chmod takes them, such as <c>0640</c>.</summary>
    public string ModeText => "0" + Convert.ToString((int)Mode & 0xFFF, 8).PadLeft(3, '0').ToString(CultureInfo.InvariantCulture);
}

/// <summary>What the caller knows about the machine; what is null is not checked.</summary>
/// <param name="ConfigurationFile">The configuration file itself.</param>
/// <param name="IsTimeZone">Whether the machine knows an IANA zone.</param>
public sealed record ConfigurationFacts(FileFacts? ConfigurationFile = null, Func<string, bool>? IsTimeZone = null);
