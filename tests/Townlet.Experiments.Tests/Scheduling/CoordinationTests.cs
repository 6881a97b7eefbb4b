using System.Collections.Immutable;
using Townlet.Experiments.Plans;
using Townlet.Experiments.Scheduling;

namespace Townlet.Experiments.Tests.Scheduling;

public class CoordinationTests
{
    private static readonly WorkerId _one = new("one", 1);
    private static readonly WorkerId _two = new("two", 1);
    private static readonly TimeSpan _start = TimeSpan.FromHours(1);
    private static readonly TrialResult _result = new(300, 0.36, 100);

    private readonly List<ExperimentEvent> _journal = [];
    private readonly Coordination _coordination = new(LeaseTerms.Usual);
    private TimeSpan _now = _start;

    [Fact]
    public void A_worker_gets_as_many_trials_as_it_has_slots()
    {
        Begin(runs: 3);
        Assert.Equal([(1, 1), (2, 1)], Ask(_one, free: 2));
        Assert.Equal([(3, 1)], Ask(_two, free: 2));
    }

    [Fact]
    public void Asking_twice_changes_nothing()
    {
        Begin(runs: 3);
        Assert.Equal([(1, 1), (2, 1)], Ask(_one, free: 2));
        Assert.Equal([(1, 1), (2, 1)], Ask(_one, free: 2));
        Assert.Equal([(1, 1), (2, 1)], Ask(_one, free: 1, (1, 1)));
        Assert.Equal([(1, 1), (2, 1)], Ask(_one, free: 0, (1, 1), (2, 1)));
        Assert.Equal(2, _journal.OfType<ExperimentEvent.TrialGranted>().Count());
    }

    [Fact]
    public void A_trial_of_a_silent_worker_goes_on_elsewhere_after_lease_and_margin()
    {
        Begin(runs: 1);
        Ask(_one, free: 1);
        _now += LeaseTerms.Usual.Lease + LeaseTerms.Usual.Margin;
        Assert.Empty(Ask(_two, free: 1));
        _now += TimeSpan.FromSeconds(1);
        Assert.Equal([(1, 2)], Ask(_two, free: 1));
        Assert.Empty(Ask(_one, free: 0, (1, 1)));
    }

    [Fact]
    public void A_question_renews_the_lease()
    {
        Begin(runs: 1);
        Ask(_one, free: 1);
        _now += TimeSpan.FromSeconds(30);
        Assert.Equal([(1, 1)], Ask(_one, free: 0, (1, 1)));
        _now += TimeSpan.FromSeconds(30);
        Assert.Empty(Ask(_two, free: 1));
    }

    [Fact]
    public void A_trial_that_was_given_back_goes_on_elsewhere_at_once()
    {
        Begin(runs: 1);
        Ask(_one, free: 1);
        Report(new TrialReport.Released(1, 1));
        Assert.Equal([(1, 2)], Ask(_two, free: 1));
    }

    [Fact]
    public void A_worker_that_starts_anew_holds_nothing_of_what_it_held()
    {
        Begin(runs: 1);
        Ask(_one, free: 1);
        Assert.Equal([(1, 2)], Ask(_one with { Incarnation = 2 }, free: 1));
        Assert.Empty(Ask(_one, free: 1));
    }

    [Fact]
    public void A_worker_that_joins_again_is_another_one()
    {
        Begin(runs: 1);
        var first = _coordination.Join("one");
        Ask(first, free: 1);
        var second = _coordination.Join("one");
        Assert.NotEqual(first, second);
        Assert.Equal([(1, 2)], Ask(second, free: 1));
        Assert.Empty(Ask(first, free: 1));
    }

    [Fact]
    public void A_restarted_coordinator_takes_back_those_who_work()
    {
        Begin(runs: 2);
        Ask(_one, free: 1);
        Report(new TrialReport.Committed(1, 1, 100, "key", "sum", 5, "content"));
        var restarted = new Coordination(LeaseTerms.Usual);
        _journal.ForEach(happened => restarted.Apply(happened, TimeSpan.Zero));

        var pull = new Pull(_one, 7, 0, [new HeldTrial(1, 1, 120)]);
        Assert.Empty(restarted.Decide(pull, TimeSpan.Zero));
        var grant = Assert.Single(restarted.Answer(pull, TimeSpan.Zero).Trials);
        Assert.Equal((1, 1, 100), (grant.Trial, grant.Epoch, grant.From!.Episode));
        Assert.Equal(120, restarted.Episodes[1]);
    }

    [Fact]
    public void A_result_counts_once()
    {
        Begin(runs: 1);
        Ask(_one, free: 1);
        Assert.Single(Report(new TrialReport.Finished(1, 1, _result)).Events);
        Assert.Empty(Report(new TrialReport.Finished(1, 1, _result)).Events);
        Assert.True(_coordination.State.IsComplete);
        Assert.Equal(_result, _coordination.State.Trials[0].Result);
        Assert.Empty(Ask(_one, free: 1));
    }

    [Fact]
    public void Only_the_newest_epoch_speaks_for_a_trial()
    {
        Begin(runs: 1);
        Ask(_one, free: 1);
        Report(new TrialReport.Released(1, 1));
        Ask(_two, free: 1);
        Assert.Empty(Report(new TrialReport.Finished(1, 1, _result)).Events);
        Assert.Empty(Report(new TrialReport.Failed(1, 1, "killed")).Events);
        Assert.Empty(Report(new TrialReport.Committed(1, 1, 100, "key", "sum", 5, "content")).Events);
        Assert.Single(Report(new TrialReport.Finished(1, 2, _result)).Events);
    }

