using System.Runtime.Versioning;
using System.Text;
using Townlet.Runs.Checkpoints;
using Townlet.Runs.Tests.Fixtures;

namespace Townlet.Runs.Tests.Checkpoints;

public sealed class CheckpointStoreTests : IDisposable
{
    private static readonly string Id = new('0', 32);

    private readonly TemporaryFolder _disk = new();
    private readonly RunFolder _folder;
    private readonly List<string> _warnings = [];

    public CheckpointStoreTests()
    {
        _folder = RunFolder.CreateAt(_disk.At("run"), Packs.Small());
    }

    public void Dispose() => _disk.Dispose();

    [Fact]
    public void Checkpoint_and_policy_are_named_after_their_episode()
    {
        var stored = Write(NewStore(), 500);

        Assert.Equal(
            new StoredCheckpoint("checkpoint_ep00500", 500, Path.Combine(_folder.Checkpoints, "checkpoint_ep00500.safetensors"), 15),
            stored);
        Assert.Equal("checkpoint 500.", File.ReadAllText(stored.Path));
        Assert.Equal("policy 500.", File.ReadAllText(Path.Combine(_folder.Policies, "policy_ep00500.safetensors")));
        Assert.Equal(["checkpoint_ep00500.safetensors"], Files(_folder.Checkpoints));
        Assert.Equal(["policy_ep00500.safetensors"], Files(_folder.Policies));
    }

    [Fact]
    public void Newest_checkpoint_is_found_with_its_length()
    {
        var store = NewStore();
        Write(store, 100);
        var newest = Write(store, 200);

        Assert.Equal(newest, NewStore().FindNewestValid(_warnings.Add));
        Assert.Empty(_warnings);
    }

    [Fact]
    public void Episodes_are_ordered_as_numbers()
    {
        var store = NewStore();
        Write(store, 99_900);
        Write(store, 100_000);

        Assert.Equal("checkpoint_ep100000", store.FindNewestValid(_warnings.Add)?.Name);
        Assert.Equal([99_900, 100_000], store.Policies().Select(policy => policy.Episode));
    }

    [Fact]
    public void Newest_full_checkpoints_and_every_policy_stay()
    {
        var store = NewStore(checkpointsKept: 2);
        foreach (var episode in (int[])[100, 200, 300, 400])
        {
            Write(store, episode);
        }

        Assert.Equal(["checkpoint_ep00300.safetensors", "checkpoint_ep00400.safetensors"], Files(_folder.Checkpoints));
        Assert.Equal(
            ["policy_ep00100", "policy_ep00200", "policy_ep00300", "policy_ep00400"],
            store.Policies().Select(policy => policy.Name));
        Assert.Equal(
            new StoredPolicy("policy_ep00400", 400, Path.Combine(_folder.Policies, "policy_ep00400.safetensors")),
            store.NewestPolicy());
    }

    [Fact]
    public void Run_without_checkpoints_has_none()
    {
        Directory.Delete(_folder.Policies);
        Directory.Delete(_folder.Checkpoints);
        var store = NewStore();

        Assert.Null(store.FindNewestValid(_warnings.Add));
        Assert.Null(store.NewestPolicy());
        Assert.Empty(store.Policies());
        Assert.Empty(_warnings);
    }

