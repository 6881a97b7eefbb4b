using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Townlet.Actors.Playback;
using Townlet.Configuration.Settings;
using Townlet.Learning.Evaluation;
using Townlet.Learning.Training;

namespace Townlet.Actors.Wire;

/// <summary>The first message to a viewer.</summary>
internal sealed record ConnectedMessage(
    string Message, string Mode, string Version, string Run, string Pack, double StartedUnix,
    ImmutableArray<string> AvailableModels, string Checkpoint, int CheckpointEpisode, int TotalEpisodes, double Epsilon,
    bool Playing, double Speed, bool AutoCheckpointMode, LifeConditions Conditions,
    TownDescription Town, RewardDescription Reward, Yardstick? Yardstick,
    TrainingStatusMessage Training, ImmutableArray<ServerStatusMessage> Components, ImmutableArray<string> Breakable) : Message;

/// <summary>What the learner is rewarded with.</summary>
/// <param name="Kind">The pack's kind of reward.</param>
/// <param name="PerStep">Paid for each step survived.</param>
/// <param name="AtDeath">Null where it depends on the steps lived.</param>
/// <param name="Discount">How much a reward counts that comes one step later, 0 to 1.</param>
internal sealed record RewardDescription(RewardKind Kind, double PerStep, float? AtDeath, double Discount)
{
    public static RewardDescription Of(PopulationSettings population)
    {
        var rule = new RewardRule(population);
        return new(rule.Kind, WireFormat.Amount(rule.PerStep), rule.AtDeath, population.Gamma);
    }
}

/// <summary>What survival is held against.</summary>
internal record Yardstick([property: JsonIgnore] SurvivalYardstick Survival)
{
    public MeanSteps Random => new(Math.Round(Survival.Random, 1));
    public MeanSteps Caretaker => new(Math.Round(Survival.Caretaker, 1));
}

internal sealed record MeanSteps(double Mean);

/// <summary>It was measured.</summary>
internal sealed record YardstickMessage(SurvivalYardstick Survival) : Yardstick(Survival), IMessage
{
    [JsonPropertyOrder(-1)]
    public string Type => IMessage.TypeOf(GetType());
}
