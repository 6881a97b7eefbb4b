namespace Townlet.Learning;

/// <summary>The learner's numbers left the finite range: going on would only record nonsense.</summary>
public sealed class TrainingDivergedException(string message) : Exception(message);
