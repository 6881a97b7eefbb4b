using Townlet.World;

namespace Townlet.Learning.Replay;

/// <summary>What an agent saw, did and got over one or several steps.</summary>
internal readonly ref struct Transition
{
    public required ReadOnlySpan<float> Observation { get; init; }

    /// <summary>What the life remembered before it saw the observation; empty where the network has no memory.</summary>
    public ReadOnlySpan<float> Memory { get; init; }

    public required TownAction Action { get; init; }

    /// <summary>Extrinsic reward, summed with discount over the steps.</summary>
    public required float Reward { get; init; }

    /// <summary>Unweighted novelty, summed in the same way.</summary>
    public required float Novelty { get; init; }

    /// <summary>What the agent saw afterwards, also at the end of a life.</summary>
    public required ReadOnlySpan<float> NextObservation { get; init; }

    public required ActionMask NextMask { get; init; }

    /// <summary>Factor of the next state's value: gamma to the power of the number of steps, or 0 after death. The step cap is not a death.</summary>
    public required float Discount { get; init; }
}
