namespace Townlet.Actors.Playback;

/// <summary>The policy that plays, and the state of the learner when the policy was taken.</summary>
/// <param name="Name">"policy_ep00500", or "untrained".</param>
/// <param name="Episode">Training episodes that were finished when it was taken.</param>
/// <param name="Epsilon">Probability of acting by chance in training.</param>
/// <param name="Stage">Curriculum stage, 1 to 5.</param>
/// <param name="DepletionMultiplier">Depletion multiplier of that stage.</param>
/// <param name="IntrinsicWeight">Weight of novelty in the reward.</param>
/// <param name="TakenAt">When the checkpoint was written; null for the untrained policy.</param>
public sealed record WatchedPolicy(
    string Name,
    int Episode,
    double Epsilon,
    int Stage,
    float DepletionMultiplier,
    double IntrinsicWeight,
    DateTimeOffset? TakenAt);
