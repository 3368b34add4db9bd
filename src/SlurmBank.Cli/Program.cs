namespace SlurmBank.Cli;

/// <summary>The command line's entry point.</summary>
internal static class Program
{
    private static int Main(string[] arguments) => (int)Application.Run(arguments);
}
