using System.Collections.Immutable;

namespace Townlet.Actors.Wire;

/// <summary>Answer of <c>/api/transitions</c>.</summary>
public sealed record TransitionsAnswer(ImmutableArray<StageChangedMessage> Transitions);
