using System.Threading;
using SlurmBank.Engine.Decisions;
using SlurmBank.Engine.Requests;

namespace SlurmBank.Native;

/// <summary>The rooms that a call needs. A few are kept and handed out without a lock; slurmctld's threads come and go, so they own none.</summary>
internal sealed class Workspace
{
    private static readonly Workspace?[] Kept = new Workspace?[16];

    private Workspace() => Reader = new RequestReader(Texts);

    internal TextSpace Texts { get; } = new();

    internal RequestReader Reader { get; }

    internal JobAsk Ask { get; } = new();

    internal JobPricer Pricer { get; } = new();

    internal LineWriter Lines { get; } = new();

    /// <summary>Takes one that nobody uses. One that is never given back, after an exception, is made again.</summary>
    internal static Workspace Take()
    {
        for (int i = 0; i < Kept.Length; i++)
        {
            if (Volatile.Read(ref Kept[i]) is not null && Interlocked.Exchange(ref Kept[i], null) is Workspace kept)
            {
                kept.Texts.Clear();
                return kept;
            }
        }

        return new Workspace();
    }

    internal void GiveBack()
    {
        for (int i = 0; i < Kept.Length; i++)
        {
            if (Interlocked.CompareExchange(ref Kept[i], this, null) is null)
            {
                return;
            }
        }
    }
}
