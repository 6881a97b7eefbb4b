using System.Collections.Immutable;
using Townlet.Configuration;
using Townlet.Runs;

namespace Townlet.Actors;

/// <summary>What one run is: decided before anything starts, unchanged until it ends.</summary>
public sealed record TownletOptions
{
    public required Pack Pack { get; init; }

    public required RunFolder Folder { get; init; }

    /// <summary>Lives to finish, counted over the whole run.</summary>
    public required int Episodes { get; init; }

    public required ulong Seed { get; init; }

    /// <summary>"cpu" or "cuda", already checked against the machine.</summary>
    public required string Device { get; init; }

    /// <summary>Where the web server listens; null: training alone, with neither inference nor viewers nor page.</summary>
    public required Uri? ServerAddress { get; init; }

    /// <summary>The page's process, which needs a server; null: none is wanted.</summary>
    public required FrontendOptions? Frontend { get; init; }

    /// <summary>Only shows the run: another process trains in it, or nobody.</summary>
    public bool FollowsRun { get; init; }

    /// <summary>The web server itself serves the page, built before; <see cref="Frontend"/> is null then.</summary>
    public bool ServesBuiltPage { get; init; }

    /// <summary>Open the page in the user's browser once it answers.</summary>
    public required bool OpenBrowser { get; init; }

    /// <summary>Keep serving after the last episode.</summary>
    public required bool Stay { get; init; }

    /// <summary>Whoever may command may also make a component fail, to watch it heal.</summary>
    public bool AllowsFaults { get; init; }

    public required string Version { get; init; }

    /// <summary>Drawn for this process. Its web server names it in every answer, so that a program can tell two towns apart.</summary>
    public string Instance { get; init; } = Guid.NewGuid().ToString("N");

    /// <summary>The parts that such a run has, in start order: those that watch come before those that happen, so that nothing is missed.</summary>
    public ImmutableArray<Component> Components
    {
        get
        {
            Component[] files = FollowsRun ? [Component.Follower] : [Component.CheckpointPublisher, Component.Recorder];
            Component[] viewers = ServerAddress is null ? [] : [Component.Viewers];
            Component[] trainer = FollowsRun ? [] : [Component.Trainer];
            Component[] inference = ServerAddress is null ? [] : [Component.Inference];
            Component[] frontend = ServerAddress is null || Frontend is null ? [] : [Component.Frontend];
            return [.. files, .. viewers, .. trainer, .. inference, .. frontend];
        }
    }
}
