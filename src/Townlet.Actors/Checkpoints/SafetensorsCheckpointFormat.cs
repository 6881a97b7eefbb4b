using Townlet.Learning.Checkpoints;
using Townlet.Runs;
using Townlet.Runs.Checkpoints;

namespace Townlet.Actors.Checkpoints;

/// <summary>Tells the store, which knows files but no learner, whether a file is a whole checkpoint.</summary>
internal sealed class SafetensorsCheckpointFormat : ICheckpointFormat
{
    public CheckpointLabel Verify(Stream stream) => Label(stream, Checkpoint.Read);

    public CheckpointLabel ReadLabel(Stream stream) => Label(stream, Checkpoint.ReadHeader);

    private static CheckpointLabel Label(Stream stream, Func<Stream, Checkpoint> read)
    {
        try
        {
            var checkpoint = read(stream);
            return new CheckpointLabel(checkpoint.Episode, checkpoint.IsPolicyOnly, new RunIdentity(checkpoint.PackName, checkpoint.PackHash, checkpoint.Seed));
        }
        catch (CheckpointFormatException fault)
        {
            throw new InvalidDataException(fault.Message, fault);
        }
    }
}
