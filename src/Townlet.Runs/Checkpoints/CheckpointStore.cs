using System.Collections.Immutable;
using System.Globalization;
using Townlet.Configuration.Files;
using Townlet.Runs.Files;

namespace Townlet.Runs.Checkpoints;

/// <summary>
/// The checkpoints and policies of one run. A file under its final name is always whole: it is written under a temporary name, flushed to the
/// disk, checked and renamed. One process writes; other processes may read at the same time, each through its own store.
/// </summary>
public sealed class CheckpointStore
{
    private readonly RunFolder _folder;
    private readonly int _checkpointsKept;
    private readonly ICheckpointFormat _format;
    private readonly RunIdentity _run;

    /// <summary>Opens the store and removes what a killed process left half-written.</summary>
    /// <param name="folder">The run.</param>
    /// <param name="checkpointsKept">How many full checkpoints are kept, at least 1; all policies are kept.</param>
    /// <param name="format">Tells a good checkpoint from a bad one.</param>
    /// <param name="run">Tells the run's checkpoints from those of others.</param>
    public CheckpointStore(RunFolder folder, int checkpointsKept, ICheckpointFormat format, RunIdentity run)
    {
        ArgumentNullException.ThrowIfNull(folder);
        ArgumentOutOfRangeException.ThrowIfLessThan(checkpointsKept, 1);
        ArgumentNullException.ThrowIfNull(format);
        ArgumentNullException.ThrowIfNull(run);
        _run = run;
        _folder = folder;
        _checkpointsKept = checkpointsKept;
        _format = format;
        RemoveStale();
    }

    /// <summary>Writes both files of a checkpoint, then removes the full checkpoints beyond the newest. Folders that were removed are created again.</summary>
    /// <param name="episode">Episodes completed, at least 0; files of the same episode are replaced.</param>
    /// <param name="writeCheckpoint">Writes everything that a run needs to continue; leaves the stream open.</param>
    /// <param name="writePolicy">Writes only the network; leaves the stream open.</param>
    /// <exception cref="CheckpointWriteException">Writing failed, also in one of the writers. Nothing half-written stays. Only <see cref="OutOfMemoryException"/> is passed on unchanged, since another checkpoint would not help.</exception>
    public StoredCheckpoint Write(int episode, Action<Stream> writeCheckpoint, Action<Stream> writePolicy)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(episode);
        ArgumentNullException.ThrowIfNull(writeCheckpoint);
        ArgumentNullException.ThrowIfNull(writePolicy);

        var name = CheckpointFileName.Checkpoint.NameOf(episode);
        var checkpointPath = Path.Combine(_folder.Checkpoints, CheckpointFileName.Checkpoint.FileOf(episode));
        var policyPath = Path.Combine(_folder.Policies, CheckpointFileName.Policy.FileOf(episode));
        long bytes;
        try
        {
            Directory.CreateDirectory(_folder.Checkpoints);
            Directory.CreateDirectory(_folder.Policies);
            RemoveStale();

            using var policy = new PendingFile(policyPath);
            writePolicy(policy.Content);
            policy.Flush();

            using var checkpoint = new PendingFile(checkpointPath);
            writeCheckpoint(checkpoint.Content);
            checkpoint.Flush();
            bytes = checkpoint.Content.Length;
            checkpoint.Content.Position = 0;
            _format.Verify(checkpoint.Content);

            // The policy first: a process that is killed between the two leaves a policy too many, never a checkpoint without its policy.
            policy.Publish();
            checkpoint.Publish();
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            throw new CheckpointWriteException(name, _folder.Path, failure);
        }

