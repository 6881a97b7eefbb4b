namespace Townlet.Learning.Training;

/// <summary>The learner's numbers are no longer finite, so further training would be useless.</summary>
public sealed class TrainingDivergedException(string message) : Exception(message)
{
    /// <exception cref="TrainingDivergedException">An optimiser could not take its step, since the gradient is not finite.</exception>
    internal static void ThrowUnless(bool stepTaken)
    {
        if (!stepTaken)
        {
            throw new TrainingDivergedException(
                "The gradient is no longer finite: learning has diverged. A smaller learning_rate, loss: huber or reward: survival makes learning more stable.");
        }
    }
}
