namespace Townlet.Runs;

/// <summary>What the store needs to know of the content of a full checkpoint.</summary>
public interface ICheckpointFormat
{
    /// <summary>Reads the file through: length, header, checksum.</summary>
    /// <param name="stream">At its start, seekable, read-only in use; stays open.</param>
    /// <exception cref="InvalidDataException">The file is not a good checkpoint; the message says why. Only this (or an <see cref="EndOfStreamException"/>) has the file set aside; a format with an exception of its own translates it.</exception>
    CheckpointLabel Verify(Stream stream);

    /// <summary>Reads what the file says about itself, and nothing more.</summary>
    /// <param name="stream">As for <see cref="Verify"/>.</param>
    /// <exception cref="InvalidDataException">The file's header is damaged.</exception>
    CheckpointLabel ReadLabel(Stream stream);
}
