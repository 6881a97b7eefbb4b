using Townlet.Runs.Mirrors;
using Townlet.Runs.Stores;

namespace Townlet.Runs.Tests.Mirrors;

public class MirrorPlaceTests
{
    [Theory]
    [InlineData("/data/runs/L1/2026-01-31_120000", "L1/2026-01-31_120000")]
    [InlineData("/data/runs/mine/", "mine")]
    [InlineData("/data/town", "town")]
    public void Run_lies_in_the_store_as_below_the_folder_of_all_runs(string folder, string place) => Assert.Equal(place, MirrorPlace.Of(folder, "/data/runs"));

    [Theory]
    [InlineData("/data/runs", "L1/a", "/data/runs/L1/a")]
    [InlineData("/data/runs/L1/a", "L1/a", "/data/runs/L1/a")]
    [InlineData("/data", "runs", "/data/runs/L1/a")]
    public void Store_that_would_keep_the_run_in_itself_is_refused(string store, string place, string folder) =>
        Assert.Throws<StoreException>(() => MirrorPlace.RequireApart(StoreAddress.Parse(store, null), place, folder));

    [Theory]
    [InlineData("/data/store", "L1/a", "/data/runs/L1/a")]
    [InlineData("/data/runs", "L1/ab", "/data/runs/L1/a")]
    public void Store_beside_the_run_is_taken(string store, string place, string folder) =>
        MirrorPlace.RequireApart(StoreAddress.Parse(store, null), place, folder);
}
