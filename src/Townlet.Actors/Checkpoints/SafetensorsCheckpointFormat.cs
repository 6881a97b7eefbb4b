using Townlet.Learning;
using Townlet.Runs;

namespace Townlet.Actors;

/// <summary>Tells the store, which knows files but no learner, whether a file is a whole checkpoint.</summary>
internal sealed class SafetensorsCheckpointFormat : ICheckpointFormat
{
    public void Verify(Stream stream)
    {
        try
        {
            Checkpoint.Read(stream);
        }
        catch (CheckpointFormatException fault)
        {
            throw new InvalidDataException(fault.Message, fault);
        }
    }
}
