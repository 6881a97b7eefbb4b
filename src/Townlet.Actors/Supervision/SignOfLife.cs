namespace Townlet.Actors;

/// <summary>How the supervisor learns that a component works.</summary>
public static class SignOfLife
{
    /// <summary>Answered from the mailbox with <see cref="Answer"/>: what came before it has been dealt with then.</summary>
    /// <param name="Number">Rises from question to question.</param>
    public sealed record Question(long Number);

    /// <param name="Component">Which one answers.</param>
    /// <param name="Number">The question's.</param>
    /// <param name="WorkDone">
    /// Counts what the component does by itself, such as slices or steps: it must have risen since the answer before. Null where nothing is due at
    /// the moment (paused, held, waiting for somebody) or the component only does what it is told.
    /// </param>
    public sealed record Answer(Component Component, long Number, long? WorkDone);
}
