namespace Townlet.Learning.Engines;

/// <summary>The states of one batch, ordered by step, and within a step by life.</summary>
/// <param name="Steps">Successive states of each life, through which a recurrent network is unrolled; 1 where states are independent.</param>
/// <param name="Lives">States of each step.</param>
public readonly record struct BatchShape(int Steps, int Lives)
{
    /// <summary>Number of states, and of rows of Q-values.</summary>
    public int Rows => Steps * Lives;
}
