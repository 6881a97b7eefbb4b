using Townlet.Configuration;
using Townlet.Learning;
using Townlet.Runs;

namespace Townlet.Host;

/// <summary>The policy that a user named by its file, by a full checkpoint, or by a run whose newest one is meant.</summary>
internal sealed class PolicyFile
{
    private readonly string _path;
    private readonly string? _runConfig;

    private PolicyFile(string path, string? runConfig)
    {
        _path = path;
        _runConfig = runConfig;
    }

    /// <summary>File name without extension: "policy_ep00500".</summary>
    public string Name => Path.GetFileNameWithoutExtension(_path);

    /// <exception cref="EvaluationRefusedException">There is no such file, or the run has no policy yet.</exception>
    public static PolicyFile Find(string path)
    {
        if (Directory.Exists(path))
        {
            return NewestOf(path);
        }

        if (!File.Exists(path))
        {
            throw new EvaluationRefusedException($"{path} does not exist. Name a checkpoint, a policy file, or the folder of a run.");
        }

        var file = Path.GetFullPath(path);
        // A file lies in RUN/checkpoints or RUN/policies; one that was taken elsewhere has no pack beside it.
        var run = Path.GetDirectoryName(Path.GetDirectoryName(file));
        return new PolicyFile(file, run is not null && RunFolder.Exists(run) ? RunFolder.Open(run).Config : null);
    }

    /// <param name="config">Another pack than the run's own; null: that one.</param>
    /// <exception cref="EvaluationRefusedException">The pack is not known or has faults, or the file is damaged or does not fit it.</exception>
    public (Pack Pack, Policy Policy, TrainedIn Trained) Load(string? config)
    {
        var packPath = config ?? _runConfig ?? throw new EvaluationRefusedException(
            $"{_path} does not lie in a run's folder, so its pack is not known. Name the pack with --config.");
        var result = PackReader.Read(packPath);
        if (result.Pack is not { } pack)
        {
            throw new EvaluationRefusedException(string.Join(Environment.NewLine, result.Faults));
        }

        Checkpoint? checkpoint = null;
        try
        {
            using var stream = File.OpenRead(_path);
            checkpoint = Checkpoint.Read(stream);
            stream.Position = 0;
            var policy = Policy.Load(stream, pack);
            // The copy that a run keeps lies in a folder "config"; the pack is still called what it was called.
            var named = config is null ? pack with { Name = checkpoint.PackName } : pack;
            return (named, policy, new TrainedIn(policy.Episode, checkpoint.PackName, checkpoint.PackHash == pack.Hash));
        }
        catch (CheckpointFormatException fault)
        {
            throw new EvaluationRefusedException($"{_path} cannot be used: {fault.Message} Name another checkpoint or policy of the run.");
        }
        catch (CheckpointMismatchException fault)
        {
            throw new EvaluationRefusedException(
                $"{_path} does not fit the pack {packPath}: {fault.Message} It was trained with pack '{checkpoint!.PackName}'; name that one with --config, or a policy that was trained with this one.");
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new EvaluationRefusedException($"{_path} cannot be read: {failure.Message} Make that file readable, or name another.");
        }
    }

    private static PolicyFile NewestOf(string directory)
    {
        // The folder of policies is as good a name for a run as that of checkpoints, which RunFolder knows.
        var full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(directory));
        var parent = Path.GetDirectoryName(full);
        var run = !RunFolder.Exists(full) && parent is not null && RunFolder.Exists(parent) ? parent : full;
        try
        {
            var folder = RunFolder.Open(run);
            return CheckpointStore.NewestPolicyOf(folder) is { } newest
                ? new PolicyFile(newest.Path, folder.Config)
                : throw new EvaluationRefusedException(
                    $"The run in {folder.Path} has no policy yet: its first checkpoint is still to be written. Wait for it, or name another run.");
        }
        catch (RunFolderException fault)
        {
            throw new EvaluationRefusedException(fault.Message);
        }
    }
}
