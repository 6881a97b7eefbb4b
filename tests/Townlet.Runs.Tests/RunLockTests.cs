using System.Runtime.Versioning;
using Townlet.Runs.Tests.Fixtures;

namespace Townlet.Runs.Tests;

public class RunLockTests
{
    [Fact]
    public void Run_is_held_by_one_at_a_time()
    {
        using var temporary = new TemporaryFolder();
        var run = RunFolder.CreateAt(temporary.At("run"), Packs.Small());
        using (RunLock.Take(run))
        {
            var refused = Assert.Throws<RunFolderException>(() => RunLock.Take(run));
            Assert.Contains(run.Path, refused.Message, StringComparison.Ordinal);
            Assert.Contains("Another Townlet trains", refused.Message, StringComparison.Ordinal);
        }

        using var again = RunLock.Take(run);
    }

    [Fact]
    public void Whether_a_run_is_held_is_seen_without_holding_it()
    {
        using var temporary = new TemporaryFolder();
        var run = RunFolder.CreateAt(temporary.At("run"), Packs.Small());
        Assert.False(RunLock.IsTaken(run));
        using (RunLock.Take(run))
        {
            Assert.True(RunLock.IsTaken(run));
            Assert.True(RunLock.IsTaken(run));
        }

        Assert.False(RunLock.IsTaken(run));
        using var again = RunLock.Take(run);
    }

    [Fact]
    public async Task Many_who_look_keep_nobody_from_holding_a_run()
    {
        using var temporary = new TemporaryFolder();
        var run = RunFolder.CreateAt(temporary.At("run"), Packs.Small());
        RunLock.Take(run).Dispose();
        using var done = new CancellationTokenSource();
        var looking = Task.Run(() =>
        {
            while (!done.IsCancellationRequested)
            {
                RunLock.IsTaken(run);
            }
        });

        for (var time = 0; time < 300; time++)
        {
            RunLock.Take(run).Dispose();
        }

        await done.CancelAsync();
        await looking;
    }

    [TinyDiskFact]
    public void Read_only_disk_is_not_taken_for_another_trainer()
    {
        using var disk = new TinyDisk();
        var run = RunFolder.CreateAt(Path.Combine(disk.Path, "run"), Packs.Small());
        RunLock.Take(run).Dispose();
        disk.MakeReadOnly();

        var refused = Assert.Throws<RunFolderException>(() => RunLock.Take(run));

        Assert.StartsWith($"Training cannot resume in {run.Path}: the disk is mounted read-only. Copy that folder", refused.Message, StringComparison.Ordinal);
        Assert.False(RunLock.IsTaken(run));
    }

    [UnprivilegedFact]
    [UnsupportedOSPlatform("windows")]
    public void Missing_permission_is_not_taken_for_another_trainer()
    {
        using var temporary = new TemporaryFolder();
        var run = RunFolder.CreateAt(temporary.At("run"), Packs.Small());
        RunLock.Take(run).Dispose();
        File.SetUnixFileMode(Path.Combine(run.Path, "run.lock"), UnixFileMode.UserRead);

        Assert.Contains("this user has no permission to write there", Assert.Throws<RunFolderException>(() => RunLock.Take(run)).Message, StringComparison.Ordinal);
    }

    [UnixFact]
    public async Task Named_pipe_in_the_place_of_the_lock_is_said_and_never_waited_for()
    {
        using var temporary = new TemporaryFolder();
        var run = RunFolder.CreateAt(temporary.At("run"), Packs.Small());
        NamedPipe.Create(Path.Combine(run.Path, "run.lock"));

        Assert.False(await Task.Run(() => RunLock.IsTaken(run)));
        Assert.Contains("run.lock is a named pipe, not a file.", (await Assert.ThrowsAsync<RunFolderException>(() => Task.Run(() => RunLock.Take(run)))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Folder_that_is_gone_cannot_be_held()
    {
        using var temporary = new TemporaryFolder();
        var run = RunFolder.CreateAt(temporary.At("run"), Packs.Small());
        Directory.Delete(run.Path, recursive: true);
        Assert.Contains("could not be made", Assert.Throws<RunFolderException>(() => RunLock.Take(run)).Message, StringComparison.Ordinal);
    }
}
