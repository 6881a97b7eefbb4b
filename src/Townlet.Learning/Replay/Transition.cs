using Townlet.World;

namespace Townlet.Learning;

/// <summary>What an agent saw, did and got, over one step or several.</summary>
internal readonly ref struct Transition
{
    public required ReadOnlySpan<float> Observation { get; init; }

    /// <summary>What the life remembered before it saw the observation; empty where the network has no memory.</summary>
    public ReadOnlySpan<float> Memory { get; init; }

    public required TownAction Action { get; init; }

    /// <summary>Extrinsic reward that is learnt from, summed with discount over the steps.</summary>
    public required float Reward { get; init; }

    /// <summary>Raw novelty, summed in the same way.</summary>
    public required float Novelty { get; init; }

    /// <summary>What was really seen afterwards, at the end of a life too.</summary>
    public required ReadOnlySpan<float> NextObservation { get; init; }

    public required ActionMask NextMask { get; init; }

    /// <summary>Factor of the next state's value: gamma to the number of steps, and 0 after death, which nothing follows. The step cap is no death.</summary>
    public required float Discount { get; init; }
}
