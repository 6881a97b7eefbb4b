namespace Townlet.Configuration.Files;

/// <summary>A path that should name a file names a folder, named pipe, socket or device; the message says which.</summary>
public sealed class NotRegularFileException(string message) : IOException(message);
