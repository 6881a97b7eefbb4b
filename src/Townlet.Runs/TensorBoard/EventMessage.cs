using Google.Protobuf;

namespace Townlet.Runs.TensorBoard;

/// <summary>
/// An event as a protocol buffer, with the few fields of TensorFlow's
/// <see href="https://github.com/tensorflow/tensorflow/blob/master/tensorflow/core/util/event.proto">event.proto</see> and
/// <see href="https://github.com/tensorflow/tensorflow/blob/master/tensorflow/core/framework/summary.proto">summary.proto</see> that a run has.
/// </summary>
internal static class EventMessage
{
    private const int WallTimeField = 1;
    private const int StepField = 2;
    private const int FileVersionField = 3;
    private const int SummaryField = 5;

    /// <summary>DT_STRING of types.proto.</summary>
    private const int TextType = 7;

    /// <summary>The first event of every file.</summary>
    /// <param name="seconds">Unix time.</param>
    public static byte[] FileVersion(double seconds) => Event(seconds, step: 0, output =>
    {
        output.WriteTag(FileVersionField, WireFormat.WireType.LengthDelimited);
        output.WriteString("brain.Event:2");
    });

    /// <summary>A point of a curve.</summary>
    public static byte[] Scalar(double seconds, long step, string tag, float value) => Summary(seconds, step, tag, output =>
    {
        const int SimpleValue = 2;
        output.WriteTag(SimpleValue, WireFormat.WireType.Fixed32);
        output.WriteFloat(value);
    });

    /// <summary>A text in Markdown.</summary>
    public static byte[] Text(double seconds, string tag, string text) => Summary(seconds, step: 0, $"{tag}/text_summary", output =>
    {
        const int Tensor = 8, Metadata = 9;
        Nested(output, Tensor, tensor =>
        {
            const int Type = 1, Shape = 2, Strings = 8;
            tensor.WriteTag(Type, WireFormat.WireType.Varint);
            tensor.WriteEnum(TextType);
            Nested(tensor, Shape, shape => Nested(shape, 2, dimension =>
            {
                dimension.WriteTag(1, WireFormat.WireType.Varint);
                dimension.WriteInt64(1);
            }));
            tensor.WriteTag(Strings, WireFormat.WireType.LengthDelimited);
            tensor.WriteBytes(ByteString.CopyFromUtf8(text));
        });
        Nested(output, Metadata, metadata => Nested(metadata, 1, plugin =>
        {
            plugin.WriteTag(1, WireFormat.WireType.LengthDelimited);
            plugin.WriteString("text");
        }));
    });

    /// <summary>A distribution.</summary>
    public static byte[] Distribution(double seconds, long step, string tag, Histogram values) => Summary(seconds, step, tag, output =>
    {
        const int Histo = 5;
        Nested(output, Histo, histogram =>
        {
            Number(histogram, 1, values.Least);
            Number(histogram, 2, values.Greatest);
            Number(histogram, 3, values.Count);
            Number(histogram, 4, values.Sum);
            Number(histogram, 5, values.SumOfSquares);
            Numbers(histogram, 6, values.Limits);
            Numbers(histogram, 7, values.Counts);
        });
    });

    /// <summary>The step of an event that was written here or by another program.</summary>
    /// <exception cref="InvalidProtocolBufferException">The data are no message.</exception>
    public static long StepOf(ReadOnlySpan<byte> data)
    {
        using var input = new CodedInputStream(data.ToArray());
        while (input.ReadTag() is var tag and not 0)
        {
            if (WireFormat.GetTagFieldNumber(tag) == StepField)
            {
                return input.ReadInt64();
            }

            input.SkipLastField();
        }

        return 0;
    }

    private static byte[] Summary(double seconds, long step, string tag, Action<CodedOutputStream> value) => Event(
        seconds, step, output => Nested(output, SummaryField, summary => Nested(summary, 1, entry =>
        {
            entry.WriteTag(1, WireFormat.WireType.LengthDelimited);
            entry.WriteString(tag);
            value(entry);
        })));

    private static byte[] Event(double seconds, long step, Action<CodedOutputStream> what) => Message(output =>
    {
        Number(output, WallTimeField, seconds);
        if (step != 0)
        {
            output.WriteTag(StepField, WireFormat.WireType.Varint);
            output.WriteInt64(step);
        }

        what(output);
    });

    private static byte[] Message(Action<CodedOutputStream> write)
    {
        using var stream = new MemoryStream();
        using (var output = new CodedOutputStream(stream, leaveOpen: true))
        {
            write(output);
        }

        return stream.ToArray();
    }

    private static void Nested(CodedOutputStream output, int field, Action<CodedOutputStream> write)
    {
        output.WriteTag(field, WireFormat.WireType.LengthDelimited);
        output.WriteBytes(UnsafeByteOperations.UnsafeWrap(Message(write)));
    }

    /// <summary>A zero is left out: readers take a missing field as zero.</summary>
    private static void Number(CodedOutputStream output, int field, double value)
    {
        if (value != 0)
        {
            output.WriteTag(field, WireFormat.WireType.Fixed64);
            output.WriteDouble(value);
        }
    }

    private static void Numbers(CodedOutputStream output, int field, IReadOnlyList<double> values) => Nested(output, field, packed =>
    {
        foreach (var value in values)
        {
            packed.WriteDouble(value);
        }
    });
}
