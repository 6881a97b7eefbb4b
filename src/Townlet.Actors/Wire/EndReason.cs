namespace Townlet.Actors.Wire;

/// <summary>Why a life ended, in the words of the wire.</summary>
public enum EndReason
{
    /// <summary>A meter ran out.</summary>
    Done,

    /// <summary>The life reached the step cap.</summary>
    MaxSteps,
}