    [Fact]
    public void Episode_that_is_lived_again_replaces_its_files()
    {
        var store = NewStore();
        Write(store, 100);
        store.Write(100, MarkedFormat.Good("again 100"), MarkedFormat.Good("again 100"));

        Assert.Equal("again 100.", File.ReadAllText(store.FindNewestValid(_warnings.Add)!.Path));
        Assert.Equal("again 100.", File.ReadAllText(Assert.Single(store.Policies()).Path));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Writer_that_fails_half_way_leaves_only_what_was_there(bool inCheckpoint)
    {
        var store = NewStore();
        Write(store, 100);
        Action<Stream> broken = stream =>
        {
            stream.Write(new byte[100_000]);
            throw new InvalidOperationException("the tensor is gone.");
        };

        var fault = Assert.Throws<CheckpointWriteException>(() => store.Write(
            200, inCheckpoint ? broken : MarkedFormat.Good("fine"), inCheckpoint ? MarkedFormat.Good("fine") : broken));

        Assert.Contains("the tensor is gone", fault.Message, StringComparison.Ordinal);
        AssertOnlyEpisode100IsLeft(store, _folder);
    }

    [Fact]
    public void Replacing_a_checkpoint_half_way_keeps_the_earlier_one()
    {
        var store = NewStore();
        Write(store, 100);

        Assert.Throws<CheckpointWriteException>(() => store.Write(100, _ => throw new IOException("cable"), MarkedFormat.Good("new")));

        Assert.Equal("policy 100.", File.ReadAllText(store.NewestPolicy()!.Path));
        AssertOnlyEpisode100IsLeft(store, _folder);
    }

    [Fact]
    public void Checkpoint_that_does_not_read_back_is_not_published()
    {
        var store = NewStore();
        Write(store, 100);

        var fault = Assert.Throws<CheckpointWriteException>(() =>
            store.Write(200, stream => stream.Write("no full stop"u8), MarkedFormat.Good("policy")));

        Assert.Contains("does not read back (the checksum differs)", fault.Message, StringComparison.Ordinal);
        AssertOnlyEpisode100IsLeft(store, _folder);
    }

    [Fact]
    public void Lack_of_memory_is_not_taken_for_a_bad_disk()
    {
        var store = NewStore();
        Write(store, 100);

        Assert.Throws<InsufficientMemoryException>(() => store.Write(200, _ => throw new InsufficientMemoryException(), MarkedFormat.Good("policy")));

        AssertOnlyEpisode100IsLeft(store, _folder);
    }

    [Fact]
    public void Half_written_files_of_a_killed_process_are_cleared_at_the_start()
    {
        Write(NewStore(), 100);
        File.WriteAllText(Path.Combine(_folder.Checkpoints, $"checkpoint_ep00200.safetensors.{Id}.tmp"), "half");
        File.WriteAllText(Path.Combine(_folder.Policies, $"policy_ep00200.safetensors.{Id}.tmp"), "half");

        AssertOnlyEpisode100IsLeft(NewStore(), _folder);
    }

    [Fact]
    public void Half_written_files_are_cleared_by_the_next_write_too()
    {
        var store = NewStore();
        File.WriteAllText(Path.Combine(_folder.Checkpoints, $"checkpoint_ep00050.safetensors.{Id}.tmp"), "half");

        Write(store, 100);

        AssertOnlyEpisode100IsLeft(store, _folder);
    }

    [Fact]
    public void Store_of_a_reader_leaves_a_write_in_progress_alone()
    {
        var stored = NewStore().Write(
            100,
            stream =>
            {
                MarkedFormat.Good("checkpoint")(stream);
                NewStore();
                Assert.Single(Files(_folder.Checkpoints));
            },
            MarkedFormat.Good("policy"));

        Assert.Equal("checkpoint.", File.ReadAllText(stored.Path));
    }

    [Fact]
    public void Damaged_newest_is_set_aside_and_the_one_before_used()
    {
        var store = NewStore();
        Write(store, 100);
        var newest = Write(store, 200);
        File.WriteAllText(newest.Path, "torn");

        var found = store.FindNewestValid(_warnings.Add);

        Assert.Equal(100, found?.Episode);
        Assert.Equal(["checkpoint_ep00100.safetensors", "checkpoint_ep00200.safetensors.corrupt"], Files(_folder.Checkpoints));
        Assert.Equal("torn", File.ReadAllText(newest.Path + ".corrupt"));
        Assert.Equal(
            "checkpoint_ep00200.safetensors is damaged (the checksum differs): it was set aside as checkpoint_ep00200.safetensors.corrupt, "
            + "and the checkpoint before it is tried.",
            Assert.Single(_warnings));
    }

    [Fact]
    public void Damaged_file_does_not_replace_one_set_aside_earlier()
    {
        var store = NewStore();
        for (var time = 1; time <= 3; time++)
        {
            var stored = Write(store, 200);
            File.WriteAllText(stored.Path, $"torn {time}");
            Assert.Null(store.FindNewestValid(_warnings.Add));
        }

        Assert.Equal(
            ["checkpoint_ep00200.safetensors.2.corrupt", "checkpoint_ep00200.safetensors.3.corrupt", "checkpoint_ep00200.safetensors.corrupt"],
            Files(_folder.Checkpoints));
        Assert.Equal("torn 1", File.ReadAllText(Path.Combine(_folder.Checkpoints, "checkpoint_ep00200.safetensors.corrupt")));
    }

    [Fact]
    public void All_damaged_is_none_with_a_warning_each()
    {
        var store = NewStore();
        File.WriteAllText(Write(store, 100).Path, "");
        File.WriteAllText(Write(store, 200).Path, "torn");

        Assert.Null(store.FindNewestValid(_warnings.Add));

        Assert.Equal(2, _warnings.Count);
        Assert.All(Files(_folder.Checkpoints), name => Assert.EndsWith(".corrupt", name, StringComparison.Ordinal));
    }

    [Fact]
    public void Unreadable_disk_block_is_passed_over_and_the_file_left()
    {
        Write(NewStore(), 100);
        Write(NewStore(), 200);
        var store = new CheckpointStore(_folder, 3, new UnreadableFormat("checkpoint 200."), MarkedFormat.Run);

        Assert.Equal(100, store.FindNewestValid(_warnings.Add)?.Episode);
        Assert.Contains("checkpoint_ep00200.safetensors cannot be read (Input/output error)", Assert.Single(_warnings), StringComparison.Ordinal);
        Assert.Equal(["checkpoint_ep00100.safetensors", "checkpoint_ep00200.safetensors"], Files(_folder.Checkpoints));
    }

    [Theory]
    [InlineData("checkpoint 200.", "its name says episode 900, and it was taken at episode 200")]
    [InlineData("policy 900.", "it holds a policy alone, which cannot be trained further")]
    [InlineData("checkpoint 900 seed 8.", "it is of a run with seed 8, and this run has seed 7")]
    [InlineData("checkpoint 900 pack other.", "it was trained with pack 'L1_full_observability' (hash other), and this run with 'L1_full_observability' (hash 0123abcd)")]
    public void File_that_is_no_checkpoint_of_this_run_is_passed_over_and_takes_no_place(string content, string reason)
    {
        var store = NewStore(checkpointsKept: 2);
        Write(store, 100);
        var foreign = Path.Combine(_folder.Checkpoints, "checkpoint_ep00900.safetensors");
        File.WriteAllText(foreign, content);

        Assert.Equal(100, store.FindNewestValid(_warnings.Add)?.Episode);
        Assert.Equal($"checkpoint_ep00900.safetensors is not used: {reason}. It is left as it is, and the checkpoint before it is tried.", Assert.Single(_warnings));
        foreach (var episode in (int[])[200, 300, 400])
        {
            Write(store, episode);
        }

        Assert.Equal(
            ["checkpoint_ep00300.safetensors", "checkpoint_ep00400.safetensors", "checkpoint_ep00900.safetensors"], Files(_folder.Checkpoints));
        Assert.Equal(content, File.ReadAllText(foreign));
    }

    [Fact]
    public void Run_whose_checkpoints_are_all_of_others_does_not_begin_again()
    {
        File.WriteAllText(Path.Combine(_folder.Checkpoints, "checkpoint_ep00100.safetensors"), "checkpoint 100 seed 8.");

        var refused = Assert.Throws<NoCheckpointFitsException>(() => NewStore().FindNewestValid(_warnings.Add));

        Assert.Contains("checkpoint_ep00100.safetensors is not used: it is of a run with seed 8, and this run has seed 7", refused.Message, StringComparison.Ordinal);
    }

    [UnixFact]
    public async Task What_is_no_ordinary_file_is_passed_over_and_never_waited_for()
    {
        var store = NewStore(checkpointsKept: 1);
        Write(store, 100);
        NamedPipe.Create(Path.Combine(_folder.Checkpoints, "checkpoint_ep00900.safetensors"));
        Directory.CreateDirectory(Path.Combine(_folder.Checkpoints, "checkpoint_ep00901.safetensors"));
        File.CreateSymbolicLink(Path.Combine(_folder.Checkpoints, "checkpoint_ep00902.safetensors"), "/dev/zero");
        NamedPipe.Create(Path.Combine(_folder.Checkpoints, $"checkpoint_ep00903.safetensors.{Id}.tmp"));
        NamedPipe.Create(Path.Combine(_folder.Policies, "policy_ep00900.safetensors"));

        Assert.Equal(100, (await Task.Run(() => NewStore().FindNewestValid(_warnings.Add)))?.Episode);
        Assert.Equal(["character device", "folder", "named pipe"], _warnings.Select(warning => warning.Split(" is a ")[1].Split(',')[0]));
        Assert.Equal("policy_ep00100", store.NewestPolicy()?.Name);
        await Task.Run(() => Write(store, 200));
        Assert.Equal(200, (await Task.Run(() => NewStore().FindNewestValid(_warnings.Add)))?.Episode);
    }

    [Fact]
    public void Files_of_others_are_left_alone()
    {
        string[] foreign =
        [
            "notes.txt", "checkpoint_ep00900.safetensors.bak", "checkpoint_ep900.safetensors", "checkpoint_ep000900.safetensors",
            "checkpoint_best.safetensors", "Checkpoint_ep00900.safetensors", "checkpoint_ep99999999999.safetensors",
            "notes.tmp", $"notes.{Id}.tmp", $"{Id}.tmp", "checkpoint_ep00900.safetensors.tmp", "checkpoint_ep00100.safetensors.corrupt",
        ];
        foreach (var name in foreign)
        {
            File.WriteAllText(Path.Combine(_folder.Checkpoints, name), "mine");
            File.WriteAllText(Path.Combine(_folder.Policies, name), "mine");
        }

        var store = NewStore(checkpointsKept: 1);
        Write(store, 100);
        Write(store, 200);

        Assert.Equal(200, store.FindNewestValid(_warnings.Add)?.Episode);
        Assert.Equal([100, 200], store.Policies().Select(policy => policy.Episode));
        Assert.All(foreign, name => Assert.Equal("mine", File.ReadAllText(Path.Combine(_folder.Checkpoints, name))));
        Assert.All(foreign, name => Assert.Equal("mine", File.ReadAllText(Path.Combine(_folder.Policies, name))));
        Assert.Empty(_warnings);
    }

    [Fact]
    public void Removed_folder_is_made_again()
    {
        var store = NewStore();
        Write(store, 100);
        Directory.Delete(_folder.Path, recursive: true);

        Write(store, 200);

        Assert.Equal(200, store.FindNewestValid(_warnings.Add)?.Episode);
        Assert.Equal(200, store.NewestPolicy()?.Episode);
    }

    [Fact]
    public void File_in_the_place_of_the_folder_is_said()
    {
        var store = NewStore();
        Directory.Delete(_folder.Checkpoints);
        File.WriteAllText(_folder.Checkpoints, "");

        var fault = Assert.Throws<CheckpointWriteException>(() => Write(store, 100));

        Assert.Contains(_folder.Path, fault.Message, StringComparison.Ordinal);
        Assert.Empty(Files(_folder.Policies));
    }

    [TinyDiskFact]
    public void Full_disk_keeps_the_earlier_checkpoint_and_writing_goes_on_when_there_is_room()
    {
        using var disk = new TinyDisk();
        var folder = RunFolder.CreateAt(Path.Combine(disk.Path, "run"), Packs.Small());
        var store = new CheckpointStore(folder, 3, new MarkedFormat(), MarkedFormat.Run);
        Write(store, 100);
        Action<Stream> large = MarkedFormat.Good(new string('x', 1 << 20));

        for (var time = 0; time < 5; time++)
        {
            var fault = Assert.Throws<CheckpointWriteException>(() => store.Write(200, large, MarkedFormat.Good("policy")));
            Assert.Contains("the disk is full. Free some space there.", fault.Message, StringComparison.Ordinal);
        }

        AssertOnlyEpisode100IsLeft(store, folder);
        Write(store, 300);
        Assert.Equal(300, store.FindNewestValid(_warnings.Add)?.Episode);
    }

    [TinyDiskFact]
    public void Disk_that_fills_in_the_last_buffered_bytes_keeps_the_earlier_checkpoint()
    {
        using var disk = new TinyDisk();
        var folder = RunFolder.CreateAt(Path.Combine(disk.Path, "run"), Packs.Small());
        var store = new CheckpointStore(folder, 3, new MarkedFormat(), MarkedFormat.Run);
        Write(store, 100);
        Action<Stream> fillsTheDiskFirst = stream =>
        {
            MarkedFormat.Good("still in the buffer")(stream);
            try
            {
                File.WriteAllBytes(Path.Combine(disk.Path, "filler"), new byte[1 << 20]);
            }
            catch (IOException)
            {
                // That is what it is for.
            }
        };

        var fault = Assert.Throws<CheckpointWriteException>(() => store.Write(200, fillsTheDiskFirst, MarkedFormat.Good("policy")));

        Assert.Contains("the disk is full", fault.Message, StringComparison.Ordinal);
        AssertOnlyEpisode100IsLeft(store, folder);
    }

    [TinyDiskFact]
    public void Read_only_disk_keeps_the_earlier_checkpoint_and_damaged_ones_are_passed_over()
    {
        using var disk = new TinyDisk();
        var folder = RunFolder.CreateAt(Path.Combine(disk.Path, "run"), Packs.Small());
        var store = new CheckpointStore(folder, 3, new MarkedFormat(), MarkedFormat.Run);
        Write(store, 100);
        File.WriteAllText(Write(store, 200).Path, "torn");
        File.WriteAllText(Path.Combine(folder.Policies, $"policy_ep00200.safetensors.{Id}.tmp"), "half");
        disk.MakeReadOnly();

        var fault = Assert.Throws<CheckpointWriteException>(() => Write(new CheckpointStore(folder, 3, new MarkedFormat(), MarkedFormat.Run), 300));
        Assert.Contains("the disk is read-only. Make it writable.", fault.Message, StringComparison.Ordinal);
        Assert.Equal(100, store.FindNewestValid(_warnings.Add)?.Episode);
        Assert.Contains("it could not be set aside (the disk is read-only)", Assert.Single(_warnings), StringComparison.Ordinal);
        Assert.Equal(["checkpoint_ep00100.safetensors", "checkpoint_ep00200.safetensors"], Files(folder.Checkpoints));
        disk.MakeWritable();
    }

    [UnprivilegedFact]
    [UnsupportedOSPlatform("windows")]
    public void Folder_without_write_permission_keeps_the_earlier_checkpoint()
    {
        var store = NewStore();
        Write(store, 100);
        var mode = File.GetUnixFileMode(_folder.Checkpoints);
        File.SetUnixFileMode(_folder.Checkpoints, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        var fault = Assert.Throws<CheckpointWriteException>(() => Write(store, 200));
        File.SetUnixFileMode(_folder.Checkpoints, mode);

        Assert.Contains("this user has no permission", fault.Message, StringComparison.Ordinal);
        AssertOnlyEpisode100IsLeft(store, _folder);
    }

    private CheckpointStore NewStore(int checkpointsKept = 3) => new(_folder, checkpointsKept, new MarkedFormat(), MarkedFormat.Run);

    private static StoredCheckpoint Write(CheckpointStore store, int episode) =>
        store.Write(episode, MarkedFormat.Good($"checkpoint {episode}"), MarkedFormat.Good($"policy {episode}"));

    private void AssertOnlyEpisode100IsLeft(CheckpointStore store, RunFolder folder)
    {
        Assert.Equal(["checkpoint_ep00100.safetensors"], Files(folder.Checkpoints));
        Assert.Equal(["policy_ep00100.safetensors"], Files(folder.Policies));
        Assert.Equal("checkpoint 100.", File.ReadAllText(store.FindNewestValid(_warnings.Add)!.Path));
        Assert.Empty(_warnings);
    }

    private static IEnumerable<string> Files(string folder) =>
        Directory.GetFileSystemEntries(folder).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal);

    private sealed class UnreadableFormat(string unreadable) : ICheckpointFormat
    {
        public CheckpointLabel Verify(Stream stream)
        {
            using var reader = new StreamReader(stream, Encoding.UTF8, leaveOpen: true);
            if (reader.ReadToEnd() == unreadable)
            {
                throw new IOException("Input/output error");
            }

            stream.Position = 0;
            return ReadLabel(stream);
        }

        public CheckpointLabel ReadLabel(Stream stream) => new MarkedFormat().ReadLabel(stream);
    }
}
