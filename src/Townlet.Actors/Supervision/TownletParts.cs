using System.Collections.Immutable;

namespace Townlet.Actors.Supervision;

/// <summary>What the supervisor is composed of.</summary>
internal sealed record TownletParts
{
    /// <summary>In start order.</summary>
    public required ImmutableArray<ComponentDescriptor> Components { get; init; }

    public required RestartLimits RestartLimits { get; init; }

    public required HangLimits HangLimits { get; init; }

    /// <summary>What is still to be written.</summary>
    public required Outbox Outbox { get; init; }

    public required RunMemory Memory { get; init; }

    /// <summary>Where fault switches make threads hang.</summary>
    public required DeliberateHang DeliberateHang { get; init; }

    public required TimeProvider Time { get; init; }
}
