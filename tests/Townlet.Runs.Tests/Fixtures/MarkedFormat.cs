using System.Text;

namespace Townlet.Runs.Tests;

/// <summary>A checkpoint is good when its text ends in a full stop.</summary>
internal sealed class MarkedFormat : ICheckpointFormat
{
    public static Action<Stream> Good(string content) => stream => stream.Write(Encoding.UTF8.GetBytes(content + "."));

    public void Verify(Stream stream)
    {
        using var reader = new StreamReader(stream, leaveOpen: true);
        if (!reader.ReadToEnd().EndsWith('.'))
        {
            throw new InvalidDataException("the checksum differs.");
        }
    }
}
