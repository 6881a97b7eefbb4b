using Townlet.Experiments.Plans;
using Townlet.Experiments.Tests.Fixtures;
using Townlet.Experiments.Workers;

namespace Townlet.Experiments.Tests.Workers;

public sealed class WorkerPlaceTests : IDisposable
{
    private readonly TemporaryFolder _root = new();

    public void Dispose() => _root.Dispose();

    [Fact]
    public void A_place_remembers_who_ran_there()
    {
        using var first = WorkerPlace.Take(_root.At("place"), "laptop");
        Assert.Null(first.Predecessor);
        first.Dispose();
        using var second = WorkerPlace.Take(_root.At("place"), "renamed");
        Assert.Equal(first.Worker, second.Predecessor);
        Assert.NotEqual(first.Worker.Incarnation, second.Worker.Incarnation);
    }

    [Fact]
    public void A_place_is_for_one_worker()
    {
        using var first = WorkerPlace.Take(_root.At("place"), "laptop");
        var refused = Assert.Throws<ExperimentRefusedException>(() => WorkerPlace.Take(_root.At("place"), "laptop"));
        Assert.StartsWith($"Another worker runs in {_root.At("place")} at this moment.", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("""{"node":"lap""")]
    [InlineData("null")]
    public void A_damaged_memory_is_none(string text)
    {
        File.WriteAllText(_root.At("worker.json"), text);
        using var place = WorkerPlace.Take(_root.Path, "laptop");
        Assert.Null(place.Predecessor);
    }

    [Fact]
    public void A_name_holds_only_what_a_name_may()
    {
        using var place = WorkerPlace.Take(_root.Path, "Ann's laptop");
        Assert.Equal("Ann-s-laptop", place.Worker.Node);
    }
}
