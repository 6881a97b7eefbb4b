namespace Townlet.Experiments.Statistics;

/// <summary>How far an interval can be trusted, by the number of runs that it rests on.</summary>
public enum Trust
{
    /// <summary>Under 3 runs: there is no interval.</summary>
    None,

    /// <summary>3 or 4 runs: the interval is too narrow more often than not, and is marked so.</summary>
    Little,

    /// <summary>5 runs or more.</summary>
    Fair,
}
