using Akka.Configuration;

namespace Townlet.Actors.Supervision;

/// <summary>The part of <c>townlet.supervision</c> in HOCON.conf that says when a component hangs.</summary>
/// <param name="AskEvery">Between two questions for a sign of life.</param>
/// <param name="After">A component that shows none for so long hangs.</param>
/// <param name="AfterTraining">The same for the trainer, whose slices take long on a slow machine.</param>
/// <param name="AfterFiles">The same for components that wait for a disk.</param>
public sealed record HangLimits(TimeSpan AskEvery, TimeSpan After, TimeSpan AfterTraining, TimeSpan AfterFiles)
{
    public static HangLimits From(Config supervision) => new(
        supervision.GetTimeSpan("ask-every", null, false),
        supervision.GetTimeSpan("hang-after", null, false),
        supervision.GetTimeSpan("hang-after-training", null, false),
        supervision.GetTimeSpan("hang-after-files", null, false));
}
