using Akka.Actor;
using Townlet.Actors.Supervision;

namespace Townlet.Actors.Announcements;

internal static class AnnouncementExtensions
{
    public static void Announce(this IActorContext context, Component component, string text) =>
        context.System.EventStream.Publish(new Announcement(component, AnnouncementSeverity.Information, text));

    public static void Warn(this IActorContext context, Component component, string text) =>
        context.System.EventStream.Publish(new Announcement(component, AnnouncementSeverity.Warning, text));

    public static void AnnounceError(this IActorContext context, Component component, string text) =>
        context.System.EventStream.Publish(new Announcement(component, AnnouncementSeverity.Error, text));
}
