namespace Townlet.Configuration.Settings;

/// <summary><c>population.loss</c>.</summary>
public enum LossKind
{
    MeanSquaredError,
    Huber,
}
