using System;

namespace SlurmBank.Cli.Tests.Support;

/// <summary>A test that runs the built program as the user nobody.</summary>
internal sealed class PlainUserFactAttribute : FactAttribute
{
    public PlainUserFactAttribute()
    {
        if (!Environment.IsPrivilegedProcess)
        {
            Skip = "only root can run a command as another user";
        }
        else if (Slurmbank.Bash("setpriv --reuid nobody --clear-groups -- \"$1\" --version", Slurmbank.Program).Code != 0)
        {
            Skip = "the user nobody may not run the program where it was built";
        }
    }
}

/// <summary>A test that needs a terminal, made by script(1).</summary>
internal sealed class TerminalFactAttribute : FactAttribute
{
    public TerminalFactAttribute()
    {
        if (Slurmbank.Bash("command -v script").Code != 0)
        {
            Skip = "there is no script(1) to make a terminal with";
        }
    }
}
