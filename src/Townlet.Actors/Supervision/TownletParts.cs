using System.Collections.Immutable;
using Akka.Actor;

namespace Townlet.Actors;

/// <summary>What the supervisor is given: which components there are, in start order, and how each is made.</summary>
public sealed class TownletParts(
    IReadOnlyList<(Component Component, Props Props)> components,
    RestartLimits restartLimits,
    TimeProvider time)
{
    public ImmutableArray<Component> StartOrder { get; } = [.. components.Select(component => component.Component)];

    public RestartLimits RestartLimits { get; } = restartLimits;

    public TimeProvider Time { get; } = time;

    public Props PropsOf(Component which) => components.First(component => component.Component == which).Props;
}
