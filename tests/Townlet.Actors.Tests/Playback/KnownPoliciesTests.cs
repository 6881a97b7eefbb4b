using Townlet.Actors.Playback;
using Townlet.Runs.Checkpoints;

namespace Townlet.Actors.Tests.Playback;

public class KnownPoliciesTests
{
    private readonly KnownPolicies _known = new();

    [Fact]
    public void Without_a_policy_there_is_no_newest()
    {
        Assert.Null(_known.Newest);
        Assert.Empty(_known.Names);
        Assert.Null(_known.Named("policy_ep00003"));
    }

    [Fact]
    public void Newest_is_that_of_the_latest_episode_in_whatever_order_they_come()
    {
        Add(3);
        Add(9);
        Add(6);

        Assert.Equal(9, _known.Newest!.Episode);
        Assert.Equal(["policy_ep00003", "policy_ep00006", "policy_ep00009"], _known.Names.AsEnumerable());
    }

    [Fact]
    public void Policy_is_found_by_its_name_and_no_name_finds_none()
    {
        Add(3);

        Assert.Equal(3, _known.Named("policy_ep00003")!.Episode);
        Assert.Null(_known.Named("policy_ep00004"));
        Assert.Null(_known.Named(null));
    }

    [Fact]
    public void Policy_that_is_written_again_replaces_the_first()
    {
        Add(3, path: "first");
        Add(3, path: "second");

        Assert.Equal("second", _known.Newest!.Path);
        Assert.Single(_known.Names);
    }

    private void Add(int episode, string path = "") => _known.Add(new StoredPolicy($"policy_ep{episode:D5}", episode, path));
}
