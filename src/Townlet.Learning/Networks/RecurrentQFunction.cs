using TorchSharp;
using Townlet.World;
using static TorchSharp.torch;

namespace Townlet.Learning;

/// <summary>
/// <c>network_type: recurrent</c>, a deep recurrent Q-network (Hausknecht and Stone 2015): the window through two
/// convolutions, position, meters (with the clock and the activity's progress where time passes) and place through a
/// layer each, all of it into an LSTM (Hochreiter and Schmidhuber 1997) of 256 units, and from there to the values.
/// </summary>
/// <remarks>
/// Images have their channels last, here and in torch's part, so that a convolution is a dense layer over patches.
/// The gates lie in the order input, forget, output, candidate. One caller at a time: evaluation has its own working memory.
/// </remarks>
internal sealed class RecurrentQFunction : QFunction
{
    private const int FirstChannels = 16;
    private const int SecondChannels = 32;
    private const int KernelSize = 3;
    private const int Kernel = KernelSize * KernelSize;
    private const int WindowFeatures = 128;
    private const int PartFeatures = 32;
    private const int Features = WindowFeatures + (3 * PartFeatures);
    private const int Hidden = 256;
    private const int Gates = 4 * Hidden;
    private const int HeadHidden = 128;
    private const int PositionInputs = 2;

    /// <summary>Lives whose working memory stays in the cache together.</summary>
    private const int LivesAtOnce = 16;

    private readonly bool _dueling;
    private readonly int _side;
    private readonly int _cells;
    private readonly int _meters;
    private readonly int _places;
    private readonly int _observationSize;
    private readonly int _headOutputs;
    private readonly int[] _fanIn;

    private readonly float[] _window;
    private readonly float[] _firstPatches;
    private readonly float[] _firstImage;
    private readonly float[] _secondPatches;
    private readonly float[] _secondImage;
    private readonly float[] _parts;
    private readonly float[] _features;
    private readonly float[] _hidden;
    private readonly float[] _gates;
    private readonly float[] _head;
    private readonly float[] _outputs;

    // TorchSharp would make it from a number at each call, and the collector may take it while native code reads it.
    private readonly Scalar _one = 1;

    /// <param name="definition">A town with partial observability.</param>
    /// <param name="dueling">Value and advantage apart.</param>
    public RecurrentQFunction(TownDefinition definition, bool dueling)
    {
        _dueling = dueling;
        _side = (2 * definition.Observation.VisionRange) + 1;
        _cells = _side * _side;
        _places = definition.Places.Length + 1;
        _meters = definition.Meters.Length;
        Temporal = definition.Temporal ? TemporalInputs : 0;
        _observationSize = _cells + PositionInputs + _meters + _places + Temporal;
        _headOutputs = dueling ? Actions + 1 : Actions;
        Layout = new ParameterLayout(
        [
            ("conv0.weight", [KernelSize, KernelSize, 1, FirstChannels]), ("conv0.bias", [FirstChannels]),
            ("conv1.weight", [KernelSize, KernelSize, FirstChannels, SecondChannels]), ("conv1.bias", [SecondChannels]),
            ("window.weight", [_cells * SecondChannels, WindowFeatures]), ("window.bias", [WindowFeatures]),
            ("position.weight", [PositionInputs, PartFeatures]), ("position.bias", [PartFeatures]),
            ("meters.weight", [_meters + Temporal, PartFeatures]), ("meters.bias", [PartFeatures]),
            ("place.weight", [_places, PartFeatures]), ("place.bias", [PartFeatures]),
            ("lstm.input_weight", [Features, Gates]), ("lstm.bias", [Gates]),
            ("lstm.hidden_weight", [Hidden, Gates]),
            ("head0.weight", [Hidden, HeadHidden]), ("head0.bias", [HeadHidden]),
            ("head1.weight", [HeadHidden, _headOutputs]), ("head1.bias", [_headOutputs]),
        ]);
        _fanIn =
        [
            Kernel, Kernel, Kernel * FirstChannels, Kernel * FirstChannels, _cells * SecondChannels, _cells * SecondChannels,
            PositionInputs, PositionInputs, _meters + Temporal, _meters + Temporal, _places, _places,
            Hidden, Hidden, Hidden, Hidden, Hidden, HeadHidden, HeadHidden,
        ];

        _window = new float[LivesAtOnce * _cells];
        _firstPatches = new float[LivesAtOnce * _cells * Kernel];
        _firstImage = new float[LivesAtOnce * _cells * FirstChannels];
        _secondPatches = new float[LivesAtOnce * _cells * Kernel * FirstChannels];
        _secondImage = new float[LivesAtOnce * _cells * SecondChannels];
        _parts = new float[LivesAtOnce * Math.Max(_places, Math.Max(_meters + Temporal, WindowFeatures))];
        _features = new float[LivesAtOnce * Features];
        _hidden = new float[LivesAtOnce * Hidden];
        _gates = new float[LivesAtOnce * Gates];
        _head = new float[LivesAtOnce * HeadHidden];
        _outputs = new float[LivesAtOnce * _headOutputs];
    }

