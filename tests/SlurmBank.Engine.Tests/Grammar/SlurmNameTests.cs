namespace SlurmBank.Engine.Tests.Grammar;

public sealed class SlurmNameTests
{
    [Theory]
    [InlineData(SlurmNameKind.Account, "Physics", "physics")]
    [InlineData(SlurmNameKind.Account, "proj-2026.a+b@x", "proj-2026.a+b@x")]
    [InlineData(SlurmNameKind.Account, "_system", "_system")]
    [InlineData(SlurmNameKind.Account, "0042", "0042")]
    [InlineData(SlurmNameKind.User, "Alice.B@EXAMPLE", "Alice.B@EXAMPLE")]
    [InlineData(SlurmNameKind.Cluster, "LAB", "lab")]
    [InlineData(SlurmNameKind.Partition, "GPU-big", "GPU-big")]
    [InlineData(SlurmNameKind.Qos, "High", "high")]
    public void A_name_is_given_in_the_form_that_Slurm_keeps(SlurmNameKind kind, string text, string canonical)
    {
        Assert.True(SlurmName.IsValid(kind, text));
        Assert.Equal(canonical, SlurmName.Validate(kind, text));
    }

    [Theory]
    [InlineData(null, 0)]
    [InlineData("", 0)]
    [InlineData("-rf", 0)]
    [InlineData("+a", 0)]
    [InlineData(".", 0)]
    [InlineData("@a", 0)]
    [InlineData("a,b", 1)]
    [InlineData("a b", 1)]
    [InlineData("a'; drop table--", 1)]
    [InlineData("a\"b", 1)]
    [InlineData("a;b", 1)]
    [InlineData("a=b", 1)]
    [InlineData("a\nb", 1)]
    [InlineData("a\0b", 1)]
    [InlineData("a/b", 1)]
    [InlineData("a%b", 1)]
    [InlineData("a$b", 1)]
    [InlineData("a`b", 1)]
    [InlineData("a|b", 1)]
    [InlineData("a\u001fb", 1)]
    [InlineData("é", 0)]
    [InlineData("aİ", 1)]
    public void A_name_that_could_be_more_than_a_name_is_refused(string? text, int position)
    {
        foreach (SlurmNameKind kind in System.Enum.GetValues<SlurmNameKind>())
        {
            Assert.False(SlurmName.TryValidate(kind, text, out string canonical, out TextError error));
            Assert.Empty(canonical);
            Assert.Equal(position, error.Position);
            Assert.Throws<TextFormatException>(() => SlurmName.Validate(kind, text));
        }
    }

    [Fact]
    public void Names_have_at_most_255_characters()
    {
        Assert.True(SlurmName.IsValid(SlurmNameKind.Account, new string('a', 255)));
        Assert.False(SlurmName.IsValid(SlurmNameKind.Account, new string('a', 256)));
    }
}
