namespace Townlet.World.Tests.Golden;

/// <summary>The state after one action of a <see cref="GoldenTrace"/>.</summary>
public sealed record GoldenStep(
    int Step,
    int[] Position,
    Dictionary<string, float> Meters,
    float Reward,
    bool Done,
    bool[] Mask,
    string? Interaction,
    int TimeOfDay,
    int InteractionProgress,
    float[] Observation);
