using Tensorboard;

namespace Townlet.Runs.TensorBoard;

/// <summary>A complete record of an event file.</summary>
/// <param name="Position">Offset of its first byte.</param>
/// <param name="End">Offset after its last byte.</param>
/// <param name="Event">Its content.</param>
public sealed record EventRecord(long Position, long End, Event Event);
