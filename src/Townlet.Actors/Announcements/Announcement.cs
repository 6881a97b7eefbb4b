using Townlet.Actors.Supervision;

namespace Townlet.Actors.Announcements;

/// <summary>One line for the console, published on the event stream by the component that it is about.</summary>
/// <param name="Component">The component that the line is about.</param>
/// <param name="Severity">How it is shown.</param>
/// <param name="Text">One sentence without a line break.</param>
public sealed record Announcement(Component Component, AnnouncementSeverity Severity, string Text);
