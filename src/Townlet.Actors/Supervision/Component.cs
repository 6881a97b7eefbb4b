namespace Townlet.Actors.Supervision;

/// <summary>The components of a running town.</summary>
public enum Component
{
    Supervisor,
    CheckpointPublisher,
    Viewers,
    Trainer,
    Inference,
    Frontend,

    /// <summary>Replaces trainer and publisher where another process trains.</summary>
    Follower,
}
