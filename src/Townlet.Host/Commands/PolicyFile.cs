using System.Globalization;
using Townlet.Configuration;
using Townlet.Configuration.Files;
using Townlet.Learning.Checkpoints;
using Townlet.Learning.Policies;
using Townlet.Runs;
using Townlet.Runs.Checkpoints;

namespace Townlet.Host.Commands;

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

    /// <param name="path">A policy, a full checkpoint, or the folder of a run.</param>
    /// <param name="warn">Gets a sentence for each policy of the run that is passed over.</param>
    /// <exception cref="EvaluationRefusedException">There is no such file, it is no ordinary file, or the run has no policy yet.</exception>
    public static PolicyFile Find(string path, Action<string> warn)
    {
        if (RunFolder.WhyClosed(path) is { } closed)
        {
            throw new EvaluationRefusedException($"{path} cannot be looked into: {closed}");
        }

        if (Directory.Exists(path))
        {
            return NewestOf(path, warn);
        }

        if (RegularFile.OtherKind(path) is { } kind)
        {
            throw new EvaluationRefusedException($"{path} is a {kind}, not a file. Name a checkpoint, a policy file, or the folder of a run.");
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
            using var stream = RegularFile.OpenRead(_path);
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
            throw new EvaluationRefusedException($"{_path} cannot be read: {FileFault.Explain(failure)}");
        }
    }

    private static PolicyFile NewestOf(string directory, Action<string> warn)
    {
        // The folder of policies is as good a name for a run as that of checkpoints, which RunFolder knows.
        var full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(directory));
        var parent = Path.GetDirectoryName(full);
        var run = !RunFolder.Exists(full) && parent is not null && RunFolder.Exists(parent) ? parent : full;
        try
        {
            var folder = RunFolder.Open(run);
            return CheckpointStore.PoliciesOf(folder).Reverse().FirstOrDefault(policy => IsWhatItsNameSays(policy, warn)) is { } newest
                ? new PolicyFile(newest.Path, folder.Config)
                : throw new EvaluationRefusedException(
                    $"The run in {folder.Path} has no policy yet: its first checkpoint is still to be written. Wait for it, or name another run.");
        }
        catch (RunFolderException fault)
        {
            throw new EvaluationRefusedException(fault.Message);
        }
    }

    /// <summary>A damaged file still counts as the newest. Loading it fails with a sentence for the user, who can name another file.</summary>
    private static bool IsWhatItsNameSays(StoredPolicy policy, Action<string> warn)
    {
        try
        {
            using var stream = RegularFile.OpenRead(policy.Path);
            var episode = Checkpoint.ReadHeader(stream).Episode;
            if (episode != policy.Episode)
            {
                warn(string.Create(CultureInfo.InvariantCulture, $"{Path.GetFileName(policy.Path)} is passed over: its name says episode {policy.Episode}, and it was taken at episode {episode}."));
                return false;
            }
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or CheckpointFormatException)
        {
            // Said with what to do when it is loaded.
        }

        return true;
    }
}
