using System.Collections.Immutable;

namespace Townlet.Configuration.Faults;

/// <summary>Collects all faults of a pack, so that its author sees them at once.</summary>
internal sealed class FaultList
{
    /// <summary>More than a person reads at once. It keeps a hostile file from producing megabytes of messages.</summary>
    public const int Limit = 100;

    private readonly List<PackFault> _faults = [];
    private readonly List<string> _files = [];

    /// <summary>Number of faults found, including those beyond <see cref="Limit"/>.</summary>
    public int Count { get; private set; }

    public void Add(PackFault fault)
    {
        Count++;
        if (_faults.Count < Limit)
        {
            _faults.Add(fault);
            if (!_files.Contains(fault.File))
            {
                _files.Add(fault.File);
            }
        }
    }

    /// <summary>In the order in which the files were read, then by line and column.</summary>
    public ImmutableArray<PackFault> ToImmutable()
    {
        var sorted = _faults
            .OrderBy(fault => _files.IndexOf(fault.File)).ThenBy(fault => fault.Line).ThenBy(fault => fault.Column)
            .ToImmutableArray();
        return Count <= Limit
            ? sorted
            : sorted.Add(new PackFault(sorted[^1].File, 0, 0, $"{Count - Limit} more faults are not listed, fix these first"));
    }
}
