using Townlet.Actors.Playback;

namespace Townlet.Actors.Tests.Playback;

public class PolicyRequestsTests
{
    private readonly PolicyRequests _requests = new();

    [Fact]
    public void Only_the_policy_asked_for_last_is_to_play()
    {
        var first = _requests.Add(beginsLife: false);
        var second = _requests.Add(beginsLife: false);

        Assert.False(_requests.IsLast(first));
        Assert.True(_requests.IsLast(second));
    }

    [Fact]
    public void Policy_that_a_viewer_chose_begins_one_new_life()
    {
        _requests.Add(beginsLife: true);

        Assert.True(_requests.Fulfil());
        Assert.False(_requests.Fulfil());
    }

    [Fact]
    public void Policy_that_comes_by_itself_begins_none()
    {
        _requests.Add(beginsLife: false);

        Assert.False(_requests.Fulfil());
    }

    [Fact]
    public void Policy_that_overtakes_a_chosen_one_begins_the_life_in_its_place()
    {
        _requests.Add(beginsLife: true);
        _requests.Add(beginsLife: false);

        Assert.True(_requests.Fulfil());
    }

    [Fact]
    public void Chosen_policy_that_cannot_be_read_leaves_no_life_to_begin()
    {
        _requests.Fail(_requests.Add(beginsLife: true));
        _requests.Add(beginsLife: false);

        Assert.False(_requests.Fulfil());
    }

    [Fact]
    public void Failure_of_an_earlier_request_leaves_the_life_to_the_later_one()
    {
        var first = _requests.Add(beginsLife: true);
        _requests.Add(beginsLife: true);
        _requests.Fail(first);

        Assert.True(_requests.Fulfil());
    }
}
