namespace Townlet.Host.Web;

/// <summary>What a town serves of experiments, beside the run that it shows.</summary>
/// <param name="Shelf">Those that it knows.</param>
internal sealed record ServedExperiments(ExperimentShelf Shelf)
{
    /// <summary>The town is a window of an experiment that this process runs: the console tells of that, and not of the run that is shown.</summary>
    public bool IsBeside { get; init; }

    /// <summary>Is cancelled when the experiment is over, and the town with it.</summary>
    public CancellationToken Over { get; init; }
}
