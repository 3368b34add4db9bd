using System.IO;
using SlurmBank.Bank;
using SlurmBank.Cli.Output;

namespace SlurmBank.Cli.Composition;

/// <summary>What goes to standard error: notices, warnings, commands, errors. As text, or each as one line of JSON.</summary>
internal sealed class Messages(TextWriter error, bool isJson)
{
    /// <summary>Whether standard error carries JSON lines.</summary>
    internal bool IsJson => isJson;

    /// <summary>Something that the reader of the result should know.</summary>
    internal void Notice(string message) => Say("notice", message, "slurmbank: ");

    /// <summary>Something that an administrator should know although it stopped nothing.</summary>
    internal void Warning(string message) => Say("warning", message, "slurmbank: warning: ");

    /// <summary>A Slurm command that was run.</summary>
    internal void Command(string command) => Say("command", command, "+ ");

    /// <summary>An empty list: said to people, while JSON says it by itself.</summary>
    internal void Nothing(string message)
    {
        if (!isJson)
        {
            error.WriteLine(PlainText.Clean(message));
        }
    }

    /// <summary>Why nothing, or not everything, was done.</summary>
    internal void Failure(string id, string message, string advice)
    {
        (message, advice) = (Vocabulary.Speak(message), Vocabulary.Speak(advice));
        if (isJson)
        {
            error.WriteLine(JsonOutput.ErrorDocument(id, message, advice));
            return;
        }

        error.WriteLine($"slurmbank: {PlainText.CleanLines(message, "  ")}");
        if (advice.Length > 0)
        {
            error.WriteLine($"  {PlainText.CleanLines(advice, "  ")}");
        }
    }

    /// <summary>
    /// A line of a process that stays: with the journal's prefix of priority (sd-daemon(3)) as text, else one JSON document. One line in any case.
    /// </summary>
    internal void Log(ServePriority priority, string message)
    {
        string said = PlainText.Clean(Vocabulary.Speak(message));
        lock (error)
        {
            error.WriteLine(isJson ? JsonOutput.MessageDocument(priority == ServePriority.Error ? "failure" : priority == ServePriority.Warning ? "warning" : "notice", said) : $"<{(int)priority}>{said}");
        }
    }

    private void Say(string kind, string message, string prefix)
    {
        string said = Vocabulary.Speak(message);
        error.WriteLine(isJson ? JsonOutput.MessageDocument(kind, said) : prefix + PlainText.CleanLines(said, "  "));
    }
}
