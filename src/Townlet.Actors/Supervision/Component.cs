namespace Townlet.Actors.Supervision;

/// <summary>The components of a running town.</summary>
public enum Component
{
    Supervisor,
    CheckpointPublisher,
    Recorder,
    Viewers,
    Trainer,
    Inference,
    Frontend,

    /// <summary>Replaces trainer, publisher and recorder where another process trains.</summary>
    Follower,
}
