namespace Townlet.Learning;

/// <summary>What the curriculum makes of the end of a life.</summary>
/// <param name="Survival">Mean length of the last 10 lives at this stage (fewer while there are not yet 10), as a share of the step cap.</param>
/// <param name="Progress">Their mean length in steps minus that of the 10 before; 0 before there are 20.</param>
/// <param name="Steps">Lived at this stage.</param>
/// <param name="From">The stage that was lived at.</param>
/// <param name="To">The stage of the next life; equal to <paramref name="From"/> when nothing changes.</param>
/// <param name="Reason">Why it changes; empty when it does not.</param>
internal readonly record struct StageDecision(double Survival, double Progress, long Steps, int From, int To, string Reason);
