using Akka.Configuration;

namespace Townlet.Actors.Training;

/// <summary><c>townlet.trainer</c> in HOCON.conf.</summary>
/// <param name="SliceSteps">Steps of the town between two looks into the mailbox.</param>
/// <param name="FinishEpisodeWithin">After this a stopping trainer captures its state in the middle of a life.</param>
/// <param name="StatusInterval">How often the status is published.</param>
/// <param name="SampleEvery">Learner steps from one copy of weights and gradients to the next, for histograms.</param>
public sealed record TrainerSettings(int SliceSteps, TimeSpan FinishEpisodeWithin, TimeSpan StatusInterval, int SampleEvery)
{
    public static TrainerSettings From(Config trainer) => new(
        trainer.GetInt("slice-steps"),
        trainer.GetTimeSpan("finish-episode-within", null, false),
        trainer.GetTimeSpan("status-interval", null, false),
        trainer.GetInt("sample-every"));
}
