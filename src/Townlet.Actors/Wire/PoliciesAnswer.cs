using System.Collections.Immutable;

namespace Townlet.Actors.Wire;

/// <summary>Answer of <c>/api/policies</c>, oldest first.</summary>
public sealed record PoliciesAnswer(ImmutableArray<NamedPolicy> Policies);
