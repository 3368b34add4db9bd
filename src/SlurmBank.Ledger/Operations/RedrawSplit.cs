using System;
using System.Collections.Generic;
using System.Linq;

namespace SlurmBank.Ledger;

/// <summary>Divides the moves of several accounts into entries of one account or of two, so that every entry says whom it concerns.</summary>
internal static class RedrawSplit
{
    /// <summary>The entries: first what each account moves among its own books, then what passes between two.</summary>
    /// <param name="accounts">Each account with its moves; all of them together sum to zero.</param>
    internal static IEnumerable<(long AccountId, long? OtherId, List<(Book Book, long Amount)> Moves)> Entries(IReadOnlyList<(long AccountId, List<(Book Book, long Amount)> Moves)> accounts)
    {
        var gets = new Queue<(long AccountId, Book Book, long Amount)>();
        var gives = new Queue<(long AccountId, Book Book, long Amount)>();
        foreach ((long accountId, List<(Book Book, long Amount)> moves) in accounts.Where(a => a.Moves.Count > 0))
        {
            if (moves.Aggregate(Int128.Zero, (sum, m) => sum + m.Amount) == 0)
            {
                yield return (accountId, null, moves);
                continue;
            }

            List<(Book Book, long Amount)> own = Pair([.. Side(accountId, moves, true)], [.. Side(accountId, moves, false)], gets, gives);
            if (own.Count > 0)
            {
                yield return (accountId, null, own);
            }
        }

        foreach (((long giver, long getter), List<(Book Book, long Amount)> moves) in Between(gets, gives))
        {
            yield return (getter, giver, moves);
        }
    }

    private static IEnumerable<(long AccountId, Book Book, long Amount)> Side(long accountId, List<(Book Book, long Amount)> moves, bool positive) =>
        moves.Where(m => m.Amount > 0 == positive).Select(m => (accountId, m.Book, Math.Abs(m.Amount)));

    /// <summary>What an account moves among its own books; the rest of the one side or the other is left for the others.</summary>
    private static List<(Book Book, long Amount)> Pair(
        List<(long AccountId, Book Book, long Amount)> ins,
        List<(long AccountId, Book Book, long Amount)> outs,
        Queue<(long AccountId, Book Book, long Amount)> gets,
        Queue<(long AccountId, Book Book, long Amount)> gives)
    {
        var own = new List<(Book Book, long Amount)>();
        Int128 left = Int128.Min(ins.Aggregate(Int128.Zero, (sum, m) => sum + m.Amount), outs.Aggregate(Int128.Zero, (sum, m) => sum + m.Amount));
        foreach ((List<(long AccountId, Book Book, long Amount)> side, Queue<(long AccountId, Book Book, long Amount)> rest, int sign) in new[] { (ins, gets, 1), (outs, gives, -1) })
        {
            Int128 inside = left;
            foreach ((long accountId, Book book, long amount) in side)
            {
                long here = (long)Int128.Min(inside, amount);
                inside -= here;
                if (here > 0)
                {
                    own.Add((book, sign * here));
                }

                if (amount > here)
                {
                    rest.Enqueue((accountId, book, amount - here));
                }
            }
        }

        return own;
    }

    private static Dictionary<(long Giver, long Getter), List<(Book Book, long Amount)>> Between(
        Queue<(long AccountId, Book Book, long Amount)> gets, Queue<(long AccountId, Book Book, long Amount)> gives)
    {
        var pairs = new Dictionary<(long Giver, long Getter), List<(Book Book, long Amount)>>();
        (long AccountId, Book Book, long Amount) giver = default;
        foreach ((long getter, Book book, long amount) in gets)
        {
            long rest = amount;
            while (rest > 0)
            {
                giver = giver.Amount > 0 ? giver : gives.Dequeue();
                long moved = Math.Min(rest, giver.Amount);
                if (!pairs.TryGetValue((giver.AccountId, getter), out List<(Book Book, long Amount)>? moves))
                {
                    pairs.Add((giver.AccountId, getter), moves = []);
                }

                Add(moves, book, moved);
                Add(moves, giver.Book, -moved);
                giver = giver with { Amount = giver.Amount - moved };
                rest -= moved;
            }
        }

        return pairs;
    }

    private static void Add(List<(Book Book, long Amount)> moves, Book book, long amount)
    {
        int at = moves.FindIndex(m => m.Book.Id == book.Id);
        if (at < 0)
        {
            moves.Add((book, amount));
        }
        else
        {
            moves[at] = (book, moves[at].Amount + amount);
        }
    }
}