    public override ParameterLayout Layout { get; }

    /// <summary>Hidden state and cell state of the LSTM.</summary>
    public override int MemorySize => 2 * Hidden;

    /// <summary>Clock (sine and cosine) and progress of the activity.</summary>
    private static int TemporalInputs => 3;

    private int Temporal { get; }

    /// <summary>
    /// Uniform in +-1/sqrt(fan-in), for the LSTM +-1/sqrt(256): PyTorch's defaults. Drawn from our own generator: torch's is
    /// one for the whole process.
    /// </summary>
    public override float[] DrawWeights(ref RandomSource random)
    {
        var values = new float[Layout.Length];
        for (var i = 0; i < Layout.Blocks.Length; i++)
        {
            var bound = 1 / Math.Sqrt(_fanIn[i]);
            foreach (ref var value in Layout.Blocks[i].In(values.AsSpan()))
            {
                value = (float)(((2 * random.NextDouble()) - 1) * bound);
            }
        }

        return values;
    }

    /// <param name="parameters">Of this <see cref="Layout"/>.</param>
    /// <param name="observations">Shape [steps, lives, observation size]; each life is unrolled from an empty memory.</param>
    /// <returns>Shape [steps * lives, 6], step by step.</returns>
    public override Tensor Forward(Parameters parameters, Tensor observations)
    {
        var steps = (int)observations.shape[0];
        var lives = observations.shape[1];
        var rows = observations.view(steps * lives, _observationSize);
        var features = ReadFeatures(parameters, rows);
        var inputs = addmm(parameters[13], features, parameters[12], 1, 1).view(steps, lives, Gates);

        var hiddens = new Tensor[steps];
        Tensor? cell = null;
        for (var step = 0; step < steps; step++)
        {
            var gates = inputs[step];
            if (step > 0)
            {
                gates = addmm(gates, hiddens[step - 1], parameters[14], 1, 1);
            }

            var opened = gates.narrow(1, 0, 3 * Hidden).sigmoid();
            var candidate = gates.narrow(1, 3 * Hidden, Hidden).tanh();
            var written = opened.narrow(1, 0, Hidden).mul(candidate);
            cell = cell is null ? written : written.addcmul(opened.narrow(1, Hidden, Hidden), cell, _one);
            hiddens[step] = opened.narrow(1, 2 * Hidden, Hidden).mul(cell.tanh());
        }

        var head = Linear(parameters, 15, cat(hiddens, 0)).relu_();
        return DuelingHead.Values(Linear(parameters, 17, head), _dueling);
    }

    public override void Evaluate(
        ReadOnlySpan<float> weights, int count, ReadOnlySpan<float> observations, Span<float> memories, Span<float> qValues)
    {
        for (var first = 0; first < count; first += LivesAtOnce)
        {
            var lives = Math.Min(LivesAtOnce, count - first);
            EvaluateTogether(
                weights,
                lives,
                observations.Slice(first * _observationSize, lives * _observationSize),
                memories.Slice(first * MemorySize, lives * MemorySize),
                qValues.Slice(first * Actions, lives * Actions));
        }
    }

    private static Tensor Linear(Parameters parameters, int block, Tensor input) =>
        addmm(parameters[block + 1], input, parameters[block], 1, 1);

    private Tensor ReadFeatures(Parameters parameters, Tensor rows)
    {
        var window = rows.narrow(1, 0, _cells).reshape(-1, 1, _side, _side);
        var image = Convolve(parameters, 0, window);
        image = Convolve(parameters, 2, image);
        var seen = Linear(parameters, 4, image.permute(0, 2, 3, 1).reshape(-1, _cells * SecondChannels)).relu_();
        var position = Linear(parameters, 6, rows.narrow(1, _cells, PositionInputs)).relu_();
        var meters = rows.narrow(1, _cells + PositionInputs, _meters);
        if (Temporal > 0)
        {
            meters = cat([meters, rows.narrow(1, _observationSize - Temporal, Temporal)], 1);
        }

        var needs = Linear(parameters, 8, meters).relu_();
        var place = Linear(parameters, 10, rows.narrow(1, _cells + PositionInputs + _meters, _places)).relu_();
        return cat([seen, position, needs, place], 1);
    }

    private static Tensor Convolve(Parameters parameters, int block, Tensor image) =>
        nn.functional.conv2d(image, parameters[block].permute(3, 2, 0, 1), parameters[block + 1], padding: [1, 1]).relu_();

