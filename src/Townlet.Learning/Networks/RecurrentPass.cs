using System.Collections.Immutable;
using Townlet.Numerics;

namespace Townlet.Learning.Networks;

/// <summary>
/// Computes a <see cref="RecurrentQFunction"/> on the CPU: forward through the steps of some lives, and back through time (Werbos
/// 1990) for the gradient. The network's matrices are small, so a tensor library would spend most of its time on
/// bookkeeping. Here all work between two matrix products is a loop over memory that is allocated beforehand.
/// </summary>
/// <remarks>Rows are ordered by step, and within a step by life. For one caller at a time.</remarks>
internal sealed class RecurrentPass
{
    private const int Hidden = RecurrentQFunction.Hidden;
    private const int Gates = RecurrentQFunction.Gates;
    private const int Features = RecurrentQFunction.Features;
    private const int Window = RecurrentQFunction.WindowFeatures;
    private const int Part = RecurrentQFunction.PartFeatures;
    private const int HeadHidden = RecurrentQFunction.HeadHidden;
    private const int First = RecurrentQFunction.FirstChannels;
    private const int Second = RecurrentQFunction.SecondChannels;
    private const int PositionInputs = RecurrentQFunction.PositionInputs;

    private readonly RecurrentQFunction _function;
    private readonly ImmutableArray<ParameterBlock> _blocks;
    private readonly int _cells;
    private readonly int _observationSize;

    private readonly ConvolutionLayer _firstConvolution;
    private readonly ConvolutionLayer _secondConvolution;
    private readonly float[] _firstImage;
    private readonly float[] _secondImage;
    private readonly float[] _features;
    private readonly float[] _gates;
    private readonly float[] _hidden;
    private readonly float[] _cell;
    private readonly float[] _squashedCell;
    private readonly float[] _head;
    private readonly float[] _outputs;

    // Packed once, since every step multiplies by it.
    private readonly PackedMatrix? _hiddenWeight;
    private Gradients? _gradients;
    private int _steps;
    private int _lives;

    /// <param name="function">The network.</param>
    /// <param name="steps">The largest number of steps.</param>
    /// <param name="lives">The largest number of lives.</param>
    public RecurrentPass(RecurrentQFunction function, int steps, int lives)
    {
        _function = function;
        _blocks = function.Layout.Blocks;
        _cells = function.Cells;
        _observationSize = function.ObservationSize;
        var rows = steps * lives;
        _firstConvolution = new ConvolutionLayer(function.Side, 1, First);
        _secondConvolution = new ConvolutionLayer(function.Side, First, Second);
        _firstImage = new float[rows * _cells * First];
        _secondImage = new float[rows * _cells * Second];
        _features = new float[rows * Features];
        _gates = new float[rows * Gates];
        _hidden = new float[(rows + lives) * Hidden];
        _cell = new float[(rows + lives) * Hidden];
        _squashedCell = new float[rows * Hidden];
        _head = new float[rows * HeadHidden];
        _outputs = new float[rows * function.Outputs];
        _hiddenWeight = steps > 1 ? new PackedMatrix(Hidden, Gates) : null;
    }

    /// <summary>Computes the values of all states and keeps what <see cref="Backward"/> needs.</summary>
    /// <param name="weights">Weights in the network's layout.</param>
    /// <param name="steps">Number of steps to unroll.</param>
    /// <param name="lives">Number of lives.</param>
    /// <param name="observations">Shape [steps, lives, observation size].</param>
    /// <param name="memories">Shape [lives, hidden and cell state]; updated by all steps. Empty: lives begin with empty memories, and what they remember is dropped.</param>
    /// <param name="qValues">Shape [steps * lives, 6]; overwritten.</param>
    public void Forward(
        ReadOnlySpan<float> weights, int steps, int lives, ReadOnlySpan<float> observations, Span<float> memories, Span<float> qValues)
    {
        _steps = steps;
        _lives = lives;
        var rows = steps * lives;
        ReadFeatures(weights, rows, observations);
        Apply(weights, RecurrentBlock.LstmInput, rows, _features, Features, _gates, Gates);
        Recall(memories);
        var hiddenWeight = Weight(RecurrentBlock.LstmHiddenWeight, weights);
        _hiddenWeight?.Pack(new(Hidden, Gates, hiddenWeight, Gates));
        for (var step = 0; step < steps; step++)
        {
            var gates = _gates.AsSpan(step * lives * Gates, lives * Gates);
            AddRemembered(hiddenWeight, lives, _hidden.AsSpan(step * lives * Hidden), gates);
            for (var life = 0; life < lives; life++)
            {
                var row = (step * lives) + life;
                LstmCell.Forward(
                    gates.Slice(life * Gates, Gates),
                    _cell.AsSpan(row * Hidden, Hidden),
                    _cell.AsSpan((row + lives) * Hidden, Hidden),
                    _squashedCell.AsSpan(row * Hidden, Hidden),
                    _hidden.AsSpan((row + lives) * Hidden, Hidden));
            }
        }

        Keep(memories);
        var outputs = _function.Outputs;
        Apply(weights, RecurrentBlock.Head0, rows, _hidden.AsSpan(lives * Hidden), Hidden, _head, HeadHidden);
        Elementwise.Rectify(_head.AsSpan(0, rows * HeadHidden));
        Apply(weights, RecurrentBlock.Head1, rows, _head, HeadHidden, _outputs, outputs);
        DuelingHead.Values(rows, _outputs.AsSpan(0, rows * outputs), qValues);
    }

