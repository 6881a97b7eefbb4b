namespace Townlet.Configuration;

/// <summary><c>population.loss</c>.</summary>
public enum LossKind
{
    MeanSquaredError,
    Huber,
}
