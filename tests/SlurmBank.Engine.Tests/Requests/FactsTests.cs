using System.Text.Json;
using SlurmBank.Engine.Requests;

namespace SlurmBank.Engine.Tests.Requests;

public sealed class FactsTests
{
    [Fact]
    public void Facts_are_plain_data_that_survive_a_snapshot()
    {
        string json = JsonSerializer.Serialize(ResolverTests.Threaded());
        ClusterFacts back = JsonSerializer.Deserialize<ClusterFacts>(json)!;

        Assert.Equal(json, JsonSerializer.Serialize(back));
        foreach (string options in new[] { "-n3", "--exclusive -N2", "--gres=gpu:2 --mem=0" })
        {
            ResolvedPartition part = ResolverTests.One(options, back);
            Assert.Equal(ResolverTests.One(options, ResolverTests.Threaded()).Upper, part.Upper);
            Assert.NotEqual(TresRequest.Empty, part.Lower);
        }
    }

    [Fact]
    public void A_vector_prints_Slurms_text_in_Slurms_order()
    {
        TresRequest tres = new([new("gres/gpu", 2), new("node", 1), new("mem", 8192), new("license/a", 0), new("cpu", 4)]);

        Assert.Equal("cpu=4,mem=8192M,node=1,gres/gpu=2", tres.ToString());
        Assert.Equal((8192L, 0L, 4), (tres["MEM"], tres["gres/tpu"], tres.Count));
        Assert.Throws<System.ArgumentException>(() => new TresRequest([new("cpu", -1)]));
        Assert.Throws<System.ArgumentException>(() => new TresRequest([new("cpu", 1), new("cpu", 2)]));
    }
}
