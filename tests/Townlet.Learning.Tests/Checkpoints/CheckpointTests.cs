using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Townlet.Configuration;
using Townlet.Learning.Checkpoints;
using Townlet.Learning.Training;

namespace Townlet.Learning.Tests.Checkpoints;

public sealed class CheckpointTests
{
    private static readonly DateTimeOffset _time = new(2026, 3, 14, 15, 9, 26, TimeSpan.Zero);
    private static readonly Checkpoint _checkpoint = Train();
    private static readonly byte[] _file = Write(_checkpoint);

    [Fact]
    public void What_is_written_is_read_again()
    {
        var read = Checkpoint.Read(new MemoryStream(_file));

        Assert.Equal(_checkpoint.Metadata with { CreatedAt = _time, Agents = [] }, read.Metadata with { Agents = [] });
        Assert.Equal(["agent_0", "agent_1"], read.Agents.AsEnumerable());
        Assert.Equal(5, read.Episode);
        Assert.Equal(42UL, read.Seed);
        Assert.Equal(TestPacks.Bedroom.Hash, read.PackHash);
        Assert.False(read.IsPolicyOnly);
        Assert.Equal(_file, Write(read));
    }

    [Fact]
    public void Stream_that_cannot_seek_is_read_as_well()
    {
        Assert.Equal(5, Checkpoint.Read(new ForwardOnlyStream(_file)).Episode);
    }

    [Fact]
    public void Every_cut_is_noticed()
    {
        for (var length = 0; length < _file.Length; length += 1 + (length < 4096 ? 13 : 9973))
        {
            AssertRefused(_file[..length]);
        }

        AssertRefused(_file[..^1]);
        AssertRefused([.. _file, 0]);
    }

