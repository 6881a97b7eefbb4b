namespace Townlet.Runs.TensorBoard;

/// <summary>A complete record of an event file.</summary>
/// <param name="Position">Offset of its first byte.</param>
/// <param name="End">Offset after its last byte.</param>
/// <param name="Step">The episode that it is of; 0 where it is of none.</param>
/// <param name="Data">The event: a message of TensorFlow's event.proto.</param>
public sealed record EventRecord(long Position, long End, long Step, ReadOnlyMemory<byte> Data);
