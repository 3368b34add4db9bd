using System;
using System.Collections.Generic;
using System.IO;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace SlurmBank.Cli.Output;

/// <summary>
/// Writes the bank's answers as JSON: names in camelCase, amounts as exact decimal numbers with their integer units beside them,
/// times in ISO 8601 with their offset, spans as seconds (their names end in <c>Seconds</c>), nothing left out: what is not there is null.
/// </summary>
internal static class JsonOutput
{
    private static readonly JsonSerializerOptions Pretty = Make(isIndented: true);
    private static readonly JsonSerializerOptions Line = Make(isIndented: false);

    /// <summary>Writes one document.</summary>
    internal static void Write<T>(TextWriter output, T value) =>
        output.WriteLine(JsonSerializer.Serialize(value, (JsonTypeInfo<T>)Pretty.GetTypeInfo(typeof(T))));

    /// <summary>Writes an array, element by element. Nothing is written before the first element is known, so that an error leaves no half document for that.</summary>
    internal static void WriteArray<T>(TextWriter output, IEnumerable<T> values)
    {
        var type = (JsonTypeInfo<T>)Pretty.GetTypeInfo(typeof(T));
        string before = "[\n  ";
        bool any = false;
        foreach (T value in values)
        {
            output.Write(before);
            output.Write(JsonSerializer.Serialize(value, type).Replace("\n", "\n  ", StringComparison.Ordinal));
            before = ",\n  ";
            any = true;
        }

        output.WriteLine(any ? "\n]" : "[]");
    }

    /// <summary>An error as one line.</summary>
    internal static string ErrorDocument(string id, string message, string advice) => Document("error", writer =>
    {
        writer.WriteString("id", id);
        writer.WriteString("message", message);
        writer.WriteString("advice", advice);
    });

    /// <summary>A notice, a warning or a command as one line.</summary>
    internal static string MessageDocument(string kind, string message) => Document(kind, writer => writer.WriteString("message", message));

    private static string Document(string name, Action<Utf8JsonWriter> body)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, new JsonWriterOptions { Encoder = Line.Encoder }))
        {
            writer.WriteStartObject();
            writer.WriteStartObject(name);
            body(writer);
            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private static JsonSerializerOptions Make(bool isIndented)
    {
        var options = new JsonSerializerOptions
        {
            PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
            WriteIndented = isIndented,
            NewLine = "\n",

            // Safe for what JSON is read by; the default would also write "+" and accents as \u escapes, for web pages.
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            TypeInfoResolver = BankJsonContext.Default.WithAddedModifier(NameSpans),
        };
        options.Converters.Add(new SecondsConverter());
        options.Converters.Add(new SeverityConverter());
        options.MakeReadOnly();
        return options;
    }

    private static void NameSpans(JsonTypeInfo type)
    {
        foreach (JsonPropertyInfo property in type.Properties)
        {
            if (property.PropertyType == typeof(TimeSpan))
            {
                property.Name += "Seconds";
            }
        }
    }
}
