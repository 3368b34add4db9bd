using System.Globalization;

namespace SlurmBank.Engine.Requests;

/// <summary>A number of devices of a generic resource, such as <c>gpu:a100:2</c>.</summary>
/// <param name="Name">The resource, such as <c>gpu</c>, as it was written.</param>
/// <param name="Type">The type, such as <c>a100</c>; null where any will do.</param>
/// <param name="Count">How many; 0 is allowed.</param>
public sealed record GresRequest(string Name, string? Type, long Count)
{
    /// <summary>The form of <c>--gres</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Name}{(Type is null ? string.Empty : ":" + Type)}:{Count}");
}

/// <summary>A number of licenses.</summary>
/// <param name="Name">The license, with the server where one was named (<c>ansys@flex</c>).</param>
/// <param name="Count">How many.</param>
public sealed record LicenseRequest(string Name, long Count)
{
    /// <summary>The form of <c>--licenses</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Name}:{Count}");
}
