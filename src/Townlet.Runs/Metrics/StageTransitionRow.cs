using Townlet.Learning.Curriculum;

namespace Townlet.Runs.Metrics;

/// <summary>A row of table <c>curriculum_transitions</c>.</summary>
/// <param name="Transition">The change of stage.</param>
/// <param name="Timestamp">When it happened; stored in UTC to the millisecond.</param>
public sealed record StageTransitionRow(StageTransition Transition, DateTimeOffset Timestamp);
