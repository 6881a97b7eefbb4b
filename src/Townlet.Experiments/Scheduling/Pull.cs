using System.Collections.Immutable;

namespace Townlet.Experiments.Scheduling;

/// <summary>A worker's question, about once a second: sign of life, renewal of its leases and request for work in one. Asking twice changes nothing.</summary>
/// <param name="Worker">Who asks.</param>
/// <param name="Number">Grows with each question of this worker; the answer repeats it.</param>
/// <param name="FreeSlots">Trials that it could run beside those that it runs.</param>
/// <param name="Holds">The trials that it runs.</param>
public sealed record Pull(WorkerId Worker, long Number, int FreeSlots, ImmutableArray<HeldTrial> Holds);
