using Akka.Configuration;
using Townlet.Actors.Frontend;
using Townlet.Actors.Recording;
using Townlet.Actors.Supervision;
using Townlet.Actors.Training;
using Townlet.Actors.Viewers;

namespace Townlet.Actors.Hosting;

/// <summary><c>townlet</c> in HOCON.conf: limits, times and intervals of the actors.</summary>
/// <param name="Supervision">When a failed component restarts, and when it is given up.</param>
/// <param name="Hangs">When a component that shows no sign of life is given up.</param>
/// <param name="Trainer">Slices and deadlines of the trainer.</param>
/// <param name="Recorder">Batches of rows.</param>
/// <param name="Viewers">How much may wait for a slow viewer.</param>
/// <param name="StepsPerSecond">Steps per second of the town on show at speed 1.</param>
/// <param name="Frontend">How often the page is checked.</param>
/// <param name="LookInterval">Time between two looks at a run that another process trains.</param>
public sealed record TownletSettings(
    RestartLimits Supervision,
    HangLimits Hangs,
    TrainerSettings Trainer,
    RecorderSettings Recorder,
    ViewerLimits Viewers,
    double StepsPerSecond,
    FrontendSettings Frontend,
    TimeSpan LookInterval)
{
    /// <exception cref="FormatException">A value has the wrong type.</exception>
    public static TownletSettings From(Config townlet) => new(
        RestartLimits.From(townlet.GetConfig("supervision")),
        HangLimits.From(townlet.GetConfig("supervision")),
        TrainerSettings.From(townlet.GetConfig("trainer")),
        RecorderSettings.From(townlet.GetConfig("recorder")),
        ViewerLimits.From(townlet.GetConfig("viewers")),
        townlet.GetDouble("inference.steps-per-second"),
        FrontendSettings.From(townlet.GetConfig("frontend")),
        townlet.GetTimeSpan("follower.look-interval", null, false));
}
