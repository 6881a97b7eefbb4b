namespace Townlet.Actors.Hosting;

/// <summary>The run that this process shows. It stays the same but where the process only follows runs: then it may be exchanged for another (<see cref="Supervision.Supervisor.ShowRun"/>).</summary>
/// <param name="options">The first one.</param>
public sealed class ShownRun(TownletOptions options)
{
    private volatile TownletOptions _options = options;

    /// <summary>At the moment.</summary>
    public TownletOptions Options
    {
        get => _options;
        internal set => _options = value;
    }
}
