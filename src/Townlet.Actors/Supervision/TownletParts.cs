using System.Collections.Immutable;
using Akka.Actor;

namespace Townlet.Actors.Supervision;

/// <summary>The components of the supervisor, in start order, and how to create them.</summary>
public sealed class TownletParts(
    IReadOnlyList<(Component Component, Func<Incarnation, Props> Props)> components,
    RestartLimits restartLimits,
    HangLimits hangLimits,
    int mostRecordsKept,
    DeliberateHang deliberateHang,
    TimeProvider time)
{
    public ImmutableArray<Component> StartOrder { get; } = [.. components.Select(component => component.Component)];

    public RestartLimits RestartLimits { get; } = restartLimits;

    public HangLimits HangLimits { get; } = hangLimits;

    /// <summary>As <see cref="Recording.RecorderSettings.MostKept"/>.</summary>
    public int MostRecordsKept { get; } = mostRecordsKept;

    /// <summary>Where fault switches make threads hang.</summary>
    public DeliberateHang DeliberateHang { get; } = deliberateHang;

    public TimeProvider Time { get; } = time;

    public Func<Incarnation, Props> PropsOf(Component which) => components.First(component => component.Component == which).Props;
}
