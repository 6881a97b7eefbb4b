using System.Security.Cryptography;

namespace Townlet.Experiments.Scheduling;

/// <summary>One life of a worker.</summary>
/// <param name="Node">The machine, for people.</param>
/// <param name="Incarnation">Drawn at random when the worker starts, so that no two are the same, on however many machines and through whatever restarts of the coordinator.</param>
public sealed record WorkerId(string Node, long Incarnation)
{
    public static WorkerId New(string node) => new(node, BitConverter.ToInt64(RandomNumberGenerator.GetBytes(sizeof(long))) & long.MaxValue);
}
