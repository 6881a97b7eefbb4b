namespace Townlet.Actors;

/// <summary>The parts of a running town, as the supervisor and its watchers name them.</summary>
public enum Component
{
    Supervisor,
    CheckpointPublisher,
    Recorder,
    Viewers,
    Trainer,
    Inference,
    Frontend,

    /// <summary>In place of trainer, publisher and recorder where another process trains.</summary>
    Follower,
}
