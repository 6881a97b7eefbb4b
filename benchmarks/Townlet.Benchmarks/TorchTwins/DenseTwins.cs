using Townlet.Learning.Networks;
using Townlet.Numerics;
using TorchSharp;
using static TorchSharp.torch;

namespace Townlet.Benchmarks.TorchTwins;

/// <summary>
/// The dense layers of a network, each for itself: outputs, then the gradients of weight, bias and input. Both sides write into memory that is there:
/// torch by <c>addmm_</c>, which is its product with <c>out=</c>, under a backward pass written by hand.
/// </summary>
internal sealed class DenseTwins : IDisposable
{
    private readonly List<Layer> _layers;

    /// <param name="layout">The network; its matrices but that of the LSTM's memory are taken for dense layers.</param>
    /// <param name="rows">Number of rows of a batch.</param>
    public DenseTwins(ParameterLayout layout, int rows)
    {
        _layers = [.. layout.Blocks.Where(block => block.Shape.Length == 2 && block.Name != "lstm.hidden_weight").Select(block => new Layer(rows, block.Shape[0], block.Shape[1]))];
    }

    public void Torch()
    {
        using var gradients = no_grad();
        _layers.ForEach(layer => layer.Torch());
    }

    public void Managed() => _layers.ForEach(layer => layer.Managed());

    public void Dispose() => _layers.ForEach(layer => layer.Dispose());

    private sealed class Layer : IDisposable
    {
        private readonly int _rows;
        private readonly int _inputs;
        private readonly int _outputs;
        private readonly float[] _x;
        private readonly float[] _weight;
        private readonly float[] _bias;
        private readonly float[] _y;
        private readonly float[] _yGradient;
        private readonly float[] _xGradient;
        private readonly float[] _weightGradient;
        private readonly float[] _biasGradient;
        private readonly DisposeScope _scope = NewDisposeScope();
        private readonly Tensor _left;
        private readonly Tensor _leftTransposed;
        private readonly Tensor _right;
        private readonly Tensor _rightTransposed;
        private readonly Tensor _shift;
        private readonly Tensor _product;
        private readonly Tensor _given;
        private readonly Tensor _ones;
        private readonly Tensor _leftGradient;
        private readonly Tensor _rightGradient;
        private readonly Tensor _shiftGradient;

        public Layer(int rows, int inputs, int outputs)
        {
            (_rows, _inputs, _outputs) = (rows, inputs, outputs);
            _x = Draw(rows * inputs);
            _weight = Draw(inputs * outputs);
            _bias = Draw(outputs);
            _yGradient = Draw(rows * outputs);
            _y = new float[rows * outputs];
            _xGradient = new float[_x.Length];
            _weightGradient = new float[_weight.Length];
            _biasGradient = new float[outputs];
            _left = tensor(_x).view(rows, inputs);
            _leftTransposed = _left.t();
            _right = tensor(_weight).view(inputs, outputs);
            _rightTransposed = _right.t();
            _shift = tensor(_bias).view(1, outputs);
            _product = zeros(rows, outputs);
            _given = tensor(_yGradient).view(rows, outputs);
            _ones = ones(1, rows);
            _leftGradient = zeros(rows, inputs);
            _rightGradient = zeros(inputs, outputs);
            _shiftGradient = zeros(1, outputs);
        }

        public void Torch()
        {
            _product.copy_(_shift);
            _product.addmm_(_left, _right, 1, 1);
            _rightGradient.zero_();
            _rightGradient.addmm_(_leftTransposed, _given, 1, 1);
            _shiftGradient.addmm_(_ones, _given, 0, 1);
            _leftGradient.addmm_(_given, _rightTransposed, 0, 1);
        }

        public void Managed()
        {
            var input = new MatrixView(_rows, _inputs, _x, _inputs);
            var given = new MatrixView(_rows, _outputs, _yGradient, _outputs);
            DenseLayer.Apply(input, _weight, _bias, _y, _outputs);
            Array.Clear(_weightGradient);
            Array.Clear(_biasGradient);
            DenseLayer.AddParameterGradient(input, given, _weightGradient, _biasGradient);
            DenseLayer.InputGradient(given, _weight, _xGradient);
        }

        public void Dispose() => _scope.Dispose();

        private static float[] Draw(int length) => [.. Enumerable.Range(0, length).Select(_ => Random.Shared.NextSingle() - 0.5f)];
    }
}
