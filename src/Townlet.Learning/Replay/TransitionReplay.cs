using Townlet.Configuration.Settings;
using Townlet.Learning.Checkpoints;
using Townlet.World;

namespace Townlet.Learning.Replay;

/// <summary>Replay of single transitions over n steps.</summary>
internal sealed class TransitionReplay : ReplayMemory
{
    private readonly PopulationSettings _settings;
    private readonly int _observationSize;
    private readonly NStepWindows _windows;
    private readonly ReplayBuffer _buffer;

    public TransitionReplay(PopulationSettings settings, int observationSize)
    {
        _settings = settings;
        _observationSize = observationSize;
        _windows = new NStepWindows(settings.AgentCount, settings.NStep, observationSize, settings.Gamma);
        _buffer = new ReplayBuffer(settings.ReplayCapacity, observationSize);
    }

    public override int Count => _buffer.Count;

    public override ReplayBatch NewBatch() => ReplayBatch.OfTransitions(_settings.BatchSize, _observationSize);

    public override void Add(int agent, in Transition step, bool lifeEnded) => _windows.Add(agent, step, lifeEnded, _buffer);

    public override void Sample(ref RandomSource random, ReplayBatch batch, double intrinsicWeight) => _buffer.Sample(ref random, batch, intrinsicWeight);

    public override void Capture(CheckpointBuilder checkpoint)
    {
        _buffer.Capture(checkpoint);
        _windows.Capture(checkpoint);
    }

    public override void Restore(CheckpointContent checkpoint)
    {
        _buffer.Restore(checkpoint);
        _windows.Restore(checkpoint);
    }
}
