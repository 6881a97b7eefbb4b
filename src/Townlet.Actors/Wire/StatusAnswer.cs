using System.Collections.Immutable;
using Townlet.Actors.Hosting;
using Townlet.Actors.Supervision;

namespace Townlet.Actors.Wire;

/// <summary>Answer of <c>/api/status</c>.</summary>
public sealed record StatusAnswer(
    string Version, string Run, string Pack, ImmutableArray<ServerStatusMessage> Components, TrainingStatusMessage Training, string? Checkpoint, PortNumbers Ports, int Clients)
{
    public static StatusAnswer Of(Supervisor.Status status, TownletOptions options, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(status);
        ArgumentNullException.ThrowIfNull(options);
        return new(
            options.Version,
            options.Folder.Path,
            options.Pack.Name,
            ReadinessAnswer.Describe(status.Components, time),
            new TrainingStatusMessage(status.Training),
            status.Checkpoint,
            new PortNumbers(options.ServerAddress?.Port, status.PageAddress?.Port),
            status.Viewers);
    }
}
