using System.Collections.Immutable;

namespace Townlet.Actors.Supervision;

/// <summary>What the supervisor is composed of.</summary>
internal sealed record TownletParts
{
    /// <summary>In start order.</summary>
    public required ImmutableArray<ComponentDescriptor> Components { get; init; }

    public required RestartLimits RestartLimits { get; init; }

    public required HangLimits HangLimits { get; init; }

    /// <summary>As yet nothing has happened.</summary>
    public required LatestEvents Latest { get; init; }

    /// <summary>Where fault switches make threads hang.</summary>
    public required DeliberateHang DeliberateHang { get; init; }

    public required TimeProvider Time { get; init; }

    /// <summary>False: only training, without a web server.</summary>
    public required bool HasServer { get; init; }

    /// <summary>Where the web server itself serves the page; null where it does not.</summary>
    public required Uri? BuiltPage { get; init; }

    /// <summary>Another process may train.</summary>
    public required bool FollowsRun { get; init; }

    /// <summary>The run does not end with its last episode.</summary>
    public required bool Stays { get; init; }
}
