using System.Globalization;
using Akka.Configuration;

namespace Townlet.Actors.Viewers;

/// <summary><c>townlet.viewers</c> in HOCON.conf.</summary>
/// <param name="FramesKept">Number of frames that may wait for one viewer.</param>
/// <param name="MessagesKept">Number of messages of any kind that may wait for one viewer before it is disconnected.</param>
/// <param name="CloseWithin">How long a viewer may take to answer a close frame.</param>
/// <param name="Most">How many viewers there may be at once; null ("auto"): as many as the process has handles for.</param>
public sealed record ViewerLimits(int FramesKept, int MessagesKept, TimeSpan CloseWithin, int? Most)
{
    private const string Auto = "auto";

    /// <exception cref="FormatException">A value is not of its kind.</exception>
    public static ViewerLimits From(Config viewers) => new(
        viewers.GetInt("frames-kept"),
        viewers.GetInt("messages-kept"),
        viewers.GetTimeSpan("close-within", null, false),
        MostFrom(viewers.GetString("most")));

    private static int? MostFrom(string most) =>
        most == Auto ? null
        : int.TryParse(most, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 ? number
        : throw new FormatException($"townlet.viewers.most must be {Auto} or a whole number above 0, not '{most}'.");
}
