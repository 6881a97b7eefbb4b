namespace Townlet.Numerics;

/// <summary>
/// Turns square images with their channels last into rows of 3 x 3 patches, one around each cell, with 0 beyond the edge.
/// Over these rows a convolution is a dense layer (Chellapilla, Puri and Simard 2006). Cells are counted through all images.
/// </summary>
/// <param name="side">Cells per side.</param>
/// <param name="channels">Floats per cell.</param>
internal sealed class ImagePatches(int side, int channels)
{
    private const int Reach = 1;
    private const int Width = (2 * Reach) + 1;

    /// <summary>Floats of a patch.</summary>
    public int Length => Width * Width * channels;

    /// <summary>Copies the patches around some cells.</summary>
    /// <param name="images">Shape [images, side, side, channels].</param>
    /// <param name="imageLength">Floats from one image to the next.</param>
    /// <param name="first">Index of the first cell.</param>
    /// <param name="count">Number of cells.</param>
    /// <param name="patches">Shape [count, 3, 3, channels]; overwritten.</param>
    public void Gather(ReadOnlySpan<float> images, int imageLength, int first, int count, Span<float> patches)
    {
        patches[..(count * Length)].Clear();
        var at = 0;
        for (var cell = first; cell < first + count; cell++)
        {
            var (image, y, x) = Place(cell);
            for (var row = y - Reach; row <= y + Reach; row++, at += Width * channels)
            {
                var (before, start, length) = Inside(row, x);
                images.Slice((image * imageLength) + start, length).CopyTo(patches[(at + before)..]);
            }
        }
    }

    /// <summary>The reverse of <see cref="Gather"/> for gradients: adds up what each patch says about its cells.</summary>
    /// <param name="patches">Shape [count, 3, 3, channels].</param>
    /// <param name="first">Index of the first cell.</param>
    /// <param name="count">Number of cells.</param>
    /// <param name="images">Shape [images, side, side, channels]; added to.</param>
    public void Scatter(ReadOnlySpan<float> patches, int first, int count, Span<float> images)
    {
        var at = 0;
        for (var cell = first; cell < first + count; cell++)
        {
            var (image, y, x) = Place(cell);
            for (var row = y - Reach; row <= y + Reach; row++, at += Width * channels)
            {
                var (before, start, length) = Inside(row, x);
                Elementwise.Add(images.Slice((image * side * side * channels) + start, length), patches[(at + before)..]);
            }
        }
    }

    private (int Image, int Y, int X) Place(int cell)
    {
        var (image, within) = Math.DivRem(cell, side * side);
        return (image, within / side, within % side);
    }

    /// <summary>What a row of the patch around this column shares with its image: where that begins in both, and how many floats it has.</summary>
    private (int InPatch, int InImage, int Length) Inside(int row, int x)
    {
        if ((uint)row >= (uint)side)
        {
            return default;
        }

        var first = Math.Max(0, x - Reach);
        var end = Math.Min(side, x + Reach + 1);
        return ((first - (x - Reach)) * channels, ((row * side) + first) * channels, (end - first) * channels);
    }
}
