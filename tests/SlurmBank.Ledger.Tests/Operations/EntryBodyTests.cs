using System;
using System.Linq;
using SlurmBank.Ledger.Tests.Support;

namespace SlurmBank.Ledger.Tests.Operations;

public sealed class EntryBodyTests
{
    [Theory]
    [InlineData("")]
    [InlineData("plain")]
    [InlineData("\\n")]
    [InlineData("\\\\n")]
    [InlineData("a\nb\r\nc")]
    [InlineData("\\")]
    [InlineData("\\\n")]
    [InlineData("C:\\new\\r")]
    [InlineData("x=y=z")]
    [InlineData("ünï🐬\0")]
    public void A_field_comes_back_as_it_was(string value)
    {
        string body = new EntryBody().Add("before", "x=1").Add("field", value).Add("after", 7).ToString();
        Assert.Equal(value, EntryBody.Field(body, "field"));
        Assert.Equal("x=1", EntryBody.Field(body, "before"));
        Assert.Equal("7", EntryBody.Field(body, "after"));
        Assert.Null(EntryBody.Field(body, "none"));
    }

    [Fact]
    public void Any_text_comes_back_as_it_was()
    {
        var random = new Random(5);
        for (int i = 0; i < 2000; i++)
        {
            string value = new([.. Enumerable.Range(0, random.Next(12)).Select(_ => "\\\n\rnr=ab"[random.Next(8)])]);
            Assert.Equal(value, EntryBody.Field(new EntryBody().Add("f", value).ToString(), "f"));
        }
    }

    [Fact]
    public void The_first_difference_is_named()
    {
        static string Body(string a, long b) => new EntryBody().Add("a", a).Add("b", b).ToString();
        Assert.Null(EntryBody.FirstDifference(Body("x", 1), Body("x", 1)));
        Assert.Equal(("a", "x", "y"), EntryBody.FirstDifference(Body("x", 1), Body("y", 2)));
        Assert.Equal(("b", "1", "2"), EntryBody.FirstDifference(Body("x", 1), Body("x", 2)));
        Assert.Equal("b", EntryBody.FirstDifference(Body("x", 1), new EntryBody().Add("a", "x").ToString())!.Value.Field);
    }
}
