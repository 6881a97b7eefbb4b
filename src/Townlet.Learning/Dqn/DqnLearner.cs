using System.Collections.Immutable;
using Townlet.Configuration;

namespace Townlet.Learning;

/// <summary>
/// Deep Q-learning (Mnih et al. 2015) with the options of <see cref="PopulationSettings"/>. The networks compute
/// values and gradients of whole batches; the temporal-difference arithmetic between them is a few numbers for each transition.
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
    /// <param name="settings">How to learn.</param>
    /// <param name="device">Where to learn: "cpu" or "cuda".</param>
    /// <param name="threads">Of the arithmetic on the CPU; the result is the same with any number.</param>
    /// <param name="initialWeights">Of online and target network.</param>
    /// <param name="batch">Of the shape that all batches will have.</param>
    public DqnLearner(QFunction function, PopulationSettings settings, string device, int threads, float[] initialWeights, ReplayBatch batch)
    {
        _function = function;
        _settings = settings;
        _weights = initialWeights;
        _targetWeights = [.. initialWeights];
        _averagedWeights = settings.PolicyTau is null ? null : [.. initialWeights];

        // A GPU orders its work itself, and a perceptron has learnt before another thread has woken.
        _threads = device == "cpu" && function is RecurrentQFunction ? threads : 1;
        _online = BatchNetwork.For(function, _weights, batch, device, _threads, trainable: true);
        _target = BatchNetwork.For(function, _targetWeights, batch, device, _threads, trainable: false);
        _adam = new Adam(function.Layout);
        _weightGradient = new float[function.Layout.Length];
        _qValues = new float[batch.Rows * QFunction.Actions];
        _choice = new float[_qValues.Length];
        _value = new float[_qValues.Length];
        _gradient = new float[_qValues.Length];
        _targets = new float[batch.Actions.Length];
    }

    /// <summary>The online network's weights as they are now, for acting.</summary>
    public ReadOnlySpan<float> Weights => _weights;

    /// <summary>The weights of the policy that is kept and played: the online network's, or an average of those it had lately.</summary>
    public ReadOnlySpan<float> PolicyWeights => _averagedWeights ?? _weights;

    /// <summary>Learner steps done.</summary>
    public long Steps => _adam.Steps;

    /// <summary>One learner step.</summary>
    /// <param name="batch">Of the pack's batch size.</param>
    /// <param name="learningRate">Adam's step size.</param>
    /// <exception cref="TrainingDivergedException">The gradient is not finite.</exception>
    public LearningFigures Learn(ReplayBatch batch, double learningRate)
    {
        TemporalDifference.Targets(batch, Evaluate(batch), _value, _targets);
        var figures = TemporalDifference.Gradient(_settings.Loss, batch, _qValues, _targets, _gradient);
        _online.Backward(_gradient, _weightGradient);
        _adam.Step(_weights, _weightGradient, learningRate, MaximumGradientNorm);
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
        _adam.Capture(checkpoint, "adam");
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
        _adam.Restore(checkpoint, "adam");
    }

    public void Dispose()
    {
        _online.Dispose();
        _target.Dispose();
    }

    /// <summary>States and next states. Those of unrolled sequences are the same rows; single transitions need passes of their own.</summary>
    /// <returns>The values of the next states that choose the action.</returns>
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

    /// <summary>A little at each step (Lillicrap et al. 2016), or all of it every so many steps.</summary>
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
