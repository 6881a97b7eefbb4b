using System.Runtime.InteropServices;
using Townlet.Configuration;
using Townlet.Configuration.Settings;
using Townlet.Learning.Checkpoints;
using Townlet.Learning.Curriculum;
using Townlet.Learning.Evaluation;
using Townlet.Learning.Policies;
using Townlet.Learning.Training;
using Townlet.World;
using Townlet.World.Definition;

namespace Townlet.Learning.Tests.Training;

public sealed class TrainingLoopTests
{
    [Fact]
    public void Small_town_is_mastered_within_seconds()
    {
        var pack = TestPacks.Bedroom with { Curriculum = TestPacks.Bedroom.Curriculum with { MinStepsAtStage = int.MaxValue } };
        using var loop = new TrainingLoop(pack, Plan(episodes: 200, seed: 2));
        var untrained = GreedySurvival(pack, loop);

        RunToEnd(loop);

        Assert.True(untrained < 20, $"The untrained policy lives {untrained} steps.");
        Assert.Equal(60, GreedySurvival(pack, loop));
    }

    [Fact]
    public void Run_returns_right_after_a_life_ended()
    {
        using var loop = new TrainingLoop(TestPacks.Bedroom, Plan(episodes: 5));

        var slice = loop.Run(maxSteps: 1000);

        var episode = Assert.Single(slice.Episodes);
        Assert.Equal(1, episode.Outcome.Episode);
        Assert.Equal(slice.Steps, episode.Outcome.Length);
        Assert.Equal(slice.Steps, loop.TotalSteps);
        Assert.Equal(1, loop.EpisodesCompleted);
    }

    [Fact]
    public void Run_takes_no_more_steps_than_asked_and_none_once_finished()
    {
        using var loop = new TrainingLoop(TestPacks.Bedroom, Plan(episodes: 2));

        Assert.Equal(3, loop.Run(maxSteps: 3).Steps);
        RunToEnd(loop);

        Assert.True(loop.Finished);
        Assert.Equal(0, loop.Run(maxSteps: 100).Steps);
    }

    [Fact]
    public void Exactly_the_planned_lives_are_counted_however_many_agents_there_are()
    {
        var pack = TestPacks.Bedroom.With(population => population with { AgentCount = 7 });
        using var loop = new TrainingLoop(pack, Plan(episodes: 40));

        var episodes = RunToEnd(loop);

        Assert.Equal(Enumerable.Range(1, 40), episodes.Select(episode => episode.Outcome.Episode));
        Assert.Equal(7, episodes.Select(episode => episode.Outcome.Agent).Distinct().Count());
    }

    [Fact]
    public void Summary_of_a_life_adds_up()
    {
        var pack = TestPacks.Bedroom.WithExploration(exploration => exploration with { InitialIntrinsicWeight = 0.5 });
        using var loop = new TrainingLoop(pack, Plan(episodes: 30));

        var episodes = RunToEnd(loop);

        foreach (var episode in episodes)
        {
            Assert.Equal(episode.Outcome.ExtrinsicReward + (0.5 * episode.Outcome.IntrinsicReward), episode.Outcome.Reward, 1e-9);
            Assert.Equal(episode.Outcome.Length, episode.Detail.CellVisits.Sum(visits => visits.Count));
            Assert.Equal(episode.Detail.PlaceVisits.Sum(), episode.Detail.PlaceTransitions.Sum(transition => transition.Count));
            Assert.Equal(episode.Outcome.IntrinsicReward, episode.Detail.CellVisits.Sum(visits => visits.Count * visits.Novelty), 1e-6);
            Assert.InRange(episode.Detail.Entropy, 0, 1);
            Assert.Equal(8, episode.Detail.FinalMeters.Length);
        }

        var death = Assert.Single(episodes, episode => episode.Outcome.Episode == 1);
        Assert.Equal(LifeEnd.Death, death.Outcome.End);
        Assert.Equal(Meter.Energy, death.Outcome.Cause);
        Assert.Equal(death.Outcome.Length - new IdleAgent(pack.Town).Survival(0.2f), death.Outcome.StepsVsIdle);
        Assert.Equal(episodes.Sum(episode => episode.Outcome.Length), episodes[^1].Detail.TotalSteps);
        Assert.Null(episodes[0].Outcome.Loss);
        Assert.NotNull(episodes[^1].Outcome.Loss);
    }

