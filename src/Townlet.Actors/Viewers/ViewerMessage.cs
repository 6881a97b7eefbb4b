namespace Townlet.Actors;

/// <summary>One encoded message on its way to viewers; the bytes are shared by all of them.</summary>
/// <param name="Bytes">UTF-8 JSON.</param>
/// <param name="Droppable">A frame that a newer one makes worthless.</param>
public sealed record ViewerMessage(ReadOnlyMemory<byte> Bytes, bool Droppable);