    /// <summary>Computes the gradient of a loss from its gradient with respect to the values of the last <see cref="Forward"/>.</summary>
    /// <param name="weights">As in the forward pass.</param>
    /// <param name="steps">Number of steps that the loss depends on; later ones are skipped.</param>
    /// <param name="observations">As in the forward pass.</param>
    /// <param name="valueGradient">Shape [steps * lives, 6]; further rows are ignored.</param>
    /// <param name="gradient">Gradient in the network's layout; overwritten.</param>
    /// <param name="threads">With 2 it takes less time; the result is the same.</param>
    public void Backward(float[] weights, int steps, float[] observations, float[] valueGradient, float[] gradient, int threads)
    {
        var rows = steps * _lives;
        var work = _gradients ??= new Gradients(_function, _squashedCell.Length / Hidden, (_hidden.Length - _squashedCell.Length) / Hidden);
        Array.Clear(gradient);
        BackThroughHead(weights, valueGradient, gradient, rows, work);
        BackThroughTime(weights, steps, work);
        ForkJoin.Run(
            threads,
            () =>
            {
                InputGradient(weights, RecurrentBlock.LstmInput, rows, work.Gates, Gates, work.Features);
                Elementwise.MaskRectified(_features, work.Features.AsSpan(0, rows * Features));
                BackThroughFeatures(weights, observations, gradient, rows, work);
            },
            () => AddGatesGradient(gradient, rows, work));
    }

    private void ReadFeatures(ReadOnlySpan<float> weights, int rows, ReadOnlySpan<float> observations)
    {
        _firstConvolution.Apply(rows, observations, _observationSize, Weight(RecurrentBlock.Conv0, weights), Bias(RecurrentBlock.Conv0, weights), _firstImage);
        _secondConvolution.Apply(rows, _firstImage, _cells * First, Weight(RecurrentBlock.Conv1, weights), Bias(RecurrentBlock.Conv1, weights), _secondImage);
        Apply(weights, RecurrentBlock.Window, rows, _secondImage, _cells * Second, _features, Features);

        var at = _cells;
        Apply(weights, RecurrentBlock.Position, rows, observations[at..], _observationSize, _features.AsSpan(Window), Features);
        at += PositionInputs;
        ApplyMeters(weights, rows, observations, at);
        at += _function.Meters;
        Apply(weights, RecurrentBlock.Place, rows, observations[at..], _observationSize, _features.AsSpan(Window + (2 * Part)), Features);
        Elementwise.Rectify(_features.AsSpan(0, rows * Features));
    }

    /// <summary>Meters and time are in different parts of the observation but share a layer.</summary>
    private void ApplyMeters(ReadOnlySpan<float> weights, int rows, ReadOnlySpan<float> observations, int at)
    {
        var weight = Weight(RecurrentBlock.Meters, weights);
        var bias = Bias(RecurrentBlock.Meters, weights);
        var output = _features.AsSpan(Window + Part);
        var meterWeights = _function.Meters * Part;
        DenseLayer.Apply(new(rows, _function.Meters, observations[at..], _observationSize), weight[..meterWeights], bias, output, Features);
        if (_function.Temporal > 0)
        {
            DenseLayer.Add(Time(rows, observations), weight[meterWeights..], output, Features);
        }
    }

    /// <summary>Adds what lives remember to their gates.</summary>
    private void AddRemembered(ReadOnlySpan<float> weight, int lives, ReadOnlySpan<float> hidden, Span<float> gates)
    {
        var remembered = new MatrixView(lives, Hidden, hidden, Hidden);
        if (_hiddenWeight is not null)
        {
            MatrixProduct.Add(remembered, _hiddenWeight, gates, Gates);
        }
        else
        {
            DenseLayer.Add(remembered, weight, gates, Gates);
        }
    }