    [Fact]
    public void Reward_of_survival_counts_the_steps_and_the_death()
    {
        using var loop = new TrainingLoop(TestPacks.Bedroom, Plan(episodes: 1));

        var life = RunToEnd(loop)[0];

        // Shaping of a life that ended in death, undiscounted: -phi(s0) - (1 - gamma) * (phi of every state in between).
        var shaping = life.Outcome.ExtrinsicReward - ((life.Outcome.Length - 1) * 0.01) + 1;
        Assert.InRange(shaping, -0.7 - (0.05 * life.Outcome.Length), -0.7);
    }

    [Fact]
    public void Epsilon_falls_once_for_each_life_of_the_first_agent()
    {
        var pack = TestPacks.Bedroom.With(population => population with { AgentCount = 3 });
        using var loop = new TrainingLoop(pack, Plan(episodes: 31));

        var episodes = RunToEnd(loop);

        var livesOfFirst = episodes.Count(episode => episode.Outcome.Agent == 0);
        Assert.InRange(livesOfFirst, 5, 20);
        Assert.Equal(Math.Pow(0.98, livesOfFirst), loop.Status.Epsilon, 1e-9);
        Assert.Equal(1, episodes[0].Outcome.Epsilon);
    }

    [Fact]
    public void Learning_rate_falls_to_its_end_over_the_planned_lives()
    {
        var pack = TestPacks.Bedroom.With(population => population with { LearningRate = 0.001, LearningRateEnd = 0.0002 });
        using var loop = new TrainingLoop(pack, Plan(episodes: 4));

        var rates = new List<double> { loop.Status.LearningRate };
        while (!loop.Finished)
        {
            if (loop.Run(maxSteps: 100).Episodes.Length > 0)
            {
                rates.Add(loop.Status.LearningRate);
            }
        }

        Assert.Equal([0.001, 0.0008, 0.0006, 0.0004, 0.0002], rates, (left, right) => Math.Abs(left - right) < 1e-12);
    }

    [Fact]
    public void Curriculum_moves_agents_on_and_their_next_life_takes_the_new_multiplier()
    {
        using var loop = new TrainingLoop(TestPacks.Bedroom, Plan(episodes: 300));

        var transitions = new List<StageTransition>();
        var episodes = new List<EpisodeReport>();
        while (!loop.Finished)
        {
            var slice = loop.Run(maxSteps: 100);
            transitions.AddRange(slice.Transitions);
            episodes.AddRange(slice.Episodes);
        }

        var first = transitions[0];
        Assert.Equal((1, 2), (first.From, first.To));
        Assert.Equal(1, episodes.Single(episode => episode.Outcome.Episode == first.Episode).Outcome.Stage);
        Assert.Equal(2, episodes.Single(episode => episode.Outcome.Episode == first.Episode + 1).Outcome.Stage);
        Assert.True(first.Survival > 0.7);
        Assert.True(first.Steps >= 1000);
        Assert.Equal(CurriculumStage.All[loop.Status.Stage - 1].DepletionMultiplier, loop.Status.DepletionMultiplier);
    }

    [Fact]
    public void Same_seed_gives_the_same_lives_and_weights_and_another_seed_others()
    {
        var pack = TestPacks.Eventful(agents: 2);

        var (episodes, weights) = Train(pack, seed: 5);
        var (sameEpisodes, sameWeights) = Train(pack, seed: 5);
        var (_, otherWeights) = Train(pack, seed: 6);

        AssertEqual(episodes, sameEpisodes);
        Assert.Equal(weights, sameWeights);
        Assert.NotEqual(weights, otherWeights);
    }

    [Fact]
    public void Number_of_threads_changes_nothing()
    {
        var one = TestPacks.BedroomWindow;
        var two = one with { Training = one.Training with { Threads = 2 } };

        var (episodes, weights) = Train(one, seed: 5);
        var (sameEpisodes, sameWeights) = Train(two, seed: 5);

        AssertEqual(episodes, sameEpisodes);
        Assert.Equal(weights, sameWeights);
    }

    [Theory]
    [InlineData(1, 1, false)]
    [InlineData(3, 3, false)]
    [InlineData(1, 1, true)]
    [InlineData(3, 3, true)]
    public void Interrupted_run_equals_an_uninterrupted_one_bit_for_bit(int agents, int nStep, bool recurrent)
    {
        var pack = TestPacks.Eventful(agents).With(population => population with { NStep = nStep });
        if (recurrent)
        {
            pack = pack with { Town = TestPacks.BedroomWindow.Town };
            pack = pack.With(population => population with { NetworkType = NetworkType.Recurrent, BatchSize = 4 });
            pack = pack with { Training = pack.Training with { Threads = agents } };
        }

        var (episodes, weights) = Train(pack, seed: 5);

        var resumed = new List<EpisodeReport>();
        var loop = new TrainingLoop(pack, Plan(episodes: 60, seed: 5));
        while (!loop.Finished)
        {
            // With a few steps at a time, nearly every slice ends in the middle of lives, n-step windows and novelty batches.
            resumed.AddRange(loop.Run(maxSteps: recurrent ? 31 : 7).Episodes);
            var checkpoint = loop.Capture();
            loop.Dispose();
            loop = TrainingLoop.Restore(pack, Plan(episodes: 60, seed: 999), ThroughFile(checkpoint));
        }

        AssertEqual(episodes, resumed);
        Assert.Equal(weights, Weights(loop));
        loop.Dispose();
    }

