using System.Collections.Immutable;

namespace Townlet.Actors.Supervision;

/// <summary>What <see cref="RunMemoryActor"/> understands, besides <see cref="Supervisor.GetStatus"/> and the events of the run.</summary>
internal static class RunMemory
{
    /// <summary>What must a new instance of this component know? Answered with <see cref="Recalled"/>.</summary>
    public sealed record Recall(Component Component);

    /// <param name="Component">The component.</param>
    /// <param name="Messages">For its new instance, before any other.</param>
    public sealed record Recalled(Component Component, ImmutableArray<object> Messages);
}
