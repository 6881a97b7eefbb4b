namespace Townlet.Actors.Announcements;

public enum AnnouncementSeverity
{
    Information,

    /// <summary>Something does not work as it should; the run continues.</summary>
    Warning,

    /// <summary>Something was lost or given up.</summary>
    Error,
}
