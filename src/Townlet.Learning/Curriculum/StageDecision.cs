namespace Townlet.Learning.Curriculum;

/// <summary>What the curriculum decides at the end of a life.</summary>
/// <param name="Survival">Mean length of the last 10 lives at this stage (of all, if there are fewer), as a share of the step cap.</param>
/// <param name="Progress">Their mean length in steps minus that of the 10 before; 0 if there are fewer than 20.</param>
/// <param name="Steps">Steps at this stage.</param>
/// <param name="From">The stage of this life.</param>
/// <param name="To">The stage of the next life; equal to <paramref name="From"/> where nothing changes.</param>
/// <param name="Reason">Why the stage changes; empty if it does not.</param>
internal readonly record struct StageDecision(double Survival, double Progress, long Steps, int From, int To, string Reason);
