using System.Collections.Immutable;
using Townlet.Actors.Frontend;
using Townlet.Actors.Supervision;
using Townlet.Configuration;
using Townlet.Learning.Engines;
using Townlet.Runs;

namespace Townlet.Actors.Hosting;

/// <summary>The options of one run, fixed before anything starts.</summary>
public sealed record TownletOptions
{
    public required Pack Pack { get; init; }

    public required RunFolder Folder { get; init; }

    /// <summary>Lives to finish, counted over the whole run.</summary>
    public required int Episodes { get; init; }

    public required ulong Seed { get; init; }

    /// <summary>Computes the learner's networks.</summary>
    public INetworkEngine Engine { get; init; } = ManagedEngine.Instance;

    /// <summary>Address of the web server. Null: only training, without inference, viewers and page.</summary>
    public required Uri? ServerAddress { get; init; }

    /// <summary>Options of the page's process, which needs a server; null: no page.</summary>
    public required FrontendOptions? Frontend { get; init; }

    /// <summary>True: this process only shows the run; another one may train in it.</summary>
    public bool FollowsRun { get; init; }

    /// <summary>True: the web server itself serves the built page; <see cref="Frontend"/> is null then.</summary>
    public bool ServesBuiltPage { get; init; }

    /// <summary>True: open the page in the user's browser when it answers.</summary>
    public required bool OpenBrowser { get; init; }

    /// <summary>True: keep serving after the last episode.</summary>
    public required bool Stay { get; init; }

    /// <summary>True: a viewer who may send commands may also make a component fail, to watch it restart.</summary>
    public bool AllowsFaults { get; init; }

    public required string Version { get; init; }

    /// <summary>Drawn for this process. Its web server names it in every answer, so that a program can tell two towns apart.</summary>
    public string Instance { get; init; } = Guid.NewGuid().ToString("N");

    /// <summary>The components of such a run in start order: those that record or show come before those that act, so that they miss nothing.</summary>
    public ImmutableArray<Component> Components
    {
        get
        {
            Component[] files = FollowsRun ? [Component.Follower] : [Component.CheckpointPublisher];
            Component[] viewers = ServerAddress is null ? [] : [Component.Viewers];
            Component[] trainer = FollowsRun ? [] : [Component.Trainer];
            Component[] inference = ServerAddress is null ? [] : [Component.Inference];
            Component[] frontend = ServerAddress is null || Frontend is null ? [] : [Component.Frontend];
            return [.. files, .. viewers, .. trainer, .. inference, .. frontend];
        }
    }
}
