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

    [Fact]
    public void Folder_that_is_gone_cannot_be_held()
    {
        using var temporary = new TemporaryFolder();
        var run = RunFolder.CreateAt(temporary.At("run"), Packs.Small());
        Directory.Delete(run.Path, recursive: true);
        Assert.Contains("could not be made", Assert.Throws<RunFolderException>(() => RunLock.Take(run)).Message, StringComparison.Ordinal);
    }
}
