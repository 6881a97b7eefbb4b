namespace Townlet.Actors;

/// <summary>One life in the watched town.</summary>
/// <param name="Episode">Number of the life, from 1 in this process.</param>
/// <param name="Policy">What plays in it now.</param>
/// <param name="Conditions">Those of today, or those of the policy's training.</param>
/// <param name="Stage">Curriculum stage whose rules hold, 1 to 5; fixed for the life.</param>
/// <param name="DepletionMultiplier">Fixed for the life.</param>
/// <param name="Epsilon">Probability of acting by chance in it.</param>
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
