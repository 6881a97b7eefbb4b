using System.Collections.Immutable;
using Townlet.Configuration;

namespace Townlet.Experiments.Plans;

/// <summary>One of the things that an experiment compares.</summary>
/// <param name="Name">Its folder's name too: "gamma=0.95".</param>
/// <param name="Pack">With the values of this arm.</param>
/// <param name="Settings">The varied keys with the values of this arm.</param>
public sealed record Arm(string Name, Pack Pack, ImmutableArray<(string Key, string Value)> Settings);
