namespace Townlet.Learning.Training;

/// <summary>The learner's numbers are no longer finite, so further training would be useless.</summary>
public sealed class TrainingDivergedException(string message) : Exception(message);
