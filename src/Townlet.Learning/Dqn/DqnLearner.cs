using System.Collections.Immutable;
using Townlet.Configuration.Settings;
using Townlet.Learning.Checkpoints;
using Townlet.Learning.Engines;
using Townlet.Learning.Networks;
using Townlet.Learning.Replay;
using Townlet.Learning.Training;

namespace Townlet.Learning.Dqn;

/// <summary>
/// Deep Q-learning (Mnih et al. 2015) with the options of <see cref="PopulationSettings"/>. The networks compute
/// values and gradients of whole batches. The temporal-difference arithmetic between them is a few numbers per transition.
/// </summary>
internal sealed class DqnLearner : IDisposable
{
    private const double MaximumGradientNorm = 10;

    private readonly QFunction _function;
    private readonly PopulationSettings _settings;
    private readonly ILearningNetwork _online;
    private readonly INetwork _target;

    // On the device, since no step needs it elsewhere. It is never evaluated there, so one state is room enough.
    private readonly INetwork? _average;
    private readonly int _threads;
    private readonly float[] _qValues;
    private readonly float[] _choice;
    private readonly float[] _value;
    private readonly float[] _targets;
    private readonly float[] _gradient;

    /// <param name="function">The network.</param>
    /// <param name="settings">The options of the algorithm.</param>
    /// <param name="engine">Computes the networks.</param>
    /// <param name="threads">Number of threads that may be used; the result is the same with any number.</param>
    /// <param name="initialWeights">First weights of both the online and the target network.</param>
    /// <param name="batch">An example batch: all later batches have its shape.</param>
    public DqnLearner(
        QFunction function, PopulationSettings settings, INetworkEngine engine, int threads, ReadOnlySpan<float> initialWeights, ReplayBatch batch)
    {
        _function = function;
        _settings = settings;
        _threads = engine.UsableThreads(function, threads);
        _online = engine.MakeLearningNetwork(function, initialWeights, batch.Shape, _threads);
        _target = engine.MakeNetwork(function, initialWeights, batch.Shape);
        _average = settings.PolicyTau is null ? null : engine.MakeNetwork(function, initialWeights, new BatchShape(Steps: 1, Lives: 1));
        _qValues = new float[batch.Rows * QFunction.Actions];
        _choice = new float[_qValues.Length];
        _value = new float[_qValues.Length];
        _gradient = new float[_qValues.Length];
        _targets = new float[batch.Actions.Length];
    }

    /// <summary>The present weights of the online network, with which agents act.</summary>
    public ReadOnlySpan<float> Weights => _online.Weights;

    /// <summary>The weights of the policy that is stored and shown: those of the online network, or an average of its recent weights.</summary>
    public ReadOnlySpan<float> PolicyWeights => (_average ?? _online).Weights;

    /// <summary>Number of learner steps done.</summary>
    public long Steps => _online.Steps;

    /// <summary>Does one learner step.</summary>
    /// <param name="batch">A batch of the pack's batch size.</param>
    /// <param name="learningRate">Adam's step size.</param>
    /// <exception cref="TrainingDivergedException">The gradient is not finite.</exception>
    public LearningFigures Learn(ReplayBatch batch, double learningRate)
    {
        TemporalDifference.Targets(batch, Evaluate(batch), _value, _targets);
        var figures = TemporalDifference.Gradient(_settings.Loss, batch, _qValues, _targets, _gradient);
        _online.Backward(_gradient);
        TrainingDivergedException.ThrowUnless(_online.TryStep(learningRate, MaximumGradientNorm));
        UpdateTarget();
        if (_settings.PolicyTau is { } share)
        {
            _average!.Follow(_online, share);
        }

        return figures;
    }

    /// <summary>A copy of the online network, layer by layer.</summary>
    public ImmutableArray<LayerWeights> Layers() =>
        [.. _function.Layout.Blocks.Select(block => new LayerWeights(block.Name, block.In(_online.Weights).ToArray(), block.In(_online.Gradient).ToArray()))];

    public void Capture(CheckpointBuilder checkpoint)
    {
        checkpoint.Add("online", _function.Layout, _online.Weights);
        checkpoint.Add("policy", _function.Layout, PolicyWeights);
        checkpoint.Add("target", _function.Layout, _target.Weights);
        AdamTensors.Capture(checkpoint, "adam", _function.Layout, _online.Optimiser);
    }

    public void Restore(CheckpointContent checkpoint)
    {
        var weights = new float[_function.Layout.Length];
        checkpoint.Read("online", _function.Layout, weights);
        _online.Load(weights);
        checkpoint.Read("target", _function.Layout, weights);
        _target.Load(weights);
        if (_average is not null)
        {
            checkpoint.Read("policy", _function.Layout, weights);
            _average.Load(weights);
        }

        _online.Restore(AdamTensors.Read(checkpoint, "adam", _function.Layout));
    }

    public void Dispose()
    {
        _online.Dispose();
        _target.Dispose();
        _average?.Dispose();
    }

    /// <summary>Values the states and the next states. In unrolled sequences these are the same rows; single transitions need two passes.</summary>
    /// <returns>The values of the next states by which the next action is chosen.</returns>
    private float[] Evaluate(ReplayBatch batch)
    {
        ForkJoin.Run(
            _threads,
            () => _target.Forward(batch.NextObservations ?? batch.Observations, batch.Memories, _value),
            () =>
            {
                if (_settings.DoubleDqn && batch.NextObservations is not null)
                {
                    _online.Forward(batch.NextObservations, batch.Memories, _choice);
                }

                _online.ForwardToLearn(batch.Observations, batch.Memories, _qValues);
            });
        if (!_settings.DoubleDqn)
        {
            return _value;
        }

        return batch.NextObservations is null ? _qValues : _choice;
    }

    /// <summary>Moves the target network a little at each step (Lillicrap et al. 2016), or copies the online network every so many steps.</summary>
    private void UpdateTarget()
    {
        if (_settings.TargetTau is { } share)
        {
            _target.Follow(_online, share);
        }
        else if (Steps % _settings.TargetUpdateFrequency == 0)
        {
            _target.CopyFrom(_online);
        }
    }
}
