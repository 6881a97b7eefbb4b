using System.Collections.Immutable;
using Townlet.Experiments.Statistics;

namespace Townlet.Experiments.Tests.Statistics;

/// <summary>
/// Final scores of IRIS on Atari 100k, 26 games of 5 runs each, published with Micheli, Alonso and Fleuret 2023, "Transformers are Sample-Efficient World Models",
/// whose table 1 gives their human-normalised mean as 1.046 and their interquartile mean as 0.501, both computed with rliable.
/// </summary>
internal static class PublishedScores
{
    private static readonly ImmutableArray<(string Game, double Random, double Human, double[] Scores)> _games =
    [
        ("Alien", 227.8, 7127.7, [368.7, 452.5, 437.2, 331.7, 510]),
        ("Amidar", 5.8, 1719.5, [196.0, 126, 164.9, 162.9, 65.1]),
        ("Assault", 222.4, 742.0, [1481.3, 928.1, 1121.8, 1556.0, 2534.8]),
        ("Asterix", 210.0, 8503.3, [762.5, 1114, 1082, 716.5, 593]),
        ("BankHeist", 14.2, 753.1, [42.2, 48.8, 68.4, 46.4, 59.6]),
        ("BattleZone", 2360.0, 37187.5, [16990, 14570, 11300, 10070, 12440]),
        ("Boxing", 0.1, 12.1, [86.2, 49.3, 55.8, 83.5, 75.5]),
        ("Breakout", 1.7, 30.5, [104.6, 85.6, 69.7, 70.3, 88.1]),
        ("ChopperCommand", 811.0, 7387.8, [1150, 1276, 1659, 2162, 1578]),
        ("CrazyClimber", 10780.5, 35829.4, [64101, 66127, 62740, 77066, 26587]),
        ("DemonAttack", 152.1, 1971.0, [905, 2011.9, 2888.5, 2613.4, 1753]),
        ("Freeway", 0.0, 29.6, [30.9, 31.5, 30.5, 30.8, 31.6]),
        ("Frostbite", 65.2, 4334.7, [274.3, 250.0, 295, 250, 226.3]),
        ("Gopher", 257.6, 2412.5, [2987.2, 2476.8, 3110.4, 1171.4, 1434.8]),
        ("Hero", 1027.0, 30826.4, [6916.2, 6933.9, 6740.6, 7881.6, 6714.7]),
        ("Jamesbond", 29.0, 302.8, [487.5, 394, 486, 464, 482]),
        ("Kangaroo", 52.0, 3035.0, [2249, 732, 750, 90, 370]),
        ("Krull", 1598.0, 2665.5, [6047.4, 7364.8, 4980.6, 6006.3, 8683]),
        ("KungFuMaster", 258.5, 22736.3, [7301, 15949, 34406, 14372, 36771]),
        ("MsPacman", 307.3, 6951.6, [1251.6, 941.5, 590.3, 770.8, 1441.1]),
        ("Pong", -20.7, 14.6, [19.3, 18.5, 16.6, 6.2, 12.4]),
        ("PrivateEye", 24.9, 69571.3, [100, 100, 100, 100, 100]),
        ("Qbert", 163.9, 13455.0, [853, 575, 790.2, 1027.2, 483.2]),
        ("RoadRunner", 11.5, 7845.0, [11355, 2033, 17106, 7614, 9965]),
        ("Seaquest", 68.4, 42054.7, [752.2, 855.8, 691, 386, 621.6]),
        ("UpNDown", 533.4, 11693.2, [3793, 5367.5, 2943.7, 3637.9, 1988.9]),
    ];

    public static Scores HumanNormalised => new([.. _games.Select(game => game.Scores.Select(score => (score - game.Random) / (game.Human - game.Random)).ToImmutableArray())]);
}
