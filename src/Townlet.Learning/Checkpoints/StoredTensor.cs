using System.Collections.Immutable;

namespace Townlet.Learning;

/// <summary>One named array of a checkpoint.</summary>
/// <param name="Name">Dotted: "online.layer0.weight".</param>
/// <param name="Type">Type of its elements.</param>
/// <param name="Shape">Row-major; its product is the number of elements.</param>
/// <param name="Data">Little-endian; nobody writes to it after the checkpoint was made.</param>
internal sealed record StoredTensor(string Name, ElementType Type, ImmutableArray<long> Shape, byte[] Data);
