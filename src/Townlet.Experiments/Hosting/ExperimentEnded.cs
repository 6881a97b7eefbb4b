using Akka.Actor;

namespace Townlet.Experiments.Hosting;

/// <summary>Why the actors of an experiment stopped.</summary>
public sealed class ExperimentEnded : CoordinatedShutdown.Reason
{
    private readonly string _explanation;

    private ExperimentEnded(string explanation, bool isFailure)
    {
        _explanation = explanation;
        IsFailure = isFailure;
    }

    /// <summary>Every trial is finished, or has failed for good.</summary>
    public static ExperimentEnded Complete { get; } = new("every trial has ended", isFailure: false);

    /// <summary>The experiment itself cannot go on.</summary>
    public bool IsFailure { get; }

    /// <summary>Of the experiment as such: the caller looks at its trials too.</summary>
    public override int ExitCode => IsFailure ? 1 : 0;

    public static ExperimentEnded Failed(string reason) => new(reason, isFailure: true);

    public override string ToString() => _explanation;
}
