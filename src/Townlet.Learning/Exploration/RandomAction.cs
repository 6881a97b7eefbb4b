using Townlet.World;

namespace Townlet.Learning.Exploration;

/// <summary>Any valid action, each as likely as another.</summary>
public static class RandomAction
{
    /// <param name="mask">Shape [6]; at least one is valid.</param>
    /// <param name="random">Advanced by one draw.</param>
    public static TownAction Draw(ReadOnlySpan<bool> mask, ref RandomSource random)
    {
        var draw = random.NextInt(mask.Count(true));
        var action = -1;
        do
        {
            action++;
            draw -= mask[action] ? 1 : 0;
        }
        while (draw >= 0);

        return (TownAction)action;
    }
}
