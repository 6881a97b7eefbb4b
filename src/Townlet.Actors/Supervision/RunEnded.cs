using Akka.Actor;

namespace Townlet.Actors.Supervision;

/// <summary>Why the system stopped, with the exit code.</summary>
public sealed class RunEnded : CoordinatedShutdown.Reason
{
    private RunEnded(string explanation, int exitCode)
    {
        Explanation = explanation;
        ExitCode = exitCode;
    }

    /// <summary>All episodes are finished.</summary>
    public static RunEnded TrainingDone { get; } = new("training is done", 0);

    /// <summary>A signal or the host asked for it.</summary>
    public static RunEnded Asked { get; } = new("the user asked for it", 0);

    public string Explanation { get; }

    public override int ExitCode { get; }

    /// <summary>The run cannot continue.</summary>
    public static RunEnded Failed(string reason) => new(reason, 1);

    public override string ToString() => Explanation;
}
