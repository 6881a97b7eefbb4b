using Townlet.Configuration;
using Townlet.Configuration.Settings;
using Townlet.Learning.Curriculum;
using Townlet.Learning.Training;
using Townlet.World;

namespace Townlet.Learning.Tests.Curriculum;

/// <summary>Two agents go through all stages in a town where no agent dies, and back in a town where no agent can live long.</summary>
public sealed class CurriculumInTrainingTests : IDisposable
{
    private const int Agents = 2;
    private const int Cap = 60;
    private const int Judged = 10;

    private static readonly Pack _deadly = MakeDeadly();
    private static readonly Pack _gentle = _deadly with { Town = _deadly.Town with { TerminalConditions = [] } };

    private readonly List<EpisodeReport> _episodes = [];
    private readonly List<StageTransition> _transitions = [];
    private TrainingLoop _loop = new(_gentle, Plan);

    private static TrainingPlan Plan => new() { Episodes = int.MaxValue, Seed = 3 };

    public void Dispose() => _loop.Dispose();

    [Fact]
    public void Each_agent_goes_through_all_five_stages_and_back()
    {
        ThereAndBack();

        for (var agent = 0; agent < Agents; agent++)
        {
            Assert.Equal(
                [(1, 2), (2, 3), (3, 4), (4, 5), (5, 4), (4, 3), (3, 2), (2, 1)],
                _transitions.Where(transition => transition.Agent == agent).Select(transition => (transition.From, transition.To)));
        }
    }

    [Fact]
    public void Transition_tells_the_survival_of_the_lives_that_decided_it()
    {
        ThereAndBack();

        foreach (var transition in _transitions)
        {
            var entered = _transitions.LastOrDefault(earlier => earlier.Agent == transition.Agent && earlier.Episode < transition.Episode)?.Episode ?? 0;
            var lives = _episodes.Where(life => life.Outcome.Agent == transition.Agent && life.Outcome.Episode > entered && life.Outcome.Episode <= transition.Episode).ToList();

            Assert.All(lives, life => Assert.Equal(transition.From, life.Outcome.Stage));
            Assert.Equal(lives.TakeLast(Judged).Average(life => life.Outcome.Length) / Cap, transition.Survival, 1e-12);
            Assert.Equal(lives.Sum(life => life.Outcome.Length), transition.Steps);
            Assert.Equal(lives[^1].Detail.SurvivalRate, transition.Survival);
            Assert.Equal(lives[^1].Detail.Entropy, transition.Entropy);
        }
    }

    [Fact]
    public void Multiplier_baseline_and_shaping_follow_the_stage_of_each_agent()
    {
        var seen = new HashSet<(int, float)>();
        ThereAndBack(() =>
        {
            var checkpoint = _loop.Capture().Content;
            var stages = new int[Agents];
            var multipliers = new float[Agents];
            checkpoint.Read<int>("curriculum.stages", stages);
            checkpoint.Read<float>("town.depletion_multipliers", multipliers);
            seen.UnionWith(stages.Zip(multipliers));
        });

        Assert.Equal([(1, 0.2f), (2, 0.5f), (3, 0.8f), (4, 1f), (5, 1f)], seen.Order());
        var costs = _deadly.Town.ActionCosts;
        var deaths = _episodes.Where(life => life.Outcome.End == LifeEnd.Death).ToList();
        Assert.Equal([1, 2, 3, 4, 5], deaths.Select(life => life.Outcome.Stage).Distinct().Order());
        Assert.All(deaths, life =>
        {
            var depletion = _deadly.Town.Meters[(int)Meter.Energy].BaseDepletion * CurriculumStage.All[life.Outcome.Stage - 1].DepletionMultiplier;
            var baseline = 1 / (depletion + Math.Min(costs.MoveEnergy, Math.Min(costs.WaitEnergy, costs.InteractEnergy)));
            if (life.Outcome.Stage == 5)
            {
                Assert.Equal(life.Outcome.Length - 1 - baseline, life.Outcome.ExtrinsicReward, 1e-3);
            }
            else
            {
                // Shaping takes away the potential of the first state, and a little more by discounting.
                var shaping = life.Outcome.ExtrinsicReward - (life.Outcome.Length - 1 - baseline);
                Assert.InRange(shaping, -1 - (0.05 * life.Outcome.Length), -0.3);
            }
        });
    }

    private static Pack MakeDeadly()
    {
        var bedroom = TestPacks.Bedroom.With(population => population with { AgentCount = Agents, Reward = RewardKind.Baseline });
        return bedroom with
        {
            // A bed that gives no rest.
            Town = bedroom.Town with { Places = [bedroom.Town.Places[0] with { Effects = [] }] },
            Curriculum = new CurriculumSettings { MaxStepsPerEpisode = Cap, EntropyGate = 1.1, MinStepsAtStage = 20 },
        };
    }

    private void ThereAndBack(Action? afterEachLife = null)
    {
        RunUntil(stage: 5, afterEachLife);
        var checkpoint = _loop.Capture();
        _loop.Dispose();
        // The hash is the same, so the loop takes it for the pack of its training.
        _loop = TrainingLoop.Restore(_deadly, Plan, checkpoint);
        RunUntil(stage: 1, afterEachLife);
        for (var life = 0; life < 5; life++)
        {
            _episodes.AddRange(_loop.Run(maxSteps: 1000).Episodes);
        }
    }

    private void RunUntil(int stage, Action? afterEachLife)
    {
        var agents = new HashSet<int>();
        while (agents.Count < Agents)
        {
            var slice = _loop.Run(maxSteps: 1000);
            _episodes.AddRange(slice.Episodes);
            _transitions.AddRange(slice.Transitions);
            agents.UnionWith(slice.Transitions.Where(transition => transition.To == stage).Select(transition => transition.Agent));
            afterEachLife?.Invoke();
            Assert.True(_loop.EpisodesCompleted < 2000, $"Stage {stage} is not reached.");
        }
    }
}
