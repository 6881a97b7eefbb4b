using System.Collections.Immutable;

namespace Townlet.Actors;

/// <summary>The phases of the way down, in order; HOCON.conf gives each its timeout.</summary>
public static class ShutdownPhases
{
    public const string StopTraining = "townlet-stop-training";
    public const string PublishFinalCheckpoint = "townlet-publish-final-checkpoint";
    public const string StopInference = "townlet-stop-inference";
    public const string StopFrontend = "townlet-stop-frontend";
    public const string CloseRecords = "townlet-close-records";

    /// <summary>What each phase stops.</summary>
    public static ImmutableArray<(string Phase, Component Component)> InOrder { get; } =
    [
        (StopTraining, Component.Trainer),
        (PublishFinalCheckpoint, Component.CheckpointPublisher),
        (StopInference, Component.Inference),
        (StopFrontend, Component.Frontend),
        (CloseRecords, Component.Recorder),
    ];
}
