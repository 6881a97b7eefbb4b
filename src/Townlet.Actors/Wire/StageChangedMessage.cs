using System.Text.Json.Serialization;
using Townlet.Learning.Curriculum;

namespace Townlet.Actors.Wire;

/// <summary>An agent went to another curriculum stage.</summary>
public sealed record StageChangedMessage([property: JsonIgnore] StageTransition Transition) : Message
{
    public int Agent => Transition.Agent;
    public int Episode => Transition.Episode;
    public int From => Transition.From;
    public int To => Transition.To;
    public string Reason => Transition.Reason;
    public double? Survival => WireFormat.Finite(Transition.Survival);
    public double? Progress => WireFormat.Finite(Transition.Progress);
    public double? Entropy => WireFormat.Finite(Transition.Entropy);
    public long Steps => Transition.Steps;
}
