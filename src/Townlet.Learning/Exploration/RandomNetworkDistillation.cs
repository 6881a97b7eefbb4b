using System.Numerics;
using Townlet.Learning.Checkpoints;
using Townlet.Learning.Networks;
using Townlet.Learning.Training;
using Townlet.Numerics;
using Townlet.World;

namespace Townlet.Learning.Exploration;

/// <summary>
/// Curiosity (Burda et al. 2018): a predictor learns the output of a fixed random network. What it still predicts badly,
/// it has rarely seen. Novelty is the mean squared error between the two embeddings.
/// </summary>
internal sealed class RandomNetworkDistillation
{
    private const int FirstHidden = 256;
    private const int SecondHidden = 128;
    private const int TrainingBatch = 128;
    private const double LearningRate = 1e-4;

    private readonly Perceptron _perceptron;
    private readonly float[] _target;
    private readonly float[] _predictor;
    private readonly float[] _gradient;
    private readonly float[] _targetEmbeddings;
    private readonly float[] _collectedObservations;
    private readonly float[] _collectedEmbeddings;
    private readonly float[] _embeddingGradient;
    private readonly PerceptronPass _pass;
    private readonly Adam _adam;
    private int _collected;

    /// <param name="agents">Number of agents whose observations come together.</param>
    /// <param name="observationSize">Floats of one observation.</param>
    /// <param name="embedDimension">Width of the embeddings.</param>
    /// <param name="random">Draws the weights of both networks.</param>
    public RandomNetworkDistillation(int agents, int observationSize, int embedDimension, ref RandomSource random)
    {
        _perceptron = new Perceptron(observationSize, FirstHidden, SecondHidden, embedDimension);
        _pass = new PerceptronPass(_perceptron, Math.Max(agents, TrainingBatch));
        _target = _perceptron.DrawWeights(ref random);
        _predictor = _perceptron.DrawWeights(ref random);
        _targetEmbeddings = new float[agents * embedDimension];
        _adam = new Adam(_perceptron.Layout.Length);
        _gradient = new float[_perceptron.Layout.Length];
        _collectedObservations = new float[TrainingBatch * observationSize];
        _collectedEmbeddings = new float[TrainingBatch * embedDimension];
        _embeddingGradient = new float[_collectedEmbeddings.Length];
    }

    /// <summary>Mean squared error of the predictor over the last 128 observations that it learnt from; null before the first 128.</summary>
    public double? Error { get; private set; }

    /// <summary>Computes the novelty of one observation of each agent. The predictor learns whenever 128 observations have come together.</summary>
    /// <param name="observations">Shape [agents, observation size].</param>
    /// <param name="counts">Shape [agents]: true where the predictor learns from the observation.</param>
    /// <param name="novelties">Shape [agents]; overwritten.</param>
    public void Observe(ReadOnlySpan<float> observations, ReadOnlySpan<bool> counts, Span<float> novelties)
    {
        var agents = novelties.Length;
        _pass.Forward(_target, agents, observations).CopyTo(_targetEmbeddings);
        var predictions = _pass.Forward(_predictor, agents, observations);
        var width = _perceptron.Outputs;
        for (var agent = 0; agent < agents; agent++)
        {
            novelties[agent] = MeanSquaredError(_targetEmbeddings.AsSpan(agent * width, width), predictions.Slice(agent * width, width));
        }

        for (var agent = 0; agent < agents; agent++)
        {
            if (counts[agent])
            {
                Collect(observations.Slice(agent * _perceptron.Inputs, _perceptron.Inputs), _targetEmbeddings.AsSpan(agent * width, width));
            }
        }
    }

    public void Capture(CheckpointBuilder checkpoint)
    {
        var layout = _perceptron.Layout;
        checkpoint.Add("rnd.target", layout, _target);
        checkpoint.Add("rnd.predictor", layout, _predictor);
        AdamTensors.Capture(checkpoint, "rnd.adam", layout, _adam.State);
        checkpoint.Add<float>("rnd.observations", _collectedObservations, TrainingBatch, _perceptron.Inputs);
        checkpoint.Add<float>("rnd.target_embeddings", _collectedEmbeddings, TrainingBatch, _perceptron.Outputs);
        checkpoint.AddValue("rnd.collected", _collected);
        checkpoint.AddValue("rnd.error", Error ?? double.NaN);
    }

    public void Restore(CheckpointContent checkpoint)
    {
        checkpoint.Read("rnd.target", _perceptron.Layout, _target);
        checkpoint.Read("rnd.predictor", _perceptron.Layout, _predictor);
        _adam.Restore(AdamTensors.Read(checkpoint, "rnd.adam", _perceptron.Layout));
        checkpoint.Read<float>("rnd.observations", _collectedObservations);
        checkpoint.Read<float>("rnd.target_embeddings", _collectedEmbeddings);
        _collected = checkpoint.ReadValue("rnd.collected", 0, TrainingBatch - 1);
        var error = checkpoint.ReadValue<double>("rnd.error");
        Error = double.IsNaN(error) ? null : error;
    }

    private void Collect(ReadOnlySpan<float> observation, ReadOnlySpan<float> targetEmbedding)
    {
        observation.CopyTo(_collectedObservations.AsSpan(_collected * observation.Length));
        targetEmbedding.CopyTo(_collectedEmbeddings.AsSpan(_collected * targetEmbedding.Length));
        _collected++;
        if (_collected == TrainingBatch)
        {
            _collected = 0;
            Train();
        }
    }

    private void Train()
    {
        var predictions = _pass.Forward(_predictor, TrainingBatch, _collectedObservations);
        Error = MeanSquaredError(_collectedEmbeddings, predictions);
        for (var i = 0; i < predictions.Length; i++)
        {
            _embeddingGradient[i] = 2 * (predictions[i] - _collectedEmbeddings[i]) / predictions.Length;
        }

        _pass.Backward(_predictor, _collectedObservations, _embeddingGradient, _gradient);
        TrainingDivergedException.ThrowUnless(_adam.TryStep(_predictor, _gradient, LearningRate));
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
