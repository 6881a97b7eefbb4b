namespace Townlet.Runs.Checkpoints;

/// <summary>Lets the store check the content of a full checkpoint.</summary>
public interface ICheckpointFormat
{
    /// <summary>Checks the whole file: length, header, checksum.</summary>
    /// <param name="stream">The file, at its start. It can seek, is only read, and stays open.</param>
    /// <exception cref="InvalidDataException">The file is not a good checkpoint; the message says why. Only this (or an <see cref="EndOfStreamException"/>) makes the store set the file aside, so a format must translate its own exceptions.</exception>
    CheckpointLabel Verify(Stream stream);

    /// <summary>Reads what the file says about itself, and nothing more.</summary>
    /// <param name="stream">As for <see cref="Verify"/>.</param>
    /// <exception cref="InvalidDataException">The file's header is damaged.</exception>
    CheckpointLabel ReadLabel(Stream stream);
}
