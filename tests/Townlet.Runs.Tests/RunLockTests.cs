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
    public void Folder_that_is_gone_cannot_be_held()
    {
        using var temporary = new TemporaryFolder();
        var run = RunFolder.CreateAt(temporary.At("run"), Packs.Small());
        Directory.Delete(run.Path, recursive: true);
        Assert.Contains("could not be made", Assert.Throws<RunFolderException>(() => RunLock.Take(run)).Message, StringComparison.Ordinal);
    }
}
