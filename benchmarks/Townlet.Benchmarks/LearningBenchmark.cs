using System.Diagnostics;
using System.Globalization;
using Townlet.Configuration;
using Townlet.Learning.Evaluation;
using Townlet.Learning.Training;
using Townlet.World;
using Townlet.World.Definition;

namespace Townlet.Benchmarks;

/// <summary>
/// Measures how well a pack learns: trains it from several seeds and, every so many episodes, lets the policy live 100 new lives,
/// greedily, at depletion multiplier 1.0.
/// </summary>
internal sealed class LearningBenchmark(Pack pack, int episodes, int every, string resultFile)
{
    private const int Lives = 100;
    private const int Layouts = 20;
    private const int Slice = 1000;

    /// <summary>Seed of the start cells in the trials: the same for all policies, and different from training.</summary>
    private const ulong TrialSeed = 90_000;

    public void Run(IReadOnlyList<ulong> seeds, string label)
    {
        if (pack.Training.ShufflePlacesEvery is not null)
        {
            var towns = TrialTowns();
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{Layouts} towns that training does not use: caretaker {Mean(town => new Caretaker(town, Lives / Layouts)):0.0}, random actions {Mean(_ => new RandomPlayer(TrialSeed)):0.0}"));

            double Mean(Func<TownDefinition, ITownPlayer> player) =>
                towns.SelectMany(town => SurvivalTrial.Run(town, player(town), Lives / towns.Count, 1.0f, TrialSeed)).Average(life => life.Steps);
        }

        foreach (var seed in seeds)
        {
            Train(seed, label);
        }
    }

    private void Train(ulong seed, string label)
    {
        using var loop = new TrainingLoop(pack, new TrainingPlan { Episodes = episodes, Seed = seed });
        var trained = new Stopwatch();
        var next = every;
        var stages = new List<string>();
        var lengths = new Queue<int>();
        while (!loop.Finished)
        {
            trained.Start();
            var slice = loop.Run(Slice);
            trained.Stop();
            foreach (var transition in slice.Transitions.Where(transition => transition.Agent == 0))
            {
                stages.Add($"{transition.To}@{transition.Episode}");
            }

            foreach (var episode in slice.Episodes)
            {
                lengths.Enqueue(episode.Outcome.Length);
                if (lengths.Count > 50)
                {
                    lengths.Dequeue();
                }
            }

            if (loop.EpisodesCompleted >= next || loop.Finished)
            {
                Try(loop, seed, label, trained.Elapsed, stages, lengths.Average());
                next += every;
            }
        }
    }

    /// <summary>The pack's town or, where places move in training, towns with layouts that training did not use.</summary>
    private List<TownDefinition> TrialTowns()
    {
        if (pack.Training.ShufflePlacesEvery is null)
        {
            return [pack.Town];
        }

        var random = new RandomSource(TrialSeed);
        var town = new Town(pack.Town, agents: 1, TrialSeed);
        var towns = new List<TownDefinition>();
        for (var layout = 0; layout < Layouts; layout++)
        {
            town.ShufflePlaces(ref random);
            towns.Add(pack.Town with
            {
                Places = [.. pack.Town.Places.Select((place, index) => place with { Position = town.PlacePositions[index] })],
            });
        }

        return towns;
    }

    private void Try(TrainingLoop loop, ulong seed, string label, TimeSpan trained, List<string> stages, double recent)
    {
        using var policy = loop.TakePolicy();
        var towns = TrialTowns();
        var lives = towns.SelectMany(town => SurvivalTrial.Run(town, new PolicyPlayer(policy, Lives / towns.Count), Lives / towns.Count, 1.0f, TrialSeed)).ToArray();
        var steps = lives.Select(life => (double)life.Steps).ToArray();
        var mean = steps.Average();
        var deviation = Math.Sqrt(steps.Sum(length => (length - mean) * (length - mean)) / (Lives - 1));
        var causes = string.Join(
            ' ', lives.GroupBy(life => life.Cause).OrderByDescending(group => group.Count()).Select(group => $"{group.Key?.ToString() ?? "cap"}:{group.Count()}"));
        var status = loop.Status;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{label} seed {seed} ep {loop.EpisodesCompleted,5} greedy {mean,6:0.0} +-{1.96 * deviation / Math.Sqrt(Lives),4:0.0} train {recent,4:0} loss {status.Loss:0.0000} q {status.MeanQ:0.00} eps {status.Epsilon:0.00} stages {string.Join(',', stages)} {causes} steps {loop.TotalSteps} learner {status.LearnerSteps} {trained.TotalSeconds:0} s"));
        Directory.CreateDirectory(Path.GetDirectoryName(resultFile)!);
        File.AppendAllText(resultFile, string.Create(
            CultureInfo.InvariantCulture,
            $"{label},{pack.Name},{seed},{loop.EpisodesCompleted},{loop.TotalSteps},{mean:0.0},{steps.Min()},{trained.TotalSeconds:0.0}\n"));
    }
}
