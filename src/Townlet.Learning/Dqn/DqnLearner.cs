using TorchSharp;
using Townlet.Configuration;
using static TorchSharp.torch;

namespace Townlet.Learning;

/// <summary>
/// Deep Q-learning (Mnih et al. 2015) with the options of <see cref="PopulationSettings"/>. Torch computes the networks
/// and their gradients; the temporal-difference arithmetic between them, a few numbers for each transition, is plain code.
/// </summary>
internal sealed class DqnLearner : IDisposable
{
    private const double MaximumGradientNorm = 10;

    private readonly QFunction _function;
    private readonly PopulationSettings _settings;
    private readonly Device _device;
    private readonly Parameters _online;
    private readonly Parameters _target;
    private readonly Adam _adam;
    private readonly float[] _weights;
    private readonly float[] _weightGradient;
    private readonly float[] _qValues;
    private readonly float[] _choice;
    private readonly float[] _value;
    private readonly float[] _targets;
    private readonly float[] _gradient;
    private readonly Tensor _gradientTensor;

    // TorchSharp would make these from numbers at each call, and the collector may take them while native code reads them.
    private readonly Scalar _followed;
    private readonly Scalar _kept;

    /// <param name="function">The network.</param>
    /// <param name="settings">How to learn.</param>
    /// <param name="device">Where to learn.</param>
    /// <param name="initialWeights">Of online and target network.</param>
    /// <param name="batch">Of the shape that all batches will have.</param>
    public DqnLearner(QFunction function, PopulationSettings settings, Device device, float[] initialWeights, ReplayBatch batch)
    {
        _function = function;
        _settings = settings;
        _device = device;
        _weights = initialWeights;
        _online = new Parameters(function.Layout, initialWeights, device, trainable: true);
        _target = new Parameters(function.Layout, initialWeights, device, trainable: false);
        _adam = new Adam(function.Layout);
        _weightGradient = new float[function.Layout.Length];
        _qValues = new float[batch.Rows * QFunction.Actions];
        _choice = new float[_qValues.Length];
        _value = new float[_qValues.Length];
        _gradient = new float[_qValues.Length];
        _targets = new float[batch.Actions.Length];
        _followed = settings.TargetTau ?? 1;
        _kept = 1 - (settings.TargetTau ?? 1);
        _gradientTensor = zeros([batch.Rows, QFunction.Actions], ScalarType.Float32, device).DetachFromDisposeScope();
    }

    /// <summary>The online network's weights as they are now, for acting.</summary>
    public ReadOnlySpan<float> Weights => _weights;

    /// <summary>Learner steps done.</summary>
    public long Steps => _adam.Steps;

    /// <summary>One learner step.</summary>
    /// <param name="batch">Of the pack's batch size.</param>
    /// <param name="learningRate">Adam's step size.</param>
    /// <exception cref="TrainingDivergedException">The gradient is not finite.</exception>
    public LearningFigures Learn(ReplayBatch batch, double learningRate)
    {
        using var scope = NewDisposeScope();
        _online.Gradients!.zero_();
        var qValues = _function.Forward(_online, batch.Observations.to(_device));
        TensorMemory.Read(qValues, _qValues);
        FindTargets(batch);
        var figures = TemporalDifference.Gradient(_settings.Loss, batch, _qValues, _targets, _gradient);
        TensorMemory.Write(_gradientTensor, _gradient);
        qValues.backward([_gradientTensor]);
        TensorMemory.Read(_online.Gradients, _weightGradient);
        _adam.Step(_weights, _weightGradient, learningRate, MaximumGradientNorm);
        _online.Load(_weights);
        UpdateTarget();
        return figures;
    }

    public void Capture(CheckpointBuilder checkpoint)
    {
        checkpoint.Add("online", _function.Layout, _weights);
        checkpoint.Add("target", _function.Layout, _target.Values);
        _adam.Capture(checkpoint, "adam");
    }

    public void Restore(CheckpointContent checkpoint)
    {
        var target = new float[_weights.Length];
        checkpoint.Read("online", _function.Layout, _weights);
        checkpoint.Read("target", _function.Layout, target);
        _online.Load(_weights);
        _target.Load(target);
        _adam.Restore(checkpoint, "adam");
    }

    public void Dispose()
    {
        _online.Dispose();
        _target.Dispose();
        _gradientTensor.Dispose();
        _followed.Dispose();
        _kept.Dispose();
    }

    private void FindTargets(ReplayBatch batch)
    {
        using var noGradients = no_grad();
        var nextObservations = (batch.NextObservations ?? batch.Observations).to(_device);
        TensorMemory.Read(_function.Forward(_target, nextObservations), _value);
        ReadOnlySpan<float> choice = _value;
        if (_settings.DoubleDqn)
        {
            // Unrolled sequences have the values of their next states already.
            choice = _qValues;
            if (batch.NextObservations is not null)
            {
                TensorMemory.Read(_function.Forward(_online, nextObservations), _choice);
                choice = _choice;
            }
        }

        TemporalDifference.Targets(batch, choice, _value, _targets);
    }

    /// <summary>A little at each step (Lillicrap et al. 2016), or all of it every so many steps.</summary>
    private void UpdateTarget()
    {
        using var noGradients = no_grad();
        if (_settings.TargetTau is not null)
        {
            _target.Values.mul_(_kept).add_(_online.Values, _followed);
        }
        else if (Steps % _settings.TargetUpdateFrequency == 0)
        {
            _target.Values.copy_(_online.Values);
        }
    }
}
