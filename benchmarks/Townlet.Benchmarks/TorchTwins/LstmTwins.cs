using Townlet.Learning.Engines;
using Townlet.Numerics;
using TorchSharp;
using static TorchSharp.torch;

namespace Townlet.Benchmarks.TorchTwins;

/// <summary>
/// An LSTM over whole sequences, forward and back through time to the gradients of its weights and inputs: torch's fused <c>nn.LSTM</c> under autograd,
/// and the same products and cells that the learner's recurrent pass consists of.
/// </summary>
internal sealed class LstmTwins : IDisposable
{
    private readonly int _inputs;
    private readonly int _units;
    private readonly int _gates;
    private readonly BatchShape _shape;

    private readonly DisposeScope _scope = NewDisposeScope();
    private readonly TorchSharp.Modules.LSTM _lstm;
    private readonly Tensor _sequence;
    private readonly Tensor _given;

    private readonly float[] _x;
    private readonly float[] _inputWeight;
    private readonly float[] _bias;
    private readonly float[] _hiddenWeight;
    private readonly float[] _outputGradient;
    private readonly float[] _pre;
    private readonly float[] _hidden;
    private readonly float[] _cell;
    private readonly float[] _squashed;
    private readonly float[] _hiddenGradient;
    private readonly float[] _cellGradient;
    private readonly float[] _preGradient;
    private readonly float[] _xGradient;
    private readonly float[] _inputWeightGradient;
    private readonly float[] _biasGradient;
    private readonly float[] _hiddenWeightGradient;
    private readonly PackedMatrix _packed;

    /// <param name="inputs">Floats that it reads at each step.</param>
    /// <param name="units">Units of the LSTM.</param>
    /// <param name="shape">Steps and lives.</param>
    public LstmTwins(int inputs, int units, BatchShape shape)
    {
        (_inputs, _units, _gates, _shape) = (inputs, units, 4 * units, shape);
        var rows = shape.Rows;
        var states = (rows + shape.Lives) * units;
        _lstm = nn.LSTM(inputs, units);
        _sequence = randn(shape.Steps, shape.Lives, inputs).requires_grad_(true);
        _given = randn(shape.Steps, shape.Lives, units);
        _x = Draw(rows * inputs);
        _inputWeight = Draw(inputs * _gates);
        _bias = Draw(_gates);
        _hiddenWeight = Draw(units * _gates);
        _outputGradient = Draw(rows * units);
        _pre = new float[rows * _gates];
        _hidden = new float[states];
        _cell = new float[states];
        _squashed = new float[rows * units];
        _hiddenGradient = new float[rows * units];
        _cellGradient = new float[shape.Lives * units];
        _preGradient = new float[_pre.Length];
        _xGradient = new float[_x.Length];
        _inputWeightGradient = new float[_inputWeight.Length];
        _biasGradient = new float[_gates];
        _hiddenWeightGradient = new float[_hiddenWeight.Length];
        _packed = new PackedMatrix(_gates, _gates);
    }

    public void Torch()
    {
        using var scope = NewDisposeScope();
        var (output, _, _) = _lstm.call(_sequence);
        output.backward([_given]);
    }

    public void Managed()
    {
        Forward();
        Backward();
    }

    public void Dispose()
    {
        _lstm.Dispose();
        _scope.Dispose();
    }

    private void Forward()
    {
        var lives = _shape.Lives;
        DenseLayer.Apply(new(_shape.Rows, _inputs, _x, _inputs), _inputWeight, _bias, _pre, _gates);
        _packed.Pack(new(_units, _gates, _hiddenWeight, _gates));
        for (var step = 0; step < _shape.Steps; step++)
        {
            var first = step * lives;
            MatrixProduct.Add(new(lives, _units, _hidden.AsSpan(first * _units), _units), _packed, _pre.AsSpan(first * _gates), _gates);
            for (var row = first; row < first + lives; row++)
            {
                LstmCell.Forward(
                    _pre.AsSpan(row * _gates, _gates),
                    _cell.AsSpan(row * _units, _units),
                    _cell.AsSpan((row + lives) * _units, _units),
                    _squashed.AsSpan(row * _units, _units),
                    _hidden.AsSpan((row + lives) * _units, _units));
            }
        }
    }

    private void Backward()
    {
        var lives = _shape.Lives;
        _outputGradient.CopyTo(_hiddenGradient, 0);
        Array.Clear(_cellGradient);
        _packed.Pack(new MatrixView(_units, _gates, _hiddenWeight, _gates).Transposed);
        for (var step = _shape.Steps - 1; step >= 0; step--)
        {
            for (var life = 0; life < lives; life++)
            {
                var row = (step * lives) + life;
                LstmCell.Backward(
                    _pre.AsSpan(row * _gates, _gates),
                    _cell.AsSpan(row * _units, _units),
                    _squashed.AsSpan(row * _units, _units),
                    _hiddenGradient.AsSpan(row * _units, _units),
                    _cellGradient.AsSpan(life * _units, _units),
                    _preGradient.AsSpan(row * _gates, _gates));
            }

            if (step > 0)
            {
                MatrixProduct.Add(
                    new(lives, _gates, _preGradient.AsSpan(step * lives * _gates), _gates), _packed, _hiddenGradient.AsSpan((step - 1) * lives * _units), _units);
            }
        }

        var given = new MatrixView(_shape.Rows, _gates, _preGradient, _gates);
        Array.Clear(_inputWeightGradient);
        Array.Clear(_biasGradient);
        Array.Clear(_hiddenWeightGradient);
        DenseLayer.AddParameterGradient(new(_shape.Rows, _inputs, _x, _inputs), given, _inputWeightGradient, _biasGradient);
        MatrixProduct.Add(new MatrixView(_shape.Rows, _units, _hidden, _units).Transposed, given, _hiddenWeightGradient, _gates);
        DenseLayer.InputGradient(given, _inputWeight, _xGradient);
    }

    private static float[] Draw(int length) => [.. Enumerable.Range(0, length).Select(_ => (Random.Shared.NextSingle() - 0.5f) / 8)];
}
