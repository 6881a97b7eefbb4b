namespace Townlet.Learning.Dqn;

/// <summary>Figures of one learner step: means over its batch.</summary>
/// <param name="Loss">Mean squared or Huber loss of the TD errors.</param>
/// <param name="TdError">Mean absolute TD error.</param>
/// <param name="MeanQ">Mean Q-value of the actions taken.</param>
internal readonly record struct LearningFigures(double Loss, double TdError, double MeanQ);
