using System.Numerics;
using Townlet.World;
using static TorchSharp.torch;

namespace Townlet.Learning;

/// <summary>
/// Curiosity (Burda et al. 2018): a predictor learns the output of a fixed random network, and what it still gets
/// wrong is what has rarely been seen. Novelty is the mean squared error between the two embeddings.
/// </summary>
internal sealed class RandomNetworkDistillation : IDisposable
{
    private const int FirstHidden = 256;
    private const int SecondHidden = 128;
    private const int TrainingBatch = 128;
    private const double LearningRate = 1e-4;

    private readonly Perceptron _perceptron;
    private readonly float[] _target;
    private readonly float[] _predictor;
    private readonly float[] _gradient;
    private readonly float[] _targetEmbedding;
    private readonly float[] _predictedEmbedding;
    private readonly Parameters _parameters;
    private readonly Adam _adam;
    private readonly Tensor _observations;
    private readonly Tensor _targetEmbeddings;
    private int _collected;

    /// <param name="observationSize">Floats of one observation.</param>
    /// <param name="embedDimension">Width of the embeddings.</param>
    /// <param name="device">Where the predictor learns.</param>
    /// <param name="random">Draws both networks.</param>
    public RandomNetworkDistillation(int observationSize, int embedDimension, Device device, ref RandomSource random)
    {
        _perceptron = new Perceptron(observationSize, FirstHidden, SecondHidden, embedDimension);
        _target = _perceptron.DrawWeights(ref random);
        _predictor = _perceptron.DrawWeights(ref random);
        _targetEmbedding = new float[embedDimension];
        _predictedEmbedding = new float[embedDimension];
        _parameters = new Parameters(_perceptron.Layout, _predictor, device, trainable: true);
        _adam = new Adam(_perceptron.Layout);
        _gradient = new float[_perceptron.Layout.Length];
        _observations = zeros(TrainingBatch, observationSize).DetachFromDisposeScope();
        _targetEmbeddings = zeros(TrainingBatch, embedDimension).DetachFromDisposeScope();
    }

    /// <summary>Mean squared error of the predictor over the newest 128 observations it learnt from; null before the first.</summary>
    public double? Error { get; private set; }

    /// <summary>Novelty of an observation; the predictor learns from each 128 of them.</summary>
    /// <param name="observation">Shape [observation size].</param>
    public float Observe(ReadOnlySpan<float> observation)
    {
        _perceptron.Evaluate(_target, observation, _targetEmbedding);
        _perceptron.Evaluate(_predictor, observation, _predictedEmbedding);
        var novelty = MeanSquaredError(_targetEmbedding, _predictedEmbedding);

        observation.CopyTo(TensorMemory.Floats(_observations)[(_collected * observation.Length)..]);
        _targetEmbedding.CopyTo(TensorMemory.Floats(_targetEmbeddings)[(_collected * _targetEmbedding.Length)..]);
        _collected++;
        if (_collected == TrainingBatch)
        {
            _collected = 0;
            Train();
        }

        return novelty;
    }

    public void Capture(CheckpointBuilder checkpoint)
    {
        var layout = _perceptron.Layout;
        checkpoint.Add("rnd.target", layout, _target);
        checkpoint.Add("rnd.predictor", layout, _predictor);
        _adam.Capture(checkpoint, "rnd.adam");
        checkpoint.Add<float>("rnd.observations", TensorMemory.Floats(_observations), TrainingBatch, _perceptron.Inputs);
        checkpoint.Add<float>("rnd.target_embeddings", TensorMemory.Floats(_targetEmbeddings), TrainingBatch, _perceptron.Outputs);
        checkpoint.AddValue("rnd.collected", _collected);
        checkpoint.AddValue("rnd.error", Error ?? double.NaN);
    }

    public void Restore(CheckpointContent checkpoint)
    {
        checkpoint.Read("rnd.target", _perceptron.Layout, _target);
        checkpoint.Read("rnd.predictor", _perceptron.Layout, _predictor);
        _parameters.Load(_predictor);
        _adam.Restore(checkpoint, "rnd.adam");
        checkpoint.Read("rnd.observations", TensorMemory.Floats(_observations));
        checkpoint.Read("rnd.target_embeddings", TensorMemory.Floats(_targetEmbeddings));
        _collected = checkpoint.ReadValue("rnd.collected", 0, TrainingBatch - 1);
        var error = checkpoint.ReadValue<double>("rnd.error");
        Error = double.IsNaN(error) ? null : error;
    }

    public void Dispose()
    {
        _parameters.Dispose();
        _observations.Dispose();
        _targetEmbeddings.Dispose();
    }

    private void Train()
    {
        using var scope = NewDisposeScope();
        var device = _parameters.Values.device;
        _parameters.Gradients!.zero_();
        var predictions = _perceptron.Forward(_parameters, _observations.to(device));
        var error = nn.functional.mse_loss(predictions, _targetEmbeddings.to(device));
        error.backward();
        TensorMemory.Read(_parameters.Gradients, _gradient);
        _adam.Step(_predictor, _gradient, LearningRate);
        _parameters.Load(_predictor);
        var value = 0f;
        TensorMemory.Read(error, new Span<float>(ref value));
        Error = value;
    }

    private static float MeanSquaredError(ReadOnlySpan<float> left, ReadOnlySpan<float> right)
    {
        var sums = Vector<float>.Zero;
        var i = 0;
        for (; i <= left.Length - Vector<float>.Count; i += Vector<float>.Count)
        {
            var difference = new Vector<float>(left[i..]) - new Vector<float>(right[i..]);
            sums += difference * difference;
        }

        var sum = Vector.Sum(sums);
        for (; i < left.Length; i++)
        {
            sum += (left[i] - right[i]) * (left[i] - right[i]);
        }

        return sum / left.Length;
    }
}