    private void BackThroughHead(ReadOnlySpan<float> weights, ReadOnlySpan<float> valueGradient, Span<float> gradient, int rows, Gradients work)
    {
        var outputs = _function.Outputs;
        DuelingHead.Gradient(rows, valueGradient, work.Outputs.AsSpan(0, rows * outputs));
        AddParameterGradient(gradient, RecurrentBlock.Head1, rows, _head, HeadHidden, work.Outputs, outputs);
        InputGradient(weights, RecurrentBlock.Head1, rows, work.Outputs, outputs, work.Head);
        Elementwise.MaskRectified(_head, work.Head.AsSpan(0, rows * HeadHidden));
        AddParameterGradient(gradient, RecurrentBlock.Head0, rows, _hidden.AsSpan(_lives * Hidden), Hidden, work.Head, HeadHidden);
        InputGradient(weights, RecurrentBlock.Head0, rows, work.Head, HeadHidden, work.Hidden);
    }

    private void BackThroughTime(ReadOnlySpan<float> weights, int steps, Gradients work)
    {
        var hiddenWeight = _hiddenWeight ?? throw new InvalidOperationException("A pass over single steps cannot go back through time.");
        hiddenWeight.Pack(new MatrixView(Hidden, Gates, Weight(RecurrentBlock.LstmHiddenWeight, weights), Gates).Transposed);
        var stateSize = _lives * Hidden;
        work.Cell.AsSpan(0, stateSize).Clear();
        for (var step = steps - 1; step >= 0; step--)
        {
            for (var life = 0; life < _lives; life++)
            {
                var row = (step * _lives) + life;
                LstmCell.Backward(
                    _gates.AsSpan(row * Gates, Gates),
                    _cell.AsSpan(row * Hidden, Hidden),
                    _squashedCell.AsSpan(row * Hidden, Hidden),
                    work.Hidden.AsSpan(row * Hidden, Hidden),
                    work.Cell.AsSpan(life * Hidden, Hidden),
                    work.Gates.AsSpan(row * Gates, Gates));
            }

            if (step > 0)
            {
                MatrixProduct.Add(
                    new(_lives, Gates, work.Gates.AsSpan(step * _lives * Gates), Gates), hiddenWeight, work.Hidden.AsSpan((step - 1) * stateSize), Hidden);
            }
        }
    }

    /// <summary>Adds the gradients of the weights of the gates: inputs, bias, and what was remembered.</summary>
    private void AddGatesGradient(Span<float> gradient, int rows, Gradients work)
    {
        AddParameterGradient(gradient, RecurrentBlock.LstmInput, rows, _features, Features, work.Gates, Gates);
        MatrixProduct.Add(
            new MatrixView(rows, Hidden, _hidden, Hidden).Transposed,
            new MatrixView(rows, Gates, work.Gates, Gates),
            Weight(RecurrentBlock.LstmHiddenWeight, gradient),
            Gates);
    }

    private void BackThroughFeatures(ReadOnlySpan<float> weights, ReadOnlySpan<float> observations, Span<float> gradient, int rows, Gradients work)
    {
        var at = _cells;
        AddParameterGradient(gradient, RecurrentBlock.Position, rows, observations[at..], _observationSize, work.Features.AsSpan(Window), Features);
        at += PositionInputs;
        AddMetersGradient(gradient, rows, observations, at, work.Features.AsSpan(Window + Part));
        at += _function.Meters;
        AddParameterGradient(
            gradient, RecurrentBlock.Place, rows, observations[at..], _observationSize, work.Features.AsSpan(Window + (2 * Part)), Features);

        AddParameterGradient(gradient, RecurrentBlock.Window, rows, _secondImage, _cells * Second, work.Features, Features);
        InputGradient(weights, RecurrentBlock.Window, rows, work.Features, Features, work.SecondImage);
        Elementwise.MaskRectified(_secondImage, work.SecondImage.AsSpan(0, rows * _cells * Second));
        _secondConvolution.AddParameterGradient(
            rows, _firstImage, _cells * First, work.SecondImage, Weight(RecurrentBlock.Conv1, gradient), Bias(RecurrentBlock.Conv1, gradient));
        _secondConvolution.InputGradient(rows, work.SecondImage, Weight(RecurrentBlock.Conv1, weights), work.FirstImage);
        Elementwise.MaskRectified(_firstImage, work.FirstImage.AsSpan(0, rows * _cells * First));
        _firstConvolution.AddParameterGradient(
            rows, observations, _observationSize, work.FirstImage, Weight(RecurrentBlock.Conv0, gradient), Bias(RecurrentBlock.Conv0, gradient));
    }

