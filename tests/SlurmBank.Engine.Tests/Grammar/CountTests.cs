using System.Linq;

namespace SlurmBank.Engine.Tests.Grammar;

public sealed class CountTests
{
    [Theory]
    // slurm.md 2.10
    [InlineData("4G", 4096)]
    [InlineData("4GB", 4096)]
    [InlineData("4gb", 4096)]
    [InlineData("4000", 4000)]
    [InlineData("4000M", 4000)]
    [InlineData("1T", 1048576)]
    [InlineData("1K", 1)]
    [InlineData("1024K", 1)]
    [InlineData("1025K", 2)]
    [InlineData("0", 0)]
    [InlineData("0K", 0)]
    [InlineData("9007199254740991", 9007199254740991)]
    public void Section_2_10_memory(string text, long megabytes)
    {
        MemorySize size = MemorySize.Parse(text);

        Assert.Equal(megabytes, size.Megabytes);
        Assert.Equal(megabytes == 0, size.IsWholeNode);
        Assert.Equal(size, MemorySize.Parse(size.ToString()));
    }

    [Theory]
    [InlineData("1.5G", 1)]
    [InlineData("4Gi", 2)]
    [InlineData("16GiB", 3)]
    [InlineData("4P", 1)]
    [InlineData("-1", 0)]
    [InlineData("", 0)]
    [InlineData(null, 0)]
    [InlineData("G", 0)]
    [InlineData(" 4G", 0)]
    [InlineData("4 G", 1)]
    [InlineData("4GBB", 3)]
    [InlineData("9223372036854775807", 0)]
    [InlineData("9223372036854775808", 0)]
    [InlineData("9223372036854775807T", 0)]
    public void Section_2_10_memory_errors(string? text, int position)
    {
        Assert.False(MemorySize.TryParse(text, out _, out TextError error));
        Assert.Equal(position, error.Position);
    }

    [Theory]
    [InlineData(4096, "4G")]
    [InlineData(4000, "4000M")]
    [InlineData(1048576, "1T")]
    [InlineData(1073741824, "1024T")]
    [InlineData(0, "0")]
    public void Memory_is_printed_in_the_largest_unit_that_divides_it(long megabytes, string text) =>
        Assert.Equal(text, MemorySize.FromMegabytes(megabytes).ToString());

    [Theory]
    [InlineData("4", 4, 4, "4")]
    [InlineData("2-8", 2, 8, "2-8")]
    [InlineData("-8", 1, 8, "1-8")]
    [InlineData("0", 0, 0, "0")]
    [InlineData("3-0", 3, 3, "3")]
    [InlineData("1k", 1024, 1024, "1024")]
    [InlineData("1K-2k", 1024, 2048, "1024-2048")]
    [InlineData("1m", 1048576, 1048576, "1048576")]
    [InlineData("1km", 1073741824, 1073741824, "1073741824")]
    [InlineData("1,3-5:2", 1, 5, "1,3,5")]
    [InlineData("1-15:4", 1, 13, "1,5,9,13")]
    [InlineData("8,2,4", 2, 8, "2,4,8")]
    public void Section_2_10_nodes(string text, int minimum, int maximum, string printed)
    {
        NodeCount count = NodeCount.Parse(text);

        Assert.Equal((minimum, maximum), (count.Minimum, count.Maximum));
        Assert.Equal(printed, count.ToString());
        Assert.Equal(count, NodeCount.Parse(count.ToString()));
    }

    [Theory]
    [InlineData("", 0)]
    [InlineData(null, 0)]
    [InlineData("8-2", 0)]
    [InlineData("2-", 2)]
    [InlineData("1mk", 2)]
    [InlineData("2048m", 0)]
    [InlineData("1,,2", 2)]
    [InlineData("1,2x", 3)]
    [InlineData("5-1:2", 0)]
    [InlineData("1-5:0", 0)]
    [InlineData("1,16384", 2)]
    [InlineData("1.5", 1)]
    [InlineData("99999999999", 0)]
    public void Section_2_10_nodes_errors(string? text, int position)
    {
        Assert.False(NodeCount.TryParse(text, out NodeCount? count, out TextError error));
        Assert.Null(count);
        Assert.Equal(position, error.Position);
    }

    [Theory]
    [InlineData("1-100:3%4", 34, 4, 1, 100)] // R12
    [InlineData("0-5,7,9-20:2", 13, null, 0, 19)]
    [InlineData("7", 1, null, 7, 7)]
    [InlineData("0-4000000", 4000001, null, 0, 4000000)]
    [InlineData("1-10,5-15", 15, null, 1, 15)]
    [InlineData("1,1,1", 1, null, 1, 1)]
    [InlineData("1-10%0", 10, null, 1, 10)]
    [InlineData("[5-10%2]", 6, 2, 5, 10)]
    [InlineData("[5-10]%2", 6, 2, 5, 10)]
    [InlineData("123_[5-10%2]", 6, 2, 5, 10)]
    [InlineData("123_7", 1, null, 7, 7)]
    [InlineData("1-10:20", 1, null, 1, 1)]
    [InlineData("1-3999999:4000000", 1, null, 1, 1)]
    public void Array_tasks_are_counted_once(string text, int count, int? limit, int first, int last)
    {
        ArraySpec array = ArraySpec.Parse(text);

        Assert.Equal(count, array.TaskCount);
        Assert.Equal(limit, array.Limit);
        Assert.Equal((first, last), (array.FirstTask, array.LastTask));
        Assert.Equal(text.Contains('_') ? 123L : null, array.JobId);
        Assert.False(array.IsTruncated);
        Assert.Equal(count, array.Tasks.Count());
        Assert.True(array.Contains(first) && array.Contains(last) && !array.Contains(last + 1));
        Assert.Equal(array.Tasks.Take(1000), ArraySpec.Parse(array.ToString()).Tasks.Take(1000));
    }

    [Theory]
    [InlineData("123_[1-3,5,...%2]", 4, 5, 2)]
    [InlineData("123_[1-3,5,17...%2]", 4, 5, 2)]
    [InlineData("123_[1-3,5-...%2]", 3, 3, 2)]
    [InlineData("1-3,5-9:...", 3, 3, null)]
    [InlineData("[...]", 0, 0, null)]
    public void An_array_that_Slurm_cut_short_gives_what_is_certain(string text, int count, int last, int? limit)
    {
        ArraySpec array = ArraySpec.Parse(text);

        Assert.True(array.IsTruncated);
        Assert.Equal((count, last, limit), (array.TaskCount, array.LastTask, array.Limit));
        Assert.True(ArraySpec.Parse(array.ToString()).IsTruncated);
    }

    [Theory]
    [InlineData("", 0)]
    [InlineData(null, 0)]
    [InlineData("5-1", 0)]
    [InlineData("1-5:0", 0)]
    [InlineData("1,,2", 2)]
    [InlineData("1-", 2)]
    [InlineData("-1", 0)]
    [InlineData("4000001", 0)]
    [InlineData("1%", 2)]
    [InlineData("1%2%3", 3)]
    [InlineData("[1-3", 4)]
    [InlineData("1-3]", 3)]
    [InlineData("x_[1]", 0)]
    [InlineData("12x_[1]", 2)]
    [InlineData("1:3", 1)]
    [InlineData("1..", 1)]
    [InlineData("1....", 4)]
    public void A_wrong_array_is_an_error_with_its_position(string? text, int position)
    {
        Assert.False(ArraySpec.TryParse(text, out ArraySpec? array, out TextError error));
        Assert.Null(array);
        Assert.Equal(position, error.Position);
    }
}
