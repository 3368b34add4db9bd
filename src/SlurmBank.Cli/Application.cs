using System;
using System.CommandLine;
using System.IO;
using System.Linq;
using System.Text;
using SlurmBank.Cli.Composition;
using SlurmBank.Cli.Output;
using SlurmBank.Cli.Verbs;
using SlurmBank.Engine;

namespace SlurmBank.Cli;

/// <summary>Reads the arguments, runs the verb, and turns every error into a message and an exit code.</summary>
internal static class Application
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>The program's version.</summary>
    internal static string Version => typeof(Application).Assembly.GetName().Version?.ToString(3) ?? "0.0.0";

    /// <summary>Runs the program on the process's own streams.</summary>
    internal static ExitCode Run(string[] arguments)
    {
        using var output = new StreamWriter(Console.OpenStandardOutput(), Utf8, 16 * 1024) { NewLine = "\n" };
        using var error = new StreamWriter(Console.OpenStandardError(), Utf8, 1024) { NewLine = "\n", AutoFlush = true };
        try
        {
            ExitCode code = Run(arguments, output, error);
            output.Flush();
            return code;
        }
        catch (IOException failure)
        {
            // The reader went away, or the disk behind the redirection is full: the answer did not arrive.
            error.WriteLine($"slurmbank: the answer cannot be written: {failure.Message}");
            return ExitCode.Software;
        }
    }

    /// <summary>Runs the program on given streams.</summary>
    internal static ExitCode Run(string[] arguments, TextWriter output, TextWriter error)
    {
        var messages = new Messages(error, arguments.TakeWhile(argument => argument != "--").Contains(GlobalOptions.JsonName));
        try
        {
            return Dispatch(arguments, output, error, messages);
        }
        catch (OperationCanceledException)
        {
            messages.Failure("Cancelled", "cancelled; what was finished before is kept", string.Empty);
            return ExitCode.Cancelled;
        }
        catch (SlurmBankException failure)
        {
            messages.Failure(failure.ErrorId, failure.Message, failure.Advice);
            Trace(failure, error);
            return ErrorMap.Of(failure);
        }
        catch (Exception failure) when (failure is not IOException)
        {
            messages.Failure("UnexpectedError", $"unexpected error: {failure.Message}", "Please report it; SLURMBANK_DEBUG=1 shows where it happened.");
            Trace(failure, error);
            return ExitCode.Software;
        }
    }

    private static ExitCode Dispatch(string[] arguments, TextWriter output, TextWriter error, Messages messages)
    {
        if (arguments.Length > 0 && arguments[0] == "help")
        {
            arguments = [.. arguments[1..], HelpPage.Option];
        }

        var options = new GlobalOptions();
        Command root = Catalogue.Root(options, arguments);
        Option<bool> help = HelpPage.AddTo(root);
        Option<bool> version = Input.Flag("--version", "Print the version.");
        root.Add(version);
        ParseResult input = root.Parse(QuoteArguments.Arrange(arguments), new ParserConfiguration { ResponseFileTokenReplacer = null, EnablePosixBundling = false });
        if (input.GetValue(help))
        {
            return Usage.Help(input, output, messages);
        }

        if (input.GetValue(version) && input.CommandResult.Command == root)
        {
            return PrintVersion(input.GetValue(options.Json), output);
        }

        if (Usage.Problem(input, [.. arguments.TakeWhile(argument => argument != "--")]) is (string, string) problem)
        {
            return Usage.Refuse(problem, input, messages);
        }

        using var session = new Session(input, options, output, error);
        return ((Verb)input.CommandResult.Command).Run(session, input);
    }

    private static ExitCode PrintVersion(bool isJson, TextWriter output)
    {
        if (isJson)
        {
            JsonOutput.Write(output, new VersionReport("slurmbank", Version));
        }
        else
        {
            output.WriteLine($"slurmbank {Version}");
        }

        return ExitCode.Success;
    }

    private static void Trace(Exception failure, TextWriter error)
    {
        if (Environment.GetEnvironmentVariable("SLURMBANK_DEBUG") is { Length: > 0 })
        {
            error.WriteLine(failure.ToString());
        }
    }
}
