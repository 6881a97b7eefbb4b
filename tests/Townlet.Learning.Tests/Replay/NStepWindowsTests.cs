using Townlet.Learning.Replay;
using Townlet.World;

namespace Townlet.Learning.Tests.Replay;

public sealed class NStepWindowsTests
{
    private const double Gamma = 0.5;

    private readonly ReplayBuffer _replay = new(capacity: 16, observationSize: 1);

    [Fact]
    public void One_step_is_a_transition_at_once()
    {
        var windows = new NStepWindows(agents: 1, length: 1, observationSize: 1, Gamma);

        Step(windows, observation: 1, reward: 7);

        Assert.Equal([(1f, 2f, 7f, 0.5f)], Stored());
    }

    [Fact]
    public void Three_steps_are_summed_with_discount()
    {
        var windows = new NStepWindows(agents: 1, length: 3, observationSize: 1, Gamma);

        Step(windows, observation: 1, reward: 8);
        Step(windows, observation: 2, reward: 4);
        Assert.Empty(Stored());
        Step(windows, observation: 3, reward: 2);
        Step(windows, observation: 4, reward: 0);

        Assert.Equal([(1f, 4f, 8 + 2 + 0.5f, 0.125f), (2f, 5f, 4 + 1 + 0f, 0.125f)], Stored());
    }

    [Fact]
    public void Novelty_is_summed_like_reward()
    {
        var windows = new NStepWindows(agents: 1, length: 2, observationSize: 1, Gamma);

        Step(windows, observation: 1, reward: 0, novelty: 3);
        Step(windows, observation: 2, reward: 0, novelty: 8);

        Assert.Equal([(1f, 3f, 7f, 0.25f)], Stored(intrinsicWeight: 1));
    }

    [Fact]
    public void Death_completes_waiting_steps_without_bootstrapping()
    {
        var windows = new NStepWindows(agents: 1, length: 3, observationSize: 1, Gamma);

        Step(windows, observation: 1, reward: 8);
        Step(windows, observation: 2, reward: 4, LifeEnd.Death);

        Assert.Equal([(1f, 3f, 10f, 0f), (2f, 3f, 4f, 0f)], Stored());
    }

    [Fact]
    public void Step_cap_completes_waiting_steps_and_bootstraps_from_the_last_observation()
    {
        var windows = new NStepWindows(agents: 1, length: 3, observationSize: 1, Gamma);

        Step(windows, observation: 1, reward: 8);
        Step(windows, observation: 2, reward: 4, LifeEnd.StepCap);

        Assert.Equal([(1f, 3f, 10f, 0.25f), (2f, 3f, 4f, 0.5f)], Stored());
    }

    [Fact]
    public void Lives_and_agents_do_not_mix()
    {
        var windows = new NStepWindows(agents: 2, length: 2, observationSize: 1, Gamma);

        Step(windows, observation: 1, reward: 8, LifeEnd.Death);
        Step(windows, observation: 10, reward: 2);
        Step(windows, observation: 20, reward: 1, agent: 1);
        Step(windows, observation: 11, reward: 2);

        Assert.Equal([(1f, 2f, 8f, 0f), (10f, 12f, 3f, 0.25f)], Stored());
    }

    private void Step(NStepWindows windows, float observation, float reward, LifeEnd end = LifeEnd.None, int agent = 0, float novelty = 0) =>
        windows.Add(
            agent,
            new Transition
            {
                Observation = [observation],
                Action = TownAction.Up,
                Reward = reward,
                Novelty = novelty,
                NextObservation = [observation + 1],
                NextMask = new ActionMask(0b100000),
                Discount = end == LifeEnd.Death ? 0 : (float)Gamma,
            },
            lifeEnded: end != LifeEnd.None,
            _replay);

    /// <summary>Observation, next observation, reward and discount of all transitions in replay, ordered by observation.</summary>
    private IEnumerable<(float Observation, float Next, float Reward, float Discount)> Stored(double intrinsicWeight = 0)
    {
        if (_replay.Count == 0)
        {
            return [];
        }

        var batch = ReplayBatch.OfTransitions(size: 400, observationSize: 1);
        var random = new RandomSource(1);
        _replay.Sample(ref random, batch, intrinsicWeight);
        var observations = batch.Observations.ToArray();
        var nextObservations = batch.NextObservations!.ToArray();
        return [.. Enumerable.Range(0, batch.Count)
            .Select(i => (observations[i], nextObservations[i], batch.Rewards[i], batch.Discounts[i]))
            .Distinct()
            .Order()];
    }
}
