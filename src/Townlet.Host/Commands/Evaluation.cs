using Townlet.Configuration;
using Townlet.Learning.Evaluation;

namespace Townlet.Host.Commands;

/// <summary>What <c>eval</c> found, with everything that is needed to repeat it.</summary>
internal sealed record Evaluation
{
    public required Pack Pack { get; init; }

    /// <summary>The policy file's name, or "random" or "heuristic".</summary>
    public required string Policy { get; init; }

    /// <summary>Where the policy comes from; null for one that was not trained.</summary>
    public required TrainedIn? Trained { get; init; }

    public required float DepletionMultiplier { get; init; }

    public required ulong Seed { get; init; }

    public required SurvivalFigures Figures { get; init; }
}
