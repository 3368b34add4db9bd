using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using SlurmBank.Engine;

namespace SlurmBank.Ledger.Tests.Operations;

public sealed class RunSplitTests
{
    [Theory]
    [InlineData(0, 10, 100, new long[0], new[] { 100L })]
    [InlineData(0, 10, 100, new[] { 0L, 10L, 11L }, new[] { 100L })]
    [InlineData(0, 10, 100, new[] { 3L }, new[] { 30L, 70L })]
    [InlineData(0, 3, 100, new[] { 1L, 2L }, new[] { 33L, 33L, 34L })]
    [InlineData(0, 3, 2, new[] { 1L, 2L }, new[] { 0L, 1L, 1L })]
    [InlineData(5, 5, 7, new[] { 5L }, new[] { 7L })]
    [InlineData(9, 5, 7, new[] { 6L }, new[] { 7L })]
    [InlineData(0, 10, 0, new[] { 5L }, new[] { 0L, 0L })]
    [InlineData(long.MinValue, long.MaxValue, long.MaxValue, new[] { 0L }, new[] { 4611686018427387903L, 4611686018427387904L })]
    public void Whole_seconds_and_nothing_lost(long from, long to, long units, long[] boundaries, long[] expected)
    {
        var pieces = new List<RunPiece>();
        RunSplit.Split(from, to, ServiceUnits.FromUnits(units), boundaries, pieces);
        Assert.Equal(expected, pieces.Select(p => p.Amount.Units));
        Assert.Equal(from, pieces[0].From);
        Assert.Equal(to, pieces[^1].To);
        Assert.All(pieces.Zip(pieces.Skip(1)), pair => Assert.Equal(pair.First.To, pair.Second.From));
    }

    [Fact]
    public void Pieces_sum_to_the_whole_and_do_not_depend_on_other_boundaries()
    {
        var random = new Random(11);
        for (int i = 0; i < 3000; i++)
        {
            long from = random.NextInt64(-1_000_000, 1_000_000);
            long to = from + random.Next(1, 100_000);
            long units = random.NextInt64(i % 2 == 0 ? 100 : long.MaxValue);
            long[] boundaries = [.. Enumerable.Range(0, random.Next(30)).Select(_ => from + random.NextInt64(-100, to - from + 100)).Distinct().Order()];
            var pieces = new List<RunPiece>();
            RunSplit.Split(from, to, ServiceUnits.FromUnits(units), boundaries, pieces);
            BigInteger sum = 0;
            foreach (RunPiece piece in pieces)
            {
                Assert.True(piece.Amount.Units >= 0);
                Assert.Equal((BigInteger)units * (piece.From - from) / (to - from), sum);
                sum += piece.Amount.Units;
            }

            Assert.Equal(units, sum);
        }
    }
}
