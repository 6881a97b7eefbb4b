using Akka.Actor;

namespace Townlet.Experiments.Hosting;

/// <summary>Why a worker ended by itself, which it does only where something is wrong.</summary>
public sealed class WorkerEnded : CoordinatedShutdown.Reason
{
    private readonly string _explanation;

    private WorkerEnded(string explanation, bool isRefused)
    {
        _explanation = explanation;
        IsRefused = isRefused;
    }

    /// <summary>The coordinator will not have it as it is; otherwise it failed itself.</summary>
    public bool IsRefused { get; }

    public static WorkerEnded Refused(string reason) => new(reason, isRefused: true);

    public static WorkerEnded Failed(string reason) => new(reason, isRefused: false);

    /// <summary>Its only good end is that the user stops it.</summary>
    public override int ExitCode => 1;

    public override string ToString() => _explanation;
}
