using Townlet.World.Tests.Definition;
using Townlet.World.Tests.Reference;

namespace Townlet.World.Tests;

public sealed class AllocationTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(100)]
    public void Step_allocates_nothing_through_deaths_and_restarts(int agents)
    {
        foreach (var definition in new[] { TownDefinitions.L0, TownDefinitions.L1, TownDefinitions.L2, TownDefinitions.L3 })
        {
            var random = new RandomTowns(1);
            var town = new Town(definition, agents, seed: 1);
            var actions = Enumerable.Range(0, 600 * agents).Select(_ => random.Action()).ToArray();
            town.Step(actions.AsSpan(0, agents));

            var before = GC.GetAllocatedBytesForCurrentThread();
            var ends = 0;
            for (var step = 0; step < 600; step++)
            {
                town.Step(actions.AsSpan(step * agents, agents));
                ends += town.Ends[0] == LifeEnd.None ? 0 : 1;
            }

            Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
            Assert.True(ends > 0);
        }
    }
}
