namespace Townlet.Actors;

/// <summary>The policy that plays: which checkpoint's, and how the learner stood when it was taken.</summary>
/// <param name="Name">"policy_ep00500", or "untrained".</param>
/// <param name="Episode">Training episodes that it has learnt from.</param>
/// <param name="Epsilon">Share of actions taken by chance.</param>
/// <param name="Stage">Curriculum stage, 1 to 5.</param>
/// <param name="DepletionMultiplier">Of that stage.</param>
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