    [Fact]
    public void Restored_run_knows_what_came_back()
    {
        var pack = TestPacks.Eventful(agents: 3);
        using var loop = new TrainingLoop(pack, Plan(episodes: 40, seed: 5));
        RunToEnd(loop);
        var before = loop.Status;

        using var restored = TrainingLoop.Restore(pack, Plan(episodes: 60), ThroughFile(loop.Capture()));

        Assert.Null(loop.Restored);
        var state = restored.Restored!;
        Assert.Equal((40, loop.TotalSteps, before.LearnerSteps, 300, before.Epsilon), (state.Episode, state.TotalSteps, state.LearnerSteps, state.ReplaySize, state.Epsilon));
        Assert.Equal(3, state.Stages.Length);
        Assert.Equal(before.Stage, state.Stages[0]);
        Assert.Contains(state.Stages, stage => stage > 1);
        Assert.Equal(6, state.Generators);
    }

    [Fact]
    public void Checkpoint_is_not_changed_by_the_training_that_follows()
    {
        var pack = TestPacks.Eventful(agents: 1);
        using var loop = new TrainingLoop(pack, Plan(episodes: 60));
        for (var slice = 0; slice < 50; slice++)
        {
            loop.Run(maxSteps: 7);
        }

        var checkpoint = loop.Capture();
        var before = Bytes(checkpoint);
        RunToEnd(loop);

        Assert.Equal(before, Bytes(checkpoint));
    }

    [Fact]
    public void Places_are_shuffled_once_and_both_layouts_told()
    {
        var bedroom = TestPacks.Bedroom;
        var pack = bedroom with { Training = bedroom.Training with { GeneralizationTestAt = 3 } };
        using var loop = new TrainingLoop(pack, Plan(episodes: 8));

        var shuffles = new List<PlaceShuffle>();
        while (!loop.Finished)
        {
            if (loop.Run(maxSteps: 100).Shuffle is { } shuffle)
            {
                shuffles.Add(shuffle);
            }
        }

        var only = Assert.Single(shuffles);
        Assert.Equal(3, only.Episode);
        Assert.True(only.IsTest);
        Assert.Equal(new GridPosition(0, 0), Assert.Single(only.Before));
        Assert.Single(only.After);
    }

    [Fact]
    public void Places_are_shuffled_as_often_as_the_pack_asks_and_not_again_after_a_restart()
    {
        var bedroom = TestPacks.Bedroom;
        var pack = bedroom with { Training = bedroom.Training with { GeneralizationTestAt = 5, ShufflePlacesEvery = 4 } };
        var loop = new TrainingLoop(pack, Plan(episodes: 13));

        var shuffles = new List<PlaceShuffle>();
        while (!loop.Finished)
        {
            if (loop.Run(maxSteps: 100).Shuffle is { } shuffle)
            {
                shuffles.Add(shuffle);
                var checkpoint = loop.Capture();
                loop.Dispose();
                loop = TrainingLoop.Restore(pack, Plan(episodes: 13), ThroughFile(checkpoint));
            }
        }

        loop.Dispose();
        Assert.Equal([(4, false), (5, true), (8, false), (12, false)], shuffles.Select(shuffle => (shuffle.Episode, shuffle.IsTest)));
        Assert.All(shuffles.Zip(shuffles.Skip(1)), pair => Assert.Equal(pair.First.After.AsEnumerable(), pair.Second.Before.AsEnumerable()));
        Assert.Contains(shuffles, shuffle => !shuffle.Before.SequenceEqual(shuffle.After));
    }

    [Theory]
    [InlineData("L2")]
    [InlineData("L3")]
    public void Shipped_recurrent_levels_train(string level)
    {
        using var loop = new TrainingLoop(level == "L2" ? TestPacks.Level2 : TestPacks.Level3, Plan(episodes: 2));

        RunToEnd(loop);

        Assert.True(loop.Status.LearnerSteps > 0);
        Assert.NotNull(loop.Status.Loss);
    }

