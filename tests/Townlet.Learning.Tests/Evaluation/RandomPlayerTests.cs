using Townlet.Learning.Evaluation;
using Townlet.World;
using Townlet.World.Definition;

namespace Townlet.Learning.Tests.Evaluation;

public sealed class RandomPlayerTests
{
    [Fact]
    public void Every_valid_action_is_taken_equally_often_and_no_other()
    {
        const int Steps = 6000;
        var definition = TestPacks.Level1.Town with { TerminalConditions = [], MaxSteps = int.MaxValue };
        var player = new RandomPlayer(seed: 1);
        var town = new Town(definition, agents: 1, seed: 1);
        var actions = new TownAction[1];
        var counts = new int[6];
        for (var step = 0; step < Steps; step++)
        {
            // In the corner these actions are valid: right, down and wait.
            town.Restart(0, new GridPosition(0, 0));
            player.Choose(town, actions);
            counts[(int)actions[0]]++;
        }

        Assert.Equal(0, counts[(int)TownAction.Up] + counts[(int)TownAction.Left] + counts[(int)TownAction.Interact]);
        // Five standard deviations of a binomial count.
        var spread = 5 * (int)Math.Sqrt(Steps * (1.0 / 3) * (2.0 / 3));
        Assert.All((TownAction[])[TownAction.Down, TownAction.Right, TownAction.Wait], action => Assert.InRange(counts[(int)action], (Steps / 3) - spread, (Steps / 3) + spread));
    }

    [Fact]
    public void Same_seed_lives_the_same_lives_and_another_does_not()
    {
        Assert.Equal(Lived(seed: 5), Lived(seed: 5));
        Assert.NotEqual(Lived(seed: 5), Lived(seed: 6));
    }

    [Fact]
    public void Life_that_has_ended_gets_an_action_that_does_no_harm()
    {
        var definition = TestPacks.Level1.Town with { MaxSteps = 1 };
        var town = new Town(definition, agents: 2, seed: 1);
        town.Step([TownAction.Wait, TownAction.Wait]);
        var actions = new TownAction[2];
        new RandomPlayer(seed: 1).Choose(town, actions);
        Assert.Equal([TownAction.Wait, TownAction.Wait], actions);
    }

    private static LivedLife[] Lived(ulong seed) =>
        [.. SurvivalTrial.Run(TestPacks.Level1.Town, new RandomPlayer(seed), lives: 20, depletionMultiplier: 1f, seed: 1)];
}
