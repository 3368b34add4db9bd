using System;
using System.Collections;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Management.Automation;
using SlurmBank.Engine;

namespace SlurmBank.PowerShell.Arguments;

/// <summary>What a limit of -1 means: that it is taken away.</summary>
internal static class LimitWords
{
    internal const long Clear = -1;

    internal static bool IsClear(string text) => text.ToLowerInvariant() is "-1" or "none" or "unlimited" or "infinite" or "";

    internal static object Plain(object? value) => value switch
    {
        PSObject wrapped => wrapped.BaseObject,
        null => string.Empty,
        _ => value,
    };

    /// <summary>
    /// The text of an argument. PowerShell takes <c>7d</c> for the decimal number 7 and <c>10kb</c> for 10240, but keeps what was typed.
    /// </summary>
    internal static string Text(object inputData)
    {
        object value = Plain(inputData);
        string typed = inputData is PSObject && value is IConvertible and not string ? inputData.ToString() ?? string.Empty : string.Empty;
        return typed.Length > 0 && char.IsAsciiLetter(typed[^1])
            ? typed
            : (Convert.ToString(value, CultureInfo.InvariantCulture) ?? string.Empty).Trim();
    }

    /// <summary>A count such as 100 or 10k; -1 for the words that take a limit away.</summary>
    internal static long Count(string text, string what)
    {
        string trimmed = text.Trim();
        if (IsClear(trimmed))
        {
            return Clear;
        }

        long factor = trimmed.Length == 0 ? 1 : char.ToLowerInvariant(trimmed[^1]) switch { 'k' => 1_000, 'm' => 1_000_000, _ => 1 };
        string digits = factor == 1 ? trimmed : trimmed[..^1];
        return decimal.TryParse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal number)
            && number * factor == decimal.Truncate(number * factor) && number * factor <= long.MaxValue - 8
            ? (long)(number * factor)
            : throw new ArgumentTransformationMetadataException($"'{text}' is not {what}. Write a whole number such as 100 or 10k, or unlimited to take the limit away.");
    }
}

/// <summary>Lets a limit that is a count take a number, a text such as <c>10k</c>, or <c>unlimited</c> (also $null), which takes it away.</summary>
public sealed class CountLimitTransformationAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData) =>
        LimitWords.Count(LimitWords.Text(inputData), "a count");
}

/// <summary>
/// Lets a limit that is a time take a TimeSpan, minutes, Slurm's texts (<c>1-12:00:00</c>), <c>7d</c>, <c>12h</c>, <c>90m</c>, or
/// <c>unlimited</c>, which takes it away. It becomes whole minutes, rounded up as Slurm does.
/// </summary>
public sealed class TimeSpanLimitTransformationAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        object value = LimitWords.Plain(inputData);
        if (value is TimeSpan span)
        {
            return span < TimeSpan.Zero ? throw Wrong(span) : (long)Math.Ceiling(span.TotalMinutes);
        }

        string text = LimitWords.Text(inputData);
        if (LimitWords.IsClear(text))
        {
            return LimitWords.Clear;
        }

        long minutes = char.ToLowerInvariant(text[^1]) switch { 'w' => 10_080, 'd' => 1_440, 'h' => 60, 'm' => 1, _ => 0 };
        if (minutes > 0)
        {
            return long.TryParse(text[..^1], NumberStyles.None, CultureInfo.InvariantCulture, out long count) && count < 1_000_000 ? count * minutes : throw Wrong(text);
        }

        return TimeLimit.TryParse(text, out TimeLimit limit, out _) ? limit.Minutes ?? LimitWords.Clear : throw Wrong(text);
    }

    private static ArgumentTransformationMetadataException Wrong(object value) =>
        new($"'{value}' is not a length of time. Write minutes, 1-12:00:00, 7d, 12h, a TimeSpan, or unlimited to take the limit away.");
}

/// <summary>
/// Lets limits on TRES be written as Slurm's text (<c>cpu=100,gres/gpu=4</c>) or as a table (<c>@{ cpu = 100; 'gres/gpu' = $null }</c>),
/// where <c>-1</c>, <c>unlimited</c> and $null take one away. It becomes Slurm's text; memory is in MiB, or has a unit.
/// </summary>
public sealed class TresLimitTransformationAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        object value = LimitWords.Plain(inputData);
        IEnumerable<string> parts = value switch
        {
            IDictionary table => table.Keys.Cast<object>().Select(key => Part(key.ToString() ?? string.Empty, LimitWords.Plain(table[key]))),
            SlurmTresLimit limit => limit.Text.Split(','),
            _ => Text(value).Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
                .Select(text => text.IndexOf('=') is > 0 and int at ? Part(text[..at], text[(at + 1)..]) : throw Wrong(text)),
        };
        string joined = string.Join(',', parts);
        return joined.Length > 0 ? joined : throw Wrong(joined);
    }

    /// <summary>The text; of a list, which an unquoted <c>cpu=1,gres/gpu=2</c> is to PowerShell, its texts.</summary>
    private static string Text(object value) => value is string or not IEnumerable
        ? Convert.ToString(value, CultureInfo.InvariantCulture) ?? string.Empty
        : string.Join(',', ((IEnumerable)value).Cast<object?>().Select(item => Convert.ToString(LimitWords.Plain(item), CultureInfo.InvariantCulture)));

    private static string Part(string name, object value)
    {
        string text = (Convert.ToString(value, CultureInfo.InvariantCulture) ?? string.Empty).Trim();
        bool isMemory = name.Equals("mem", StringComparison.OrdinalIgnoreCase);
        long count = !LimitWords.IsClear(text) && isMemory && MemorySize.TryParse(text, out MemorySize memory, out _)
            ? memory.Megabytes
            : LimitWords.Count(text, $"a limit on {name}");
        return string.Create(CultureInfo.InvariantCulture, $"{name.Trim()}={count}");
    }

    private static ArgumentTransformationMetadataException Wrong(string text) =>
        new($"'{text}' is not a limit on TRES. Write 'cpu=100,gres/gpu=4' or @{{ cpu = 100; 'gres/gpu' = 4 }}; unlimited takes one away.");
}
