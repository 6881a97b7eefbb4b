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

    /// <summary>An instance that shows no sign of life for so long hangs.</summary>
    public required TimeSpan HangsAfter { get; init; }

    /// <summary>Without it there is no run; without any other there is less of one.</summary>
    public bool EndsRun { get; init; }

    /// <summary>It is not started before the web server listens.</summary>
    public bool WaitsForServer { get; init; }

    /// <summary>Asks it to stop in its own manner; null where it has no phase of its own on the way down.</summary>
    public object? Stop { get; init; }

    /// <summary>
    /// What a new instance is told before any other message can reach it, since it knows nothing of what happened before,
    /// and an old state must never overwrite a newer command.
    /// </summary>
    public Func<IEnumerable<object>> HandOver { get; init; } = () => [];
}
