using Townlet.Experiments.Scheduling;

namespace Townlet.Experiments.Tests.Scheduling;

public class WorkerLeasesTests
{
    private static readonly TrialResult _result = new(300, 0.36, 100);

    private readonly WorkerLeases _leases = new(new WorkerId("one", 1), 2, LeaseTerms.Usual);

    [Fact]
    public void What_is_granted_is_started_once()
    {
        Assert.Equal([1], Hear(Seconds(0), Seconds(1), (1, 1)).Start.Select(grant => grant.Trial));
        Assert.Empty(Hear(Seconds(2), Seconds(3), (1, 1)).Start);
        var pull = _leases.Ask(Seconds(4));
        Assert.Equal((1, new HeldTrial(1, 1, 0)), (pull.FreeSlots, Assert.Single(pull.Holds)));
    }

    [Fact]
    public void What_is_not_named_any_more_is_stopped()
    {
        Hear(Seconds(0), Seconds(1), (1, 1), (2, 1));
        Assert.Equal([1], Hear(Seconds(2), Seconds(3), (2, 1)).Stop.Select(grant => grant.Trial));
        Assert.Equal(0, _leases.Ask(Seconds(4)).FreeSlots);
        _leases.Stopped(1, 1);
        Assert.Equal(1, _leases.Ask(Seconds(5)).FreeSlots);
    }

    [Fact]
    public void A_new_epoch_replaces_the_old_one_once_that_is_gone()
    {
        Hear(Seconds(0), Seconds(1), (1, 1));
        var changes = Hear(Seconds(2), Seconds(3), (1, 2));
        Assert.Equal((1, 1), Assert.Single(changes.Stop.Select(grant => (grant.Trial, grant.Epoch))));
        Assert.Empty(changes.Start);
        _leases.Stopped(1, 1);
        Assert.Equal((1, 2), Assert.Single(Hear(Seconds(4), Seconds(5), (1, 2)).Start.Select(grant => (grant.Trial, grant.Epoch))));
    }

    [Fact]
    public void A_lease_counts_from_the_question()
    {
        Hear(Seconds(0), Seconds(20), (1, 1));
        Assert.True(_leases.IsLive(1, Seconds(29)));
        Assert.Empty(_leases.Expire(Seconds(29)));
        Assert.False(_leases.IsLive(1, Seconds(30)));
        Assert.Equal(1, Assert.Single(_leases.Expire(Seconds(30))).Trial);
    }

    [Fact]
    public void An_answer_that_is_older_than_a_lease_says_nothing()
    {
        Assert.Same(LeaseChanges.None, Hear(Seconds(0), Seconds(30), (1, 1)));
    }

    [Fact]
    public void An_answer_that_comes_after_a_later_one_says_nothing()
    {
        var (first, second) = (_leases.Ask(Seconds(0)), _leases.Ask(Seconds(1)));
        Assert.Single(_leases.Hear(new Grants(second.Number, [new TrialGrant(1, 1, null)]), Seconds(2)).Start);
        Assert.Same(LeaseChanges.None, _leases.Hear(new Grants(first.Number, []), Seconds(3)));
        Assert.Same(LeaseChanges.None, _leases.Hear(new Grants(second.Number, []), Seconds(3)));
    }

    [Fact]
    public void A_report_is_repeated_until_it_is_heard()
    {
        Hear(Seconds(0), Seconds(1), (1, 1));
        var report = new TrialReport.Finished(1, 1, _result);
        _leases.End(report);
        Assert.Empty(_leases.Ask(Seconds(2)).Holds);
        var changes = Hear(Seconds(2), Seconds(3), (1, 1));
        Assert.Empty(changes.Start);
        Assert.Same(report, Assert.Single(changes.Repeat));
        Assert.Empty(Hear(Seconds(4), Seconds(5)).Repeat);
        Assert.Same(report, Assert.Single(Hear(Seconds(5), Seconds(6), (1, 1)).Repeat));
        Assert.Single(Hear(Seconds(6), Seconds(7), (1, 2)).Start);
    }

    [Fact]
    public void Progress_goes_with_the_next_question()
    {
        Hear(Seconds(0), Seconds(1), (1, 1));
        _leases.Progress(1, 1, 120);
        _leases.Progress(1, 2, 500);
        Assert.Equal(120, Assert.Single(_leases.Ask(Seconds(2)).Holds).Episode);
    }

    private static TimeSpan Seconds(double seconds) => TimeSpan.FromSeconds(seconds);

    private LeaseChanges Hear(TimeSpan sent, TimeSpan heard, params (int Trial, int Epoch)[] grants)
    {
        var pull = _leases.Ask(sent);
        return _leases.Hear(new Grants(pull.Number, [.. grants.Select(grant => new TrialGrant(grant.Trial, grant.Epoch, null))]), heard);
    }
}
