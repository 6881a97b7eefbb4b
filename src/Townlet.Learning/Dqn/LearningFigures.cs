namespace Townlet.Learning;

/// <summary>What one learner step tells about itself: means over its batch.</summary>
/// <param name="Loss">Squared or Huber loss of the TD errors.</param>
/// <param name="TdError">Size of the TD errors.</param>
/// <param name="MeanQ">Q-values of the actions taken.</param>
internal readonly record struct LearningFigures(double Loss, double TdError, double MeanQ);