    [Fact]
    public void A_failed_trial_is_tried_three_times()
    {
        Begin(runs: 1);
        for (var attempt = 1; attempt <= 3; attempt++)
        {
            Assert.Equal([(1, attempt)], Ask(_one, free: 1));
            Assert.False(_coordination.State.IsComplete);
            Report(new TrialReport.Failed(1, attempt, "exit code 1"));
        }

        Assert.Empty(Ask(_one, free: 1));
        Assert.True(_coordination.State.IsComplete);
        Assert.Equal((TrialPhase.Failed, "exit code 1"), (_coordination.State.Trials[0].Phase, _coordination.State.Trials[0].Cause));
    }

    [Fact]
    public void A_machine_that_is_lost_is_no_failure_of_the_trial()
    {
        Begin(runs: 1);
        for (var epoch = 1; epoch <= 10; epoch++)
        {
            Assert.Equal([(1, epoch)], Ask(new WorkerId("one", epoch), free: 1));
        }
    }

    [Fact]
    public void A_checkpoint_that_is_not_newer_is_not_committed_again()
    {
        Begin(runs: 1);
        Ask(_one, free: 1);
        Assert.Single(Report(new TrialReport.Committed(1, 1, 100, "key", "sum", 5, "content")).Events);
        Assert.Equal(Verdict.Nothing.Events, Report(new TrialReport.Committed(1, 1, 100, "key", "sum", 5, "content")).Events);
        Assert.Empty(Report(new TrialReport.Committed(1, 1, 50, "key", "sum", 5, "earlier")).Events);
    }

    [Fact]
    public void Two_contents_at_one_episode_raise_an_alarm_once()
    {
        Begin(runs: 1);
        Ask(_one, free: 1);
        Assert.Null(Report(new TrialReport.Committed(1, 1, 100, "e1/100", "sum", 5, "content")).Alarm);
        Report(new TrialReport.Released(1, 1));
        Ask(_two, free: 1);
        Assert.Null(Report(new TrialReport.Committed(1, 2, 100, "e2/100", "other sum", 5, "content")).Alarm);
        var alarm = Report(new TrialReport.Committed(1, 2, 100, "e2/100", "other sum", 5, "other content")).Alarm;
        Assert.StartsWith("Trial 1 has two different checkpoints at episode 100", alarm, StringComparison.Ordinal);
        Assert.Null(Report(new TrialReport.Committed(1, 2, 100, "e2/100", "other sum", 5, "other content")).Alarm);
    }

    [Fact]
    public void A_stopped_experiment_gives_nobody_anything_until_it_goes_on()
    {
        var definition = Begin(runs: 2);
        Ask(_one, free: 1);
        Keep(_coordination.Stop());
        Assert.Empty(_coordination.Stop());
        Assert.Empty(Ask(_one, free: 0, (1, 1)));
        Assert.Empty(Ask(_two, free: 1));
        Keep(_coordination.Begin(definition));
        Assert.Empty(_coordination.Begin(definition));
        Assert.Equal([(1, 1)], Ask(_one, free: 1)[..1]);
    }

    [Fact]
    public void The_journal_of_another_experiment_is_refused()
    {
        var definition = Begin(runs: 2);
        Assert.Throws<InvalidOperationException>(() => _coordination.Begin(definition with { Runs = 3 }));
    }

    [Fact]
    public void Events_that_cannot_have_happened_are_refused()
    {
        Begin(runs: 1);
        Assert.Throws<InvalidOperationException>(() => _coordination.Apply(new ExperimentEvent.TrialGranted(1, 2, _one), _now));
        Assert.Throws<InvalidOperationException>(() => _coordination.Apply(new ExperimentEvent.TrialGranted(2, 1, _one), _now));
        Assert.Throws<InvalidOperationException>(() => _coordination.Apply(new ExperimentEvent.TrialFinished(1, 1, _result), _now));
    }

    [Fact]
    public void Reports_of_unknown_trials_change_nothing()
    {
        Begin(runs: 1);
        Assert.Empty(Report(new TrialReport.Finished(9, 1, _result)).Events);
        Assert.Empty(Report(new TrialReport.Finished(0, 0, _result)).Events);
    }

    private ExperimentDefinition Begin(int runs)
    {
        var definition = RandomSchedule.Definition(runs);
        Keep(_coordination.Begin(definition));
        return definition;
    }

    private (int Trial, int Epoch)[] Ask(WorkerId worker, int free, params (int Trial, int Epoch)[] holds)
    {
        var pull = new Pull(worker, 1, free, [.. holds.Select(held => new HeldTrial(held.Trial, held.Epoch, 0))]);
        Keep(_coordination.Decide(pull, _now));
        return [.. _coordination.Answer(pull, _now).Trials.Select(grant => (grant.Trial, grant.Epoch))];
    }

    private Verdict Report(TrialReport report)
    {
        var verdict = _coordination.Decide(report);
        Keep(verdict.Events);
        return verdict;
    }

    private void Keep(ImmutableArray<ExperimentEvent> events)
    {
        foreach (var happened in events)
        {
            _journal.Add(happened);
            _coordination.Apply(happened, _now);
        }
    }
}
