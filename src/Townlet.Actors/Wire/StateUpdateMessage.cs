using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Townlet.Actors.Hosting;
using Townlet.Actors.Playback;
using Townlet.Learning.Evaluation;
using Townlet.Learning.Training;
using Townlet.World;
using Townlet.World.Definition;

namespace Townlet.Actors.Wire;

/// <summary>The watched town after a step.</summary>
/// <param name="Life">The life under way.</param>
/// <param name="Frame">The town.</param>
/// <param name="Run">The run.</param>
/// <param name="Trained">Training episodes finished.</param>
/// <param name="Now">Dates the message.</param>
internal sealed record StateUpdateMessage(
    WatchedLife Life,
    [property: JsonIgnore] TownFrame Frame,
    [property: JsonIgnore] TownletOptions Run,
    [property: JsonIgnore] int Trained,
    [property: JsonIgnore] DateTimeOffset Now)
    : LifeMessage(Life, Run.Episodes, Telemetry.Of(Life, Frame.Step, Now))
{
    public int Step => Frame.Step;
    public double CumulativeReward => WireFormat.Amount(Frame.CumulativeReward);
    public int StepsVsIdle => Frame.Step - Life.IdleSurvival;
    public int ProjectedReward => StepsVsIdle;
    public Grid Grid => new(
        Run.Pack.Town.GridSize,
        Run.Pack.Town.GridSize,
        [new GridAgent(WireFormat.AgentId, Frame.Position.X, Frame.Position.Y, "green", Action)],
        [.. Frame.Places.Select((position, place) => new GridPlace(Places[place].Name, position.X, position.Y, Frame.PlacesOpen[place]))]);
    public IReadOnlyDictionary<string, AgentMeters> AgentMeters => new Dictionary<string, AgentMeters>
    {
        [WireFormat.AgentId] = new(new(Frame.Meters.Select((value, meter) => KeyValuePair.Create((Meter)meter, value)))),
    };

    /// <summary>Null where the network's value is not a number.</summary>
    public ImmutableArray<double?> QValues => [.. Frame.QValues.Select(value => WireFormat.Finite(value))];
    public ImmutableArray<bool> ActionMasks => Frame.ActionMask;
    public ImmutableArray<PlaceCount> AffordanceStats =>
        [.. Frame.PlaceVisits.Select((count, place) => new PlaceCount(Places[place].Name, count)).Where(visits => visits.Count > 0).OrderByDescending(visits => visits.Count)];

    /// <summary>Only where time passes.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public TimeOfDay? Temporal => Run.Pack.Town.Temporal ? new(Frame.Hour, Math.Round(Frame.ActivityProgress, 3)) : null;
    public double Reward => WireFormat.Amount(Frame.Reward?.Total ?? 0);
    public ImmutableArray<RewardPart> RewardTerms => [.. (Frame.Reward?.Terms() ?? []).Select(part => new RewardPart(part.Term, WireFormat.Amount(part.Amount)))];
    public Threat? Threat => Frame.Threat;
    public int? Action => (int?)Frame.Action;
    public int? NextAction => (int?)Frame.NextAction;
    public bool ByChance => Frame.ByChance;
    public string? Interaction => Frame.Interaction < 0 ? null : Places[Frame.Interaction].Name;
    public bool Alive => Frame.Alive;
    public string Policy => Life.Policy.Name;
    public int PolicyAgeEpisodes => Math.Max(0, Trained - Life.Policy.Episode);
    public double? PolicyAgeSeconds => Life.Policy.TakenAt is { } taken ? Math.Round((Now - taken).TotalSeconds, 1) : null;
    public ImmutableArray<ShownCue> Cues => [.. Frame.Cues.Select(cue => new ShownCue(cue.Name, cue.Text))];
    public ImmutableArray<ShownChange> Changes => [.. Frame.Changes.Select(change => new ShownChange(change.Cause, change.Name, change.Meter, WireFormat.Amount(change.Amount)))];

    private ImmutableArray<PlaceDefinition> Places => Run.Pack.Town.Places;
}

internal sealed record Grid(int Width, int Height, ImmutableArray<GridAgent> Agents, ImmutableArray<GridPlace> Affordances);

internal sealed record GridAgent(string Id, int X, int Y, string Color, int? LastAction);

internal sealed record GridPlace(string Type, int X, int Y, bool Open);

internal sealed record AgentMeters(Dictionary<Meter, float> Meters);

internal sealed record PlaceCount(string Name, int Count);

/// <param name="Hour">The hour.</param>
/// <param name="InteractionProgress">How much of the present activity is done, 0 to 1.</param>
internal sealed record TimeOfDay([property: JsonPropertyName("time_of_day")] int Hour, double InteractionProgress);

internal sealed record RewardPart(RewardTerm Term, double Amount);

internal sealed record ShownCue(string Name, string Text);

internal sealed record ShownChange(ChangeCause Cause, string Name, Meter Meter, double Amount);