    private void EvaluateTogether(
        ReadOnlySpan<float> weights, int lives, ReadOnlySpan<float> observations, Span<float> memories, Span<float> qValues)
    {
        var rows = lives * _cells;
        Gather(observations, lives, 0, _cells, _window, _cells, 0);
        GatherPatches(_window, lives, 1, _firstPatches);
        Dense(weights, 0, rows, _firstPatches, Kernel, _firstImage, FirstChannels);
        GatherPatches(_firstImage, lives, FirstChannels, _secondPatches);
        Dense(weights, 2, rows, _secondPatches, Kernel * FirstChannels, _secondImage, SecondChannels);
        Part(weights, 4, lives, _secondImage, _cells * SecondChannels, WindowFeatures, 0);

        var at = _cells;
        Gather(observations, lives, at, PositionInputs, _parts, PositionInputs, 0);
        Part(weights, 6, lives, _parts, PositionInputs, PartFeatures, WindowFeatures);
        at += PositionInputs;
        Gather(observations, lives, at, _meters, _parts, _meters + Temporal, 0);
        Gather(observations, lives, _observationSize - Temporal, Temporal, _parts, _meters + Temporal, _meters);
        Part(weights, 8, lives, _parts, _meters + Temporal, PartFeatures, WindowFeatures + PartFeatures);
        at += _meters;
        Gather(observations, lives, at, _places, _parts, _places, 0);
        Part(weights, 10, lives, _parts, _places, PartFeatures, WindowFeatures + (2 * PartFeatures));

        for (var life = 0; life < lives; life++)
        {
            memories.Slice(life * MemorySize, Hidden).CopyTo(_hidden.AsSpan(life * Hidden));
        }

        var blocks = Layout.Blocks;
        var gates = _gates.AsSpan(0, lives * Gates);
        DenseLayer.ApplyMany(lives, _features, blocks[12].In(weights), blocks[13].In(weights), gates, rectify: false);
        DenseLayer.AddMany(lives, _hidden, blocks[14].In(weights), gates);
        for (var life = 0; life < lives; life++)
        {
            var memory = memories.Slice(life * MemorySize, MemorySize);
            LstmCell.Advance(gates.Slice(life * Gates, Gates), memory[..Hidden], memory[Hidden..]);
            memory[..Hidden].CopyTo(_hidden.AsSpan(life * Hidden));
        }

        Dense(weights, 15, lives, _hidden, Hidden, _head, HeadHidden);
        var outputs = _outputs.AsSpan(0, lives * _headOutputs);
        DenseLayer.ApplyMany(lives, _head, blocks[17].In(weights), blocks[18].In(weights), outputs, rectify: false);
        for (var life = 0; life < lives; life++)
        {
            DuelingHead.Values(outputs.Slice(life * _headOutputs, _headOutputs), qValues.Slice(life * Actions, Actions));
        }
    }

    private void Dense(ReadOnlySpan<float> weights, int block, int rows, ReadOnlySpan<float> input, int inputs, Span<float> output, int outputs) =>
        DenseLayer.ApplyMany(
            rows, input[..(rows * inputs)], Layout.Blocks[block].In(weights), Layout.Blocks[block + 1].In(weights), output[..(rows * outputs)], rectify: true);

    /// <summary>One part of the observation into its columns of the features.</summary>
    private void Part(ReadOnlySpan<float> weights, int block, int lives, ReadOnlySpan<float> input, int inputs, int outputs, int column)
    {
        Span<float> part = stackalloc float[LivesAtOnce * WindowFeatures];
        Dense(weights, block, lives, input, inputs, part, outputs);
        for (var life = 0; life < lives; life++)
        {
            part.Slice(life * outputs, outputs).CopyTo(_features.AsSpan((life * Features) + column));
        }
    }

    private void Gather(ReadOnlySpan<float> observations, int lives, int from, int length, Span<float> rows, int rowLength, int column)
    {
        for (var life = 0; life < lives; life++)
        {
            observations.Slice((life * _observationSize) + from, length).CopyTo(rows[((life * rowLength) + column)..]);
        }
    }

    /// <summary>For each cell the 3 x 3 cells around it, with all their channels; beyond the edge 0.</summary>
    private void GatherPatches(ReadOnlySpan<float> images, int lives, int channels, Span<float> patches)
    {
        var patch = 0;
        for (var life = 0; life < lives; life++)
        {
            var image = images.Slice(life * _cells * channels, _cells * channels);
            for (var y = 0; y < _side; y++)
            {
                for (var x = 0; x < _side; x++)
                {
                    for (var dy = -1; dy <= 1; dy++)
                    {
                        for (var dx = -1; dx <= 1; dx++)
                        {
                            var target = patches.Slice(patch, channels);
                            patch += channels;
                            var (row, column) = (y + dy, x + dx);
                            if (row >= 0 && row < _side && column >= 0 && column < _side)
                            {
                                image.Slice(((row * _side) + column) * channels, channels).CopyTo(target);
                            }
                            else
                            {
                                target.Clear();
                            }
                        }
                    }
                }
            }
        }
    }
}
