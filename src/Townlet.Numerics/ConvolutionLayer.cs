namespace Townlet.Numerics;

/// <summary>
/// A 3 x 3 convolution over square images, with zeros beyond the edge and a rectifier. It makes and uses a few patches at
/// a time, so that they never leave the nearest cache.
/// </summary>
/// <param name="side">Cells per side.</param>
/// <param name="channels">Floats per cell of the input.</param>
/// <param name="outputs">Floats per cell of the output.</param>
/// <remarks>One caller at a time.</remarks>
public sealed class ConvolutionLayer(int side, int channels, int outputs)
{
    /// <summary>As many as the rows of a panel of a product, so that sums over all cells are the same as if all patches were there at once.</summary>
    private const int CellsAtOnce = PackedMatrix.PanelDepth;

    private readonly ImagePatches _walk = new(side, channels);
    private readonly float[] _patches = new float[CellsAtOnce * new ImagePatches(side, channels).Length];

    /// <param name="images">Number of images.</param>
    /// <param name="input">Shape [images, side, side, channels].</param>
    /// <param name="imageLength">Floats from one image of the input to the next.</param>
    /// <param name="weight">Shape [3, 3, channels, outputs].</param>
    /// <param name="bias">Shape [outputs].</param>
    /// <param name="output">Shape [images, side, side, outputs]; overwritten.</param>
    public void Apply(
        int images, ReadOnlySpan<float> input, int imageLength, ReadOnlySpan<float> weight, ReadOnlySpan<float> bias, Span<float> output)
    {
        var cells = images * side * side;
        for (var first = 0; first < cells; first += CellsAtOnce)
        {
            var count = Math.Min(CellsAtOnce, cells - first);
            _walk.Gather(input, imageLength, first, count, _patches);
            var rows = output.Slice(first * outputs, count * outputs);
            DenseLayer.Apply(Patches(count), weight, bias, rows, outputs);
            Elementwise.Rectify(rows);
        }
    }

    /// <param name="images">Number of images.</param>
    /// <param name="input">As in <see cref="Apply"/>.</param>
    /// <param name="imageLength">As in <see cref="Apply"/>.</param>
    /// <param name="outputGradient">Shape [images, side, side, outputs], before the rectifier.</param>
    /// <param name="weightGradient">Shape of the weight; added to.</param>
    /// <param name="biasGradient">Shape of the bias; added to.</param>
    public void AddParameterGradient(
        int images, ReadOnlySpan<float> input, int imageLength, ReadOnlySpan<float> outputGradient, Span<float> weightGradient, Span<float> biasGradient)
    {
        var cells = images * side * side;
        for (var first = 0; first < cells; first += CellsAtOnce)
        {
            var count = Math.Min(CellsAtOnce, cells - first);
            _walk.Gather(input, imageLength, first, count, _patches);
            DenseLayer.AddParameterGradient(Patches(count), new(count, outputs, outputGradient[(first * outputs)..], outputs), weightGradient, biasGradient);
        }
    }

    /// <param name="images">Number of images.</param>
    /// <param name="outputGradient">As in <see cref="AddParameterGradient"/>.</param>
    /// <param name="weight">As in <see cref="Apply"/>.</param>
    /// <param name="inputGradient">Shape [images, side, side, channels]; overwritten.</param>
    public void InputGradient(int images, ReadOnlySpan<float> outputGradient, ReadOnlySpan<float> weight, Span<float> inputGradient)
    {
        var cells = images * side * side;
        inputGradient[..(cells * channels)].Clear();
        for (var first = 0; first < cells; first += CellsAtOnce)
        {
            var count = Math.Min(CellsAtOnce, cells - first);
            DenseLayer.InputGradient(new(count, outputs, outputGradient[(first * outputs)..], outputs), weight, _patches);
            _walk.Scatter(_patches, first, count, inputGradient);
        }
    }

    private MatrixView Patches(int count) => new(count, _walk.Length, _patches, _walk.Length);
}
