using System.Collections.Concurrent;
using Townlet.Experiments;
using Townlet.Experiments.Plans;
using Townlet.Experiments.Reports;

namespace Townlet.Host.Web;

/// <summary>The experiments that a web server tells of. They are read from disk, whoever runs them.</summary>
internal sealed class ExperimentShelf
{
    private readonly ConcurrentDictionary<string, ReportReader> _readers = [];
    private readonly string? _root;
    private readonly string? _first;

    private ExperimentShelf(string? root, string? first)
    {
        _root = root;
        _first = first;
    }

    /// <summary>For a town that trains a run of its own.</summary>
    public static ExperimentShelf Empty { get; } = new(root: null, first: null);

    /// <summary>Holds every experiment of a folder.</summary>
    /// <param name="root">Folder of all runs.</param>
    /// <param name="first">Name of the one that is listed first; null: the newest.</param>
    public static ExperimentShelf Of(string root, string? first) => new(root, first);

    public ExperimentList List() => new(
        _root is null ? [] : [.. ExperimentFolder.NamesIn(_root).OrderByDescending(name => name == _first)]);

    /// <returns>Null where there is no experiment of that name.</returns>
    /// <exception cref="ExperimentRefusedException">It cannot be read.</exception>
    public ExperimentReport? Report(string name) => Reader(name)?.Read();

    /// <returns>Where the run of a trial is, whether it has begun or not; null where there is no such trial.</returns>
    /// <exception cref="ExperimentRefusedException">The experiment cannot be read.</exception>
    public string? RunOf(string name, int trial) =>
        Reader(name)?.Plan.Trials.FirstOrDefault(known => known.Number == trial) is { } found ? ExperimentFolder.In(_root!, name).PathOf(found) : null;

    private ReportReader? Reader(string name) => _root is not null && ExperimentFolder.NamesIn(_root).Contains(name)
        ? _readers.GetOrAdd(name, known => new ReportReader(ExperimentFolder.In(_root, known)))
        : null;
}