    private void AddMetersGradient(Span<float> gradient, int rows, ReadOnlySpan<float> observations, int at, ReadOnlySpan<float> outputGradient)
    {
        var weight = Weight(RecurrentBlock.Meters, gradient);
        var bias = Bias(RecurrentBlock.Meters, gradient);
        var meterWeights = _function.Meters * Part;
        var gradientView = new MatrixView(rows, Part, outputGradient, Features);
        DenseLayer.AddParameterGradient(new(rows, _function.Meters, observations[at..], _observationSize), gradientView, weight[..meterWeights], bias);
        if (_function.Temporal > 0)
        {
            MatrixProduct.Add(Time(rows, observations).Transposed, gradientView, weight[meterWeights..], Part);
        }
    }

    /// <summary>What observations say about time, which stands at their end.</summary>
    private MatrixView Time(int rows, ReadOnlySpan<float> observations) =>
        new(rows, _function.Temporal, observations[(_observationSize - _function.Temporal)..], _observationSize);

    private ReadOnlySpan<float> Weight(RecurrentBlock block, ReadOnlySpan<float> weights) => _blocks[(int)block].In(weights);

    private ReadOnlySpan<float> Bias(RecurrentBlock block, ReadOnlySpan<float> weights) => _blocks[(int)block + 1].In(weights);

    private Span<float> Weight(RecurrentBlock block, Span<float> gradient) => _blocks[(int)block].In(gradient);

    private Span<float> Bias(RecurrentBlock block, Span<float> gradient) => _blocks[(int)block + 1].In(gradient);

    private void Apply(
        ReadOnlySpan<float> weights, RecurrentBlock block, int rows, ReadOnlySpan<float> input, int inputRow, Span<float> output, int outputRow) =>
        DenseLayer.Apply(new(rows, Inputs(block), input, inputRow), Weight(block, weights), Bias(block, weights), output, outputRow);

    private void AddParameterGradient(
        Span<float> gradient, RecurrentBlock block, int rows, ReadOnlySpan<float> input, int inputRow, ReadOnlySpan<float> outputGradient, int outputRow) =>
        DenseLayer.AddParameterGradient(
            new(rows, Inputs(block), input, inputRow), new(rows, Outputs(block), outputGradient, outputRow), Weight(block, gradient), Bias(block, gradient));

    private void InputGradient(
        ReadOnlySpan<float> weights, RecurrentBlock block, int rows, ReadOnlySpan<float> outputGradient, int outputRow, Span<float> inputGradient) =>
        DenseLayer.InputGradient(new(rows, Outputs(block), outputGradient, outputRow), Weight(block, weights), inputGradient);

    private int Inputs(RecurrentBlock block) => _blocks[(int)block].Shape[0];

    private int Outputs(RecurrentBlock block) => _blocks[(int)block].Shape[1];

    private void Recall(ReadOnlySpan<float> memories)
    {
        for (var life = 0; life < _lives; life++)
        {
            var hidden = _hidden.AsSpan(life * Hidden, Hidden);
            var cell = _cell.AsSpan(life * Hidden, Hidden);
            if (memories.IsEmpty)
            {
                hidden.Clear();
                cell.Clear();
                continue;
            }

            var memory = memories.Slice(life * 2 * Hidden, 2 * Hidden);
            memory[..Hidden].CopyTo(hidden);
            memory[Hidden..].CopyTo(cell);
        }
    }

    private void Keep(Span<float> memories)
    {
        for (var life = 0; life < _lives && !memories.IsEmpty; life++)
        {
            var last = ((_steps * _lives) + life) * Hidden;
            var memory = memories.Slice(life * 2 * Hidden, 2 * Hidden);
            _hidden.AsSpan(last, Hidden).CopyTo(memory);
            _cell.AsSpan(last, Hidden).CopyTo(memory[Hidden..]);
        }
    }

    /// <summary>Gradients with respect to the values between the layers; allocated by the first backward pass.</summary>
    private sealed class Gradients(RecurrentQFunction function, int rows, int lives)
    {
        public float[] Outputs { get; } = new float[rows * function.Outputs];

        public float[] Head { get; } = new float[rows * HeadHidden];

        public float[] Hidden { get; } = new float[rows * RecurrentQFunction.Hidden];

        public float[] Cell { get; } = new float[lives * RecurrentQFunction.Hidden];

        public float[] Gates { get; } = new float[rows * RecurrentQFunction.Gates];

        public float[] Features { get; } = new float[rows * RecurrentQFunction.Features];

        public float[] SecondImage { get; } = new float[rows * function.Cells * Second];

        public float[] FirstImage { get; } = new float[rows * function.Cells * First];
    }
}
