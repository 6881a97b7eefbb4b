namespace Townlet.Learning.Training;

/// <summary>Numbers of the random streams of one seed, one for each purpose. The town's agents use the streams from 0 up.</summary>
internal static class RandomStreams
{
    private const ulong First = 1UL << 32;

    public const ulong Network = First;
    public const ulong Distillation = First + 1;
    public const ulong Exploration = First + 2;
    public const ulong Replay = First + 3;
    public const ulong Places = First + 4;
}
