using Tensorboard;

namespace Townlet.Runs;

/// <summary>A whole record of an event file.</summary>
/// <param name="Position">Where it begins.</param>
/// <param name="End">Where the next one would begin.</param>
/// <param name="Event">What it says.</param>
public sealed record EventRecord(long Position, long End, Event Event);
