using System.Collections.Immutable;
using Townlet.Configuration.Settings;
using Townlet.Learning.Checkpoints;
using Townlet.Learning.Networks;
using Townlet.Learning.Replay;
using Townlet.Learning.Training;
using Townlet.Numerics;

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
    private readonly BatchNetwork _online;
    private readonly BatchNetwork _target;
    private readonly int _threads;
    private readonly Adam _adam;
    private readonly float[] _weights;
    private readonly float[] _targetWeights;
    private readonly float[]? _averagedWeights;
    private readonly float[] _weightGradient;
    private readonly float[] _qValues;
    private readonly float[] _choice;
    private readonly float[] _value;
    private readonly float[] _targets;
    private readonly float[] _gradient;

    /// <param name="function">The network.</param>
    /// <param name="settings">The options of the algorithm.</param>
    /// <param name="device">Where to learn: "cpu" or "cuda".</param>
    /// <param name="threads">Number of threads on the CPU; the result is the same with any number.</param>
    /// <param name="initialWeights">First weights of both the online and the target network.</param>
    /// <param name="batch">An example batch: all later batches have its shape.</param>
    public DqnLearner(QFunction function, PopulationSettings settings, string device, int threads, float[] initialWeights, ReplayBatch batch)
    {
        _function = function;
        _settings = settings;
        _weights = initialWeights;
        _targetWeights = [.. initialWeights];
        _averagedWeights = settings.PolicyTau is null ? null : [.. initialWeights];

        // A GPU schedules its own work, and a perceptron has finished before a second thread has woken up.
        _threads = device == "cpu" && function is RecurrentQFunction ? threads : 1;
        _online = BatchNetwork.For(function, _weights, batch, device, _threads, trainable: true);
        _target = BatchNetwork.For(function, _targetWeights, batch, device, _threads, trainable: false);
        _adam = new Adam(function.Layout.Length);
        _weightGradient = new float[function.Layout.Length];
        _qValues = new float[batch.Rows * QFunction.Actions];
        _choice = new float[_qValues.Length];
        _value = new float[_qValues.Length];
        _gradient = new float[_qValues.Length];
        _targets = new float[batch.Actions.Length];
    }

    /// <summary>The present weights of the online network, with which agents act.</summary>
    public ReadOnlySpan<float> Weights => _weights;

    /// <summary>The weights of the policy that is stored and shown: those of the online network, or an average of its recent weights.</summary>
    public ReadOnlySpan<float> PolicyWeights => _averagedWeights ?? _weights;

    /// <summary>Number of learner steps done.</summary>
    public long Steps => _adam.Steps;

    /// <summary>Does one learner step.</summary>
    /// <param name="batch">A batch of the pack's batch size.</param>
    /// <param name="learningRate">Adam's step size.</param>
    /// <exception cref="TrainingDivergedException">The gradient is not finite.</exception>
    public LearningFigures Learn(ReplayBatch batch, double learningRate)
    {
        TemporalDifference.Targets(batch, Evaluate(batch), _value, _targets);
        var figures = TemporalDifference.Gradient(_settings.Loss, batch, _qValues, _targets, _gradient);
        _online.Backward(_gradient, _weightGradient);
        TrainingDivergedException.ThrowUnless(_adam.TryStep(_weights, _weightGradient, learningRate, MaximumGradientNorm));
        _online.Refresh();
        UpdateTarget();
        if (_settings.PolicyTau is { } share)
        {
            Elementwise.Follow(_averagedWeights, _weights, share);
        }

        return figures;
    }

    /// <summary>A copy of the online network, layer by layer.</summary>
    public ImmutableArray<LayerWeights> Layers() =>
        [.. _function.Layout.Blocks.Select(block => new LayerWeights(block.Name, block.In(_weights).ToArray(), block.In(_weightGradient).ToArray()))];

    public void Capture(CheckpointBuilder checkpoint)
    {
        checkpoint.Add("online", _function.Layout, _weights);
        checkpoint.Add("policy", _function.Layout, PolicyWeights);
        checkpoint.Add("target", _function.Layout, _targetWeights);
        AdamTensors.Capture(checkpoint, "adam", _function.Layout, _adam.State);
    }

    public void Restore(CheckpointContent checkpoint)
    {
        checkpoint.Read("online", _function.Layout, _weights);
        checkpoint.Read("target", _function.Layout, _targetWeights);
        if (_averagedWeights is not null)
        {
            checkpoint.Read("policy", _function.Layout, _averagedWeights);
        }

        _online.Refresh();
        _target.Refresh();
        _adam.Restore(AdamTensors.Read(checkpoint, "adam", _function.Layout));
    }

    public void Dispose()
    {
        _online.Dispose();
        _target.Dispose();
    }

    /// <summary>Values the states and the next states. In unrolled sequences these are the same rows; single transitions need two passes.</summary>
    /// <returns>The values of the next states by which the next action is chosen.</returns>
    private float[] Evaluate(ReplayBatch batch)
    {
        ForkJoin.Run(
            _threads,
            () => _target.Forward(batch.NextObservations ?? batch.Observations, batch.Memories, _value, toLearn: false),
            () =>
            {
                if (_settings.DoubleDqn && batch.NextObservations is not null)
                {
                    _online.Forward(batch.NextObservations, batch.Memories, _choice, toLearn: false);
                }

                _online.Forward(batch.Observations, batch.Memories, _qValues, toLearn: true);
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
            Elementwise.Follow(_targetWeights, _weights, share);
        }
        else if (Steps % _settings.TargetUpdateFrequency == 0)
        {
            _weights.CopyTo(_targetWeights, 0);
        }
        else
        {
            return;
        }

        _target.Refresh();
    }
}
