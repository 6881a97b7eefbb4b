using System.Collections.Immutable;

namespace Townlet.World.Definition;

/// <summary>One entry of the pack's execution_order: either all modulations, or the cascades of one category.</summary>
/// <param name="Name">"modulations" or the category.</param>
/// <param name="AppliesModulations">True where this stage applies the modulations; it has no <paramref name="Cascades"/> then.</param>
/// <param name="Cascades">In the order listed in the pack.</param>
public sealed record CascadeStage(string Name, bool AppliesModulations, ImmutableArray<Cascade> Cascades);
