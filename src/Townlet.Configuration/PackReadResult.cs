using System.Collections.Immutable;

namespace Townlet.Configuration;

/// <summary>Either a pack or every fault found in it.</summary>
public sealed record PackReadResult(Pack? Pack, ImmutableArray<PackFault> Faults);
