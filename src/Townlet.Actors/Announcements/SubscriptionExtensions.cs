using Akka.Actor;

namespace Townlet.Actors.Announcements;

public static class SubscriptionExtensions
{
    /// <summary>The actor receives what is published of these types, and of those derived from them, from now on.</summary>
    public static void Subscribe(this IActorContext context, params ReadOnlySpan<Type> events)
    {
        ArgumentNullException.ThrowIfNull(context);
        foreach (var type in events)
        {
            context.System.EventStream.Subscribe(context.Self, type);
        }
    }
}
