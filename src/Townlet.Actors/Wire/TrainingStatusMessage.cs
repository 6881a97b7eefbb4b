using System.Text.Json.Serialization;
using Townlet.Actors.Training;

namespace Townlet.Actors.Wire;

/// <summary>How training stands.</summary>
public sealed record TrainingStatusMessage([property: JsonIgnore] TrainingStatus Status) : Message
{
    public bool IsTraining => Status.IsTraining;
    public bool Paused => Status.Paused;
    public int CurrentEpisode => Status.CurrentEpisode;
    public int TotalEpisodes => Status.TotalEpisodes;
    public long TotalSteps => Status.TotalSteps;
    public double StepsPerSecond => Math.Round(Status.StepsPerSecond, 1);
    public double? SecondsLeft => Status.SecondsLeft is { } left ? Math.Round(left, 1) : null;
    public double? Epsilon => WireFormat.Finite(Status.Epsilon);
    public int CurriculumStage => Status.CurriculumStage;
    public double? Loss => WireFormat.Finite(Status.Loss);
    public int? BufferSize => Status.ReplaySize;
    public double? IntrinsicWeight => WireFormat.Finite(Status.IntrinsicWeight);
}
