using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Townlet.World;
using Townlet.World.Definition;

namespace Townlet.Actors.Wire;

/// <summary>The town as viewers need to know it.</summary>
internal sealed record TownDescription([property: JsonIgnore] TownDefinition Town)
{
    public int GridSize => Town.GridSize;

    public int MaxSteps => Town.MaxSteps;

    public bool PartialObservability => Town.Observation.Partial;

    public int VisionRange => Town.Observation.VisionRange;

    public bool Temporal => Town.Temporal;

    public ImmutableArray<string> Actions { get; } = ["UP", "DOWN", "LEFT", "RIGHT", "INTERACT", "WAIT"];

    public ImmutableArray<MeterDescription> Meters => [.. Town.Meters.Select(meter => new MeterDescription(MeterNames.NameOf(meter.Meter), meter.Tier, meter.BaseDepletion))];

    public ImmutableArray<CascadeDescription> Cascades =>
    [
        .. Town.CascadeStages.SelectMany(stage => stage.Cascades).Select(cascade => new CascadeDescription(
            cascade.Name, MeterNames.NameOf(cascade.Source), MeterNames.NameOf(cascade.Target), cascade.Threshold, cascade.Strength)),
    ];

    public ImmutableArray<PlaceDescription> Affordances => [.. Town.Places.Select(place => new PlaceDescription(place, Town.Temporal))];
}

internal sealed record MeterDescription(string Name, string Tier, float BaseDepletion);

internal sealed record CascadeDescription(string Name, string Source, string Target, float Threshold, float Strength);