        Prune();
        return new StoredCheckpoint(name, episode, checkpointPath, bytes);
    }

    /// <summary>
    /// Reads checkpoints through, newest first, until one is good. A damaged one is renamed to <c>*.corrupt</c>; one that cannot be
    /// read at all (permissions, no ordinary file) or that is not this run's is passed over and left.
    /// </summary>
    /// <param name="warn">Gets a sentence for each checkpoint that is not used.</param>
    /// <returns>Null when there is none.</returns>
    /// <exception cref="NoCheckpointFitsException">There are some, and all were passed over.</exception>
    public StoredCheckpoint? FindNewestValid(Action<string> warn)
    {
        ArgumentNullException.ThrowIfNull(warn);
        string? passedOver = null;
        foreach (var (episode, path) in CheckpointFileName.Checkpoint.NewestFirstIn(_folder.Checkpoints))
        {
            try
            {
                using var stream = RegularFile.OpenRead(path);
                if (WhyNotOurs(_format.Verify(stream), episode) is not { } reason)
                {
                    return new StoredCheckpoint(CheckpointFileName.Checkpoint.NameOf(episode), episode, path, stream.Length);
                }

                PassOver($"{Path.GetFileName(path)} is not used: {reason}");
            }
            catch (Exception gone) when (gone is FileNotFoundException or DirectoryNotFoundException)
            {
                // The process that trains has removed it since the folder was listed.
            }
            catch (Exception fault) when (fault is InvalidDataException or EndOfStreamException)
            {
                warn($"{Path.GetFileName(path)} is damaged ({Bare(fault)}): {SetAside(path)}, and the checkpoint before it is tried.");
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
            {
                PassOver($"{Path.GetFileName(path)} cannot be read ({Words(failure)})");
            }
        }

        return passedOver is null ? null : throw new NoCheckpointFitsException(
            $"The run in {_folder.Path} has no checkpoint to resume from: {passedOver}. "
            + "Put a checkpoint of this run there, or move all others away to begin the run again from its first episode, which removes its records.");

        void PassOver(string reason)
        {
            passedOver ??= reason;
            warn($"{reason}. It is left as it is, and the checkpoint before it is tried.");
        }
    }

    /// <summary>All policies, oldest first.</summary>
    public ImmutableArray<StoredPolicy> Policies() => PoliciesOf(_folder);

    /// <summary>Every policy, oldest first; for a reader, which touches nothing in the run.</summary>
    public static ImmutableArray<StoredPolicy> PoliciesOf(RunFolder folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        return [.. NewestFirst(folder).Reverse()];
    }

    /// <summary>What has the name of a full checkpoint, newest first. It need not be one.</summary>
    public static ImmutableArray<string> CheckpointFilesOf(RunFolder folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        return [.. CheckpointFileName.Checkpoint.NewestFirstIn(folder.Checkpoints).Select(file => file.Path)];
    }

    /// <summary>Null before the first checkpoint.</summary>
    public StoredPolicy? NewestPolicy() => NewestPolicyOf(_folder);

    /// <summary>For a reader, which touches nothing in the run. Null before the first checkpoint.</summary>
    public static StoredPolicy? NewestPolicyOf(RunFolder folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        return NewestFirst(folder).FirstOrDefault();
    }

    private static IEnumerable<StoredPolicy> NewestFirst(RunFolder folder) =>
        CheckpointFileName.Policy.NewestFirstIn(folder.Policies)
            .Where(file => RegularFile.OtherKind(file.Path) is null)
            .Select(file => new StoredPolicy(CheckpointFileName.Policy.NameOf(file.Episode), file.Episode, file.Path));

    private void RemoveStale()
    {
        PendingFile.RemoveStale(_folder.Checkpoints, name => CheckpointFileName.Checkpoint.EpisodeOf(name) is not null);
        PendingFile.RemoveStale(_folder.Policies, name => CheckpointFileName.Policy.EpisodeOf(name) is not null);
    }

    private void Prune()
    {
        try
        {
            foreach (var (_, path) in CheckpointFileName.Checkpoint.NewestFirstIn(_folder.Checkpoints).Where(file => IsOurs(file.Episode, file.Path)).Skip(_checkpointsKept))
            {
                File.Delete(path);
            }
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // The new checkpoint is good, which is what counts; Windows refuses while another process reads an old one. The next write prunes again.
        }
    }

    /// <returns>Null for a checkpoint of this run.</returns>
    private string? WhyNotOurs(CheckpointLabel label, int episode)
    {
        var (run, other) = (_run, label.Run);
        return label switch
        {
            { IsPolicyOnly: true } => "it holds a policy alone, which cannot be trained further",
            _ when other.PackHash != run.PackHash => $"it was trained with pack '{other.PackName}' (hash {other.PackHash}), and this run with '{run.PackName}' (hash {run.PackHash})",
            _ when other.Seed != run.Seed => string.Create(CultureInfo.InvariantCulture, $"it is of a run with seed {other.Seed}, and this run has seed {run.Seed}"),
            _ when label.Episode != episode => string.Create(CultureInfo.InvariantCulture, $"its name says episode {episode}, and it was taken at episode {label.Episode}"),
            _ => null,
        };
    }

    /// <summary>Only the run's own checkpoints count towards those that are kept.</summary>
    private bool IsOurs(int episode, string path)
    {
        try
        {
            using var stream = RegularFile.OpenRead(path);
            return WhyNotOurs(_format.ReadLabel(stream), episode) is null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            return false;
        }
    }

    private static string SetAside(string path)
    {
        for (var number = 1; ; number++)
        {
            var target = number == 1 ? $"{path}.corrupt" : string.Create(CultureInfo.InvariantCulture, $"{path}.{number}.corrupt");
            if (File.Exists(target))
            {
                continue;
            }

            try
            {
                File.Move(path, target);
                return $"it was set aside as {Path.GetFileName(target)}";
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
            {
                return $"it could not be set aside ({Words(failure)})";
            }
        }
    }

    private static string Words(Exception failure) => FileFault.Explain(failure).Split(". ")[0].TrimEnd('.');

    private static string Bare(Exception failure) => failure.Message.TrimEnd('.', ' ');
}
