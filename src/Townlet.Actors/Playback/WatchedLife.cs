namespace Townlet.Actors.Playback;

/// <summary>One life in the town on show.</summary>
/// <param name="Episode">Number of the life, from 1 in this process.</param>
/// <param name="Policy">The policy that plays.</param>
/// <param name="Conditions">Those of today, or those of the policy's training.</param>
/// <param name="Stage">Curriculum stage, 1 to 5; fixed for the life.</param>
/// <param name="DepletionMultiplier">Depletion multiplier; fixed for the life.</param>
/// <param name="Epsilon">Probability of random actions.</param>
/// <param name="IdleSurvival">Survival of the idle agent at this life's multiplier, in steps.</param>
public sealed record WatchedLife(
    int Episode,
    WatchedPolicy Policy,
    LifeConditions Conditions,
    int Stage,
    float DepletionMultiplier,
    double Epsilon,
    int IdleSurvival)
{
    /// <summary>A failure of inference threw the life before this one away.</summary>
    public bool AfterCrash { get; init; }
}
