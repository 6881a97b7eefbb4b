using Akka.Actor;

namespace Townlet.Actors.Supervision;

/// <summary>All that the supervisor knows of one component before it runs.</summary>
internal sealed record ComponentDescriptor
{
    public required Component Component { get; init; }

    /// <summary>What it is called at the beginning of a sentence.</summary>
    public required string SpokenName { get; init; }

    /// <summary>Creates an instance.</summary>
    public required Func<Incarnation, Props> Props { get; init; }

    /// <summary>Creates the one keeper of all its instances (<see cref="Keeper"/>); null where nothing is kept for it.</summary>
    public Props? Keeper { get; init; }

    /// <summary>An instance that shows no sign of life for so long hangs.</summary>
    public required TimeSpan HangsAfter { get; init; }

    /// <summary>Without it there is no run; without any other there is less of one.</summary>
    public bool EndsRun { get; init; }

    /// <summary>It is not started before the web server listens.</summary>
    public bool WaitsForServer { get; init; }

    /// <summary>Said before its first instance starts; null: nothing.</summary>
    public string? Starting { get; init; }

    /// <summary>Said when its first instance is ready; null: nothing.</summary>
    public string? Started { get; init; }

    /// <summary>
    /// What a new instance is told before any other message can reach it, since it knows nothing of what happened before,
    /// and an old state must never overwrite a newer command. Null: nothing.
    /// </summary>
    public Func<LatestEvents, IEnumerable<object>>? HandOver { get; init; }

    /// <summary>Told to components that start and may have asked the instance before this one; null: nobody asks it.</summary>
    public object? Returned { get; init; }

    /// <summary>Asks it, or its keeper, to stop in its own manner; answered with a <see cref="Supervisor.IStopped"/>. Null where it has no phase of its own on the way down.</summary>
    public object? Stop { get; init; }

    /// <summary>Understands <see cref="Stop"/> in its place; null: it does so itself.</summary>
    public Component? StopsWith { get; init; }

    /// <summary>What is lost where it fails while the run ends, as a sentence; takes the name of the newest checkpoint, or null. Null: nothing.</summary>
    public Func<string?, string>? LostAtTheEnd { get; init; }
}
