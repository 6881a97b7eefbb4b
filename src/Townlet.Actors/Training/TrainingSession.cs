using System.Collections.Immutable;
using Townlet.Configuration;
using Townlet.Learning.Checkpoints;
using Townlet.Learning.Training;

namespace Townlet.Actors.Training;

/// <summary>The training that one process does: the loop with its pace, what each slice has to tell, and when a checkpoint falls due.</summary>
internal sealed class TrainingSession : IDisposable
{
    /// <summary>With fewer steps, copying would take too much time.</summary>
    private const int FewestStepsBetweenSamples = 100;

    private readonly Pack _pack;
    private readonly TrainingPlan _plan;
    private readonly TrainerSettings _settings;
    private readonly TrainingPace _pace;
    private readonly TrainingLoop _loop;
    private long _sampledAt;

    /// <param name="pack">The world and its learner.</param>
    /// <param name="plan">What the whole run is to do.</param>
    /// <param name="checkpoint">Where the run goes on; null for a new run.</param>
    /// <param name="settings">How long slices are, and how often the network is copied.</param>
    /// <param name="time">Measures the pace.</param>
    /// <exception cref="CheckpointMismatchException">The checkpoint belongs to another run or holds only a policy.</exception>
    /// <exception cref="CheckpointFormatException">A part of the checkpoint is missing or out of range.</exception>
    public TrainingSession(Pack pack, TrainingPlan plan, Checkpoint? checkpoint, TrainerSettings settings, TimeProvider time)
    {
        _pack = pack;
        _plan = plan;
        _settings = settings;
        _pace = new TrainingPace(time);
        _loop = checkpoint is null ? new TrainingLoop(pack, plan) : TrainingLoop.Restore(pack, plan, checkpoint);
    }

    /// <summary>All planned lives are finished.</summary>
    public bool Finished => _loop.Finished;

    /// <summary>Lives finished in the whole run.</summary>
    public int EpisodesCompleted => _loop.EpisodesCompleted;

    /// <summary>What came back from the checkpoint; null for a new run.</summary>
    public RestoredState? Restored => _loop.Restored;

    /// <summary>Time counts towards the pace from here on.</summary>
    public void StartClock() => _pace.Start(_loop.TotalSteps);

    public void StopClock() => _pace.Stop(_loop.TotalSteps);

    /// <summary>Trains for one slice.</summary>
    /// <exception cref="TrainingDivergedException">The learner's numbers are no longer finite.</exception>
    public SessionSlice Run()
    {
        var before = _loop.EpisodesCompleted;
        var slice = _loop.Run(_settings.SliceSteps);
        _pace.CountEpisodes(slice.Episodes.Length);
        return new SessionSlice(Events(slice), slice.Episodes.Length, IsCheckpointDue(before));
    }

    public Checkpoint Capture() => _loop.Capture();

    /// <param name="isTraining">Training has begun and not ended.</param>
    /// <param name="paused">It is held.</param>
    public TrainingStatus Status(bool isTraining, bool paused)
    {
        _pace.Measure(_loop.TotalSteps);
        var learning = _loop.Status;
        return new TrainingStatus
        {
            IsTraining = isTraining,
            Paused = paused,
            CurrentEpisode = _loop.EpisodesCompleted,
            TotalEpisodes = _plan.Episodes,
            TotalSteps = _loop.TotalSteps,
            StepsPerSecond = _pace.StepsPerSecond,
            SecondsLeft = _pace.SecondsFor(_plan.Episodes - _loop.EpisodesCompleted),
            Epsilon = learning.Epsilon,
            CurriculumStage = learning.Stage,
            IntrinsicWeight = learning.IntrinsicWeight,
            Loss = learning.Loss,
            ReplaySize = learning.ReplaySize,
        };
    }

    public void Dispose() => _loop.Dispose();

    private ImmutableArray<Trainer.IRecorded> Events(TrainingSlice slice)
    {
        var events = ImmutableArray.CreateBuilder<Trainer.IRecorded>();
        foreach (var episode in slice.Episodes)
        {
            events.Add(new Trainer.EpisodeCompleted(episode.Outcome) { Detail = episode.Detail, Layers = Sample() });
        }

        foreach (var transition in slice.Transitions)
        {
            events.Add(new Trainer.StageChanged(transition));
        }

        if (slice.Shuffle is { IsTest: true } test)
        {
            events.Add(new Trainer.GeneralizationTested([.. _pack.Town.Places.Select(place => place.Name)], test));
        }

        return events.ToImmutable();
    }

    private ImmutableArray<LayerWeights> Sample()
    {
        var learnt = _loop.Status.LearnerSteps;
        if (learnt - _sampledAt < Math.Max(_settings.SampleEvery, FewestStepsBetweenSamples))
        {
            return [];
        }

        _sampledAt = learnt;
        return _loop.Layers();
    }

    private bool IsCheckpointDue(int episodesBefore)
    {
        var every = _pack.Training.CheckpointEvery;
        return _loop.EpisodesCompleted / every > episodesBefore / every && !_loop.Finished;
    }
}