    [Fact]
    public void Every_flipped_bit_is_noticed()
    {
        var bit = 0;
        for (var offset = 0; offset < _file.Length; offset += offset < 16384 ? 5 : 4999)
        {
            var damaged = (byte[])_file.Clone();
            damaged[offset] ^= (byte)(1 << (bit++ % 8));
            AssertRefused(damaged);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("not a checkpoint at all, but a text that is longer than eight bytes")]
    [InlineData("{}")]
    public void Other_files_are_refused(string text)
    {
        AssertRefused(Encoding.UTF8.GetBytes(text));
    }

    [Theory]
    [InlineData("[2,0]", true)]
    [InlineData("[0,4611686018427387904]", true)]
    [InlineData("[2]", false)]
    public void Tensor_without_data_must_be_an_empty_one(string shape, bool isEmpty)
    {
        var file = Signed($$$"""{"__metadata__":{"header_checksum":"#","checksum":"{{{Convert.ToHexStringLower(SHA256.HashData([]))}}}"},"a":{"dtype":"F32","shape":{{{shape}}},"data_offsets":[0,0]}}""", dataLength: 0);

        var refusal = Record.Exception(() => SafeTensors.Read(new MemoryStream(file), policyOnly: false));

        Assert.Equal(isEmpty, refusal is null);
    }

    [Theory]
    [InlineData("""{"__metadata__":{"header_checksum":"#"}}""")]
    [InlineData("""{"__metadata__":{"header_checksum":"#"},"a":{"dtype":"F32","shape":[4611686018427387904],"data_offsets":[0,8]}}""")]
    [InlineData("""{"__metadata__":{"header_checksum":"#"},"a":{"dtype":"F32","shape":[3037000500,3037000500],"data_offsets":[0,8]}}""")]
    [InlineData("""{"__metadata__":{"header_checksum":"#"},"a":{"dtype":"U8","shape":[9000000000000000000],"data_offsets":[0,9000000000000000000]}}""")]
    [InlineData("""{"__metadata__":{"header_checksum":"#"},"a":{"dtype":"F32","shape":[2],"data_offsets":[8,0]}}""")]
    [InlineData("""{"__metadata__":{"header_checksum":"#"},"a":{"dtype":"F32","shape":[2],"data_offsets":[-8,0]}}""")]
    [InlineData("""{"__metadata__":{"header_checksum":"#"},"a":{"dtype":"F32","shape":[2],"data_offsets":[4,12]}}""")]
    [InlineData("""{"__metadata__":{"header_checksum":"#"},"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"b":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""")]
    [InlineData("""{"__metadata__":{"header_checksum":"#"},"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""")]
    [InlineData("""{"__metadata__":{"header_checksum":"#"},"a":{"dtype":"0","shape":[1],"data_offsets":[0,8]}}""")]
    [InlineData("""{"__metadata__":{"header_checksum":"#"},"a":{"dtype":"F16","shape":[4],"data_offsets":[0,8]}}""")]
    [InlineData("""{"__metadata__":{"header_checksum":"#"},"\ud800":{"dtype":"F64","shape":[1],"data_offsets":[0,8]}}""")]
    [InlineData("""{"__metadata__":{"header_checksum":"#"},"a":[]}""")]
    [InlineData("""["header_checksum":"#"]""")]
    [InlineData("""{"__metadata__":{"header_checksum":"#","format":7}}""")]
    [InlineData("""{"__metadata__":{"header_checksum":"#","checksum":"af5570f5a1810b7af78caf4bc70a660f0df51e42baf91d4de5b2328de0e83dfc"},"a":{"dtype":"F64","shape":[1],"data_offsets":[0,8]}}""")]
    public void Header_made_to_deceive_is_refused(string header)
    {
        // The header's own checksum is right, so that only sense can tell.
        AssertRefused(Signed(header, dataLength: 8));
    }

    [Fact]
    public void Header_longer_than_any_of_ours_is_not_even_read()
    {
        AssertRefused([.. BitConverter.GetBytes(ulong.MaxValue), 0, 0, 0, 0]);
        AssertRefused([.. BitConverter.GetBytes(1UL << 40), 0, 0, 0, 0]);
    }

    [Fact]
    public void Newer_format_is_refused_by_its_number()
    {
        using var stream = new MemoryStream();
        SafeTensors.Write(stream, (_checkpoint.Metadata with { FormatVersion = 2, CreatedAt = _time }).ToStrings(), _checkpoint.Tensors);
        stream.Position = 0;

        Assert.Contains("format version 2", Assert.Throws<CheckpointFormatException>(() => Checkpoint.Read(stream)).Message);
    }

    [Fact]
    public void Missing_tensor_is_named()
    {
        var incomplete = new Checkpoint(_checkpoint.Metadata, [.. _checkpoint.Tensors.Where(tensor => tensor.Name != "curriculum.stages")]);

        var refusal = Assert.Throws<CheckpointFormatException>(() => Restore(incomplete));

        Assert.Contains("curriculum.stages", refusal.Message);
    }

    [Fact]
    public void Number_out_of_range_is_refused()
    {
        var builder = new CheckpointBuilder();
        builder.Add<int>("curriculum.stages", [1, 6], 2);
        var tensors = _checkpoint.Tensors.Where(tensor => tensor.Name != "curriculum.stages").Concat(builder.Build());

        Assert.Throws<CheckpointFormatException>(() => Restore(new Checkpoint(_checkpoint.Metadata, [.. tensors])));
    }

    [Fact]
    public void Checkpoint_of_another_pack_is_refused_by_name()
    {
        var other = Pack() with { Name = "other", Hash = "another hash" };

        var refusal = Assert.Throws<CheckpointMismatchException>(() => TrainingLoop.Restore(other, Plan(), _checkpoint));

        Assert.Contains("'bedroom'", refusal.Message);
        Assert.Contains("'other'", refusal.Message);
    }

    [Fact]
    public void Checkpoint_of_other_agents_is_refused()
    {
        var other = Pack().With(population => population with { AgentCount = 3 });

        Assert.Contains("2 agents", Assert.Throws<CheckpointMismatchException>(() => TrainingLoop.Restore(other, Plan(), _checkpoint)).Message);
    }

    [Fact]
    public void Checkpoint_of_another_network_is_refused()
    {
        var other = Pack().With(population => population with { Dueling = true });

        Assert.Contains("simple dueling", Assert.Throws<CheckpointMismatchException>(() => TrainingLoop.Restore(other, Plan(), _checkpoint)).Message);
    }

    [Fact]
    public void Policy_alone_cannot_be_trained_on()
    {
        Assert.Throws<CheckpointMismatchException>(() => Restore(_checkpoint.PolicyOnly()));
    }

    [Fact]
    public void File_of_an_earlier_version_with_unsigned_numbers_is_read_to_the_same_state()
    {
        string[] generators = ["town.random_states", "random.exploration", "random.replay", "random.places"];
        var earlier = new Checkpoint(
            _checkpoint.Metadata,
            [.. _checkpoint.Tensors.Select(tensor => generators.Contains(tensor.Name) ? tensor with { Type = ElementType.U64 } : tensor)]);
        var file = Write(earlier);
        Assert.True(file.AsSpan().IndexOf("\"U64\""u8) > 0);
        Assert.True(_file.AsSpan().IndexOf("\"U64\""u8) < 0);

        using var resumed = TrainingLoop.Restore(Pack(), Plan(), Checkpoint.Read(new MemoryStream(file)));

        Assert.Equal(_file, Write(resumed.Capture()));
    }

    [Fact]
    public void Header_alone_says_what_the_file_is()
    {
        var header = Checkpoint.ReadHeader(new MemoryStream(_file));

        Assert.Equal((5, 42UL, false), (header.Episode, header.Seed, header.IsPolicyOnly));
        Assert.Throws<CheckpointFormatException>(() => Checkpoint.ReadHeader(new MemoryStream(_file[..^1])));
    }

    [PythonFact]
    public void Python_opens_the_whole_file_without_any_library()
    {
        const string Script = """
            import hashlib, json, math, struct, sys
            data = sys.stdin.buffer.read()
            length = struct.unpack('<Q', data[:8])[0]
            header = json.loads(data[8:8 + length])
            tensors = data[8 + length:]
            about = header.pop('__metadata__')
            assert hashlib.sha256(tensors).hexdigest() == about['checksum']
            codes = {'F32': 'f', 'F64': 'd', 'I32': 'i', 'I64': 'q', 'U64': 'Q', 'U8': 'B'}
            def read(name):
                entry = header[name]
                begin, end = entry['data_offsets']
                return struct.unpack('<%d%s' % (math.prod(entry['shape']), codes[entry['dtype']]), tensors[begin:end])
            values = {name: read(name) for name in header}
            try:
                import numpy
                for name, entry in header.items():
                    begin, end = entry['data_offsets']
                    array = numpy.frombuffer(tensors[begin:end], numpy.dtype(codes[entry['dtype']]).newbyteorder('<')).reshape(entry['shape'])
                    assert array.ravel().tolist() == list(values[name]), name
            except ModuleNotFoundError:
                pass
            print(about['episode'], about['seed'], about['agents'], len(header))
            print(header['policy.layer0.weight']['shape'], '%.6f' % values['policy.layer0.bias'][0])
            print(header['town.meters']['shape'], values['town.steps_lived'], values['loop.episodes'], values['curriculum.stages'])
            """;

        var output = Run(PythonFactAttribute.Program, ["-c", Script], _file).ReplaceLineEndings("\n").Trim();

        var bias = new float[128];
        _checkpoint.Content.Read<float>("policy.layer0.bias", bias);
        var steps = new int[2];
        _checkpoint.Content.Read<int>("town.steps_lived", steps);
        Assert.Equal(
            string.Create(
                CultureInfo.InvariantCulture,
                $"5 42 agent_0,agent_1 {_checkpoint.Tensors.Length}\n[{TestPacks.BedroomObservation}, 128] {bias[0]:F6}\n[8, 2] ({steps[0]}, {steps[1]}) (5,) (1, 1)"),
            output);
    }

    private static Pack Pack() => TestPacks.Bedroom.With(population => population with { AgentCount = 2, ReplayCapacity = 100 });

    private static TrainingPlan Plan() => new() { Episodes = 5, Seed = 42 };

    private static Checkpoint Train()
    {
        using var loop = new TrainingLoop(Pack(), Plan());
        while (!loop.Finished)
        {
            loop.Run(maxSteps: 1000);
        }

        return loop.Capture();
    }

    private static void Restore(Checkpoint checkpoint) => TrainingLoop.Restore(Pack(), Plan(), checkpoint).Dispose();

    private static byte[] Write(Checkpoint checkpoint)
    {
        using var stream = new MemoryStream();
        checkpoint.Write(stream, _time);
        return stream.ToArray();
    }

    /// <summary>A file of zeros behind this header, whose own checksum takes the place of #.</summary>
    private static byte[] Signed(string header, int dataLength)
    {
        var unsigned = Encoding.UTF8.GetBytes(header.Replace("#", new string('0', 64), StringComparison.Ordinal));
        var checksum = Convert.ToHexStringLower(SHA256.HashData(unsigned));
        var signed = Encoding.UTF8.GetBytes(header.Replace("#", checksum, StringComparison.Ordinal));
        return [.. BitConverter.GetBytes((ulong)signed.Length), .. signed, .. new byte[dataLength]];
    }

    private static void AssertRefused(byte[] file)
    {
        var refusal = Assert.Throws<CheckpointFormatException>(() => Checkpoint.Read(new MemoryStream(file)));
        Assert.False(string.IsNullOrWhiteSpace(refusal.Message));
    }

    private static string Run(string program, string[] arguments, byte[] input)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        process.StandardInput.BaseStream.Write(input);
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return output;
    }

    /// <summary>Like a pipe or a socket.</summary>
    private sealed class ForwardOnlyStream(byte[] content) : MemoryStream(content)
    {
        public override bool CanSeek => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override long Seek(long offset, SeekOrigin loc) => throw new NotSupportedException();
    }
}
