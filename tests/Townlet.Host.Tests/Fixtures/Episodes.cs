using Townlet.Learning.Training;
using Townlet.World;

namespace Townlet.Host.Tests.Fixtures;

internal static class Episodes
{
    public static EpisodeOutcome Create(int number, int length = 100, double reward = -12.345) => new()
    {
        Episode = number,
        Agent = 0,
        Length = length,
        Reward = reward,
        ExtrinsicReward = reward,
        IntrinsicReward = 0,
        StepsVsIdle = length - 164,
        IntrinsicWeight = 1,
        Epsilon = 0.25,
        Stage = 2,
        Loss = null,
        End = LifeEnd.Death,
        Cause = Meter.Energy,
    };
}
