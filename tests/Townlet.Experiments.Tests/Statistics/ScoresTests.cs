using System.Collections.Immutable;
using Townlet.Experiments.Statistics;

namespace Townlet.Experiments.Tests.Statistics;

public class ScoresTests
{
    [Fact]
    public void There_is_no_figure_without_scores()
    {
        Assert.Throws<ArgumentException>(() => new Scores());
        Assert.Throws<ArgumentException>(() => new Scores([1.0], []));
        Assert.Throws<ArgumentException>(() => new Scores(ImmutableArray.Create(double.NaN)));
    }
}
