using Townlet.Configuration.Settings;
using Townlet.Learning.Checkpoints;

namespace Townlet.Learning.Exploration;

/// <summary>
/// Decides how much novelty counts in the reward. Once lives have become steady (low variance of their lengths over a window)
/// and are not short, the weight falls by one hundredth with each further life.
/// </summary>
internal sealed class AdaptiveAnnealing(ExplorationSettings settings)
{
    private const double Factor = 0.99;
    private const double ShortestMean = 50;

    private readonly int[] _lives = new int[settings.SurvivalWindow];
    private long _known;

    /// <summary>Factor of novelty in the reward when replay is sampled.</summary>
    public double IntrinsicWeight { get; private set; } = settings.InitialIntrinsicWeight;

    /// <summary>A life of any agent has ended.</summary>
    /// <param name="steps">Its length.</param>
    public void EndLife(int steps)
    {
        _lives[_known % _lives.Length] = steps;
        _known++;
        if (_known < _lives.Length)
        {
            return;
        }

        var mean = _lives.Average();
        var variance = _lives.Average(life => (life - mean) * (life - mean));
        if (variance < settings.VarianceThreshold && mean > ShortestMean)
        {
            IntrinsicWeight *= Factor;
        }
    }

    public void Capture(CheckpointBuilder checkpoint)
    {
        checkpoint.Add("annealing.lives", _lives, _lives.Length);
        checkpoint.AddValue("annealing.known", _known);
        checkpoint.AddValue("annealing.intrinsic_weight", IntrinsicWeight);
    }

    public void Restore(CheckpointContent checkpoint)
    {
        checkpoint.Read<int>("annealing.lives", _lives);
        _known = checkpoint.ReadValue("annealing.known", 0, long.MaxValue);
        IntrinsicWeight = checkpoint.ReadValue<double>("annealing.intrinsic_weight");
    }
}