    [Fact]
    public void Small_town_is_mastered_through_a_window_too()
    {
        var pack = TestPacks.BedroomWindow with { Curriculum = TestPacks.Bedroom.Curriculum with { MinStepsAtStage = int.MaxValue } };
        using var loop = new TrainingLoop(pack, Plan(episodes: 150, seed: 2));
        var untrained = GreedySurvival(pack, loop);

        RunToEnd(loop);

        Assert.True(untrained < 20, $"The untrained policy lives {untrained} steps.");
        Assert.Equal(60, GreedySurvival(pack, loop));
    }

    [Fact]
    public void Shipped_level_1_trains()
    {
        using var loop = new TrainingLoop(TestPacks.Level1, Plan(episodes: 3));

        var episodes = RunToEnd(loop);

        Assert.All(episodes, episode => Assert.InRange(episode.Outcome.Length, 30, 500));
        Assert.Equal(14, episodes[0].Detail.PlaceVisits.Length);
        Assert.True(loop.Status.LearnerSteps > 0);
        Assert.NotNull(loop.Status.RndError);
    }

    private static TrainingPlan Plan(int episodes, ulong seed = 1) => new() { Episodes = episodes, Seed = seed };

    private static (List<EpisodeReport> Episodes, float[] Weights) Train(Pack pack, ulong seed) => Train(pack, Plan(episodes: 60, seed));

    private static (List<EpisodeReport> Episodes, float[] Weights) Train(Pack pack, TrainingPlan plan)
    {
        using var loop = new TrainingLoop(pack, plan);
        return (RunToEnd(loop), Weights(loop));
    }

    private static List<EpisodeReport> RunToEnd(TrainingLoop loop)
    {
        var episodes = new List<EpisodeReport>();
        while (!loop.Finished)
        {
            episodes.AddRange(loop.Run(maxSteps: 1000).Episodes);
        }

        return episodes;
    }

    private static float[] Weights(TrainingLoop loop)
    {
        var weights = new List<float>();
        foreach (var tensor in loop.Capture().Tensors.Where(tensor => tensor.Type == ElementType.F32 && !tensor.Name.StartsWith("replay", StringComparison.Ordinal)))
        {
            foreach (var part in tensor.Parts)
            {
                weights.AddRange(MemoryMarshal.Cast<byte, float>(part.Span));
            }
        }

        return [.. weights];
    }

    private static byte[] Bytes(Checkpoint checkpoint)
    {
        using var stream = new MemoryStream();
        checkpoint.Write(stream, DateTimeOffset.UnixEpoch);
        return stream.ToArray();
    }

    private static Checkpoint ThroughFile(Checkpoint checkpoint) => Checkpoint.Read(new MemoryStream(Bytes(checkpoint)));

    private static void AssertEqual(List<EpisodeReport> expected, List<EpisodeReport> actual)
    {
        Assert.Equal(expected.Count, actual.Count);
        foreach (var (left, right) in expected.Zip(actual))
        {
            Assert.Equal(left.Outcome, right.Outcome);

            // Immutable arrays compare by reference, so their content is compared first.
            var (was, detail) = (left.Detail, right.Detail);
            Assert.Equal(was.FinalMeters.AsSpan(), detail.FinalMeters.AsSpan());
            Assert.Equal(was.PlaceVisits.AsSpan(), detail.PlaceVisits.AsSpan());
            Assert.Equal(was.PlaceTransitions.AsEnumerable(), detail.PlaceTransitions.AsEnumerable());
            Assert.Equal(was.CellVisits.AsEnumerable(), detail.CellVisits.AsEnumerable());
            Assert.Equal(was, detail with
            {
                FinalMeters = was.FinalMeters,
                PlaceVisits = was.PlaceVisits,
                PlaceTransitions = was.PlaceTransitions,
                CellVisits = was.CellVisits,
            });
        }
    }

    /// <summary>Mean length of greedy lives from each of the nine cells, at stage one's multiplier.</summary>
    private static double GreedySurvival(Pack pack, TrainingLoop loop)
    {
        using var policy = Policy.Load(new MemoryStream(Bytes(loop.Capture())), pack);
        var town = new Town(pack.Town, agents: 1, seed: 0);
        town.SetDepletionMultiplier(0, 0.2f);
        var qValues = new float[6];
        var total = 0;
        for (var cell = 0; cell < 9; cell++)
        {
            var memory = policy.NewMemory();
            town.Restart(0, new GridPosition(cell % 3, cell / 3));
            while (town.Ends[0] == LifeEnd.None)
            {
                policy.Evaluate(town.Observations.Span, memory, qValues);
                town.Step([(TownAction)Policy.Greedy(qValues, town.ActionMasks)]);
            }

            total += town.StepsLived[0];
        }

        return total / 9.0;
    }
}
