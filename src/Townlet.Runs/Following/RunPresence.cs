namespace Townlet.Runs.Following;

/// <summary>Tells whether the run that was first found in a folder is still there.</summary>
/// <param name="folder">The run.</param>
internal sealed class RunPresence(RunFolder folder)
{
    private (DateTimeOffset StartedAt, string PackHash)? _identity;

    /// <returns>The run's manifest; null where there is none.</returns>
    /// <exception cref="RunFolderException">run.json cannot be read.</exception>
    /// <exception cref="RunGoneException">The run is not there, or another one is.</exception>
    public RunManifest? Require()
    {
        if (!RunFolder.Exists(folder.Path))
        {
            throw new RunGoneException($"The run in {folder.Path} is gone: {RunFolder.WhyClosed(folder.Path) ?? "the folder was moved or removed, or its disk is not there."}");
        }

        if (RunManifest.Read(folder) is not { } manifest)
        {
            // Killed before it wrote any.
            return null;
        }

        var identity = (manifest.StartedAt, manifest.PackHash);
        _identity ??= identity;
        return _identity == identity
            ? manifest
            : throw new RunGoneException($"Another run stands in {folder.Path}: it was started at {manifest.StartedAt:u}, and the one that is shown here at {_identity.Value.StartedAt:u}.");
    }
}
