namespace Townlet.Actors.Supervision;

/// <summary>How the supervisor learns that a component works.</summary>
internal static class SignOfLife
{
    /// <summary>The component answers from its mailbox with <see cref="Answer"/>, so it has handled all earlier messages by then.</summary>
    /// <param name="Number">One more than in the question before.</param>
    public sealed record Question(long Number);

    /// <param name="Component">Which one answers.</param>
    /// <param name="Number">The question's.</param>
    /// <param name="WorkDone">
    /// Counts the component's own work, such as slices or steps; it must be higher than in the answer before. Null while no work is due
    /// (paused, held, waiting for another component) and for components that only react to messages.
    /// </param>
    public sealed record Answer(Component Component, long Number, long? WorkDone);
}
