using System.Collections.Immutable;

namespace Townlet.Actors.Supervision;

/// <summary>The phases of a shutdown, in order; HOCON.conf gives their timeouts.</summary>
public static class ShutdownPhases
{
    public const string StopTraining = "townlet-stop-training";
    public const string PublishFinalCheckpoint = "townlet-publish-final-checkpoint";
    public const string StopInference = "townlet-stop-inference";
    public const string StopFrontend = "townlet-stop-frontend";

    /// <summary>Each phase with the component that it stops.</summary>
    public static ImmutableArray<(string Phase, Component Component)> InOrder { get; } =
    [
        (StopTraining, Component.Trainer),
        (PublishFinalCheckpoint, Component.CheckpointPublisher),
        (StopInference, Component.Inference),
        (StopFrontend, Component.Frontend),
    ];
}
