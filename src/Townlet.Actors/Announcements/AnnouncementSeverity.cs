namespace Townlet.Actors;

public enum AnnouncementSeverity
{
    Information,

    /// <summary>Something is less than it should be; the run goes on.</summary>
    Warning,

    /// <summary>Something was lost or given up.</summary>
    Error,
}
