using Akka.Configuration;

namespace Townlet.Actors;

/// <summary><c>townlet.viewers</c> in HOCON.conf.</summary>
/// <param name="FramesKept">Whole frames that wait for one viewer.</param>
/// <param name="MessagesKept">Messages of any kind that wait for one viewer before it is given up.</param>
/// <param name="CloseWithin">How long a viewer may take to answer a goodbye.</param>
public sealed record ViewerLimits(int FramesKept, int MessagesKept, TimeSpan CloseWithin)
{
    public static ViewerLimits From(Config viewers) => new(
        viewers.GetInt("frames-kept"),
        viewers.GetInt("messages-kept"),
        viewers.GetTimeSpan("close-within", null, false));
}
