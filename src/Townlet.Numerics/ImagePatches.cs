namespace Townlet.Numerics;

/// <summary>
/// Turns square images with their channels last into rows of 3 x 3 patches, one around each cell, with 0 beyond the edge.
/// Over these rows a convolution is a dense layer (Chellapilla, Puri and Simard 2006).
/// </summary>
internal static class ImagePatches
{
    /// <summary>Cells of a patch.</summary>
    public const int Cells = Width * Width;

    private const int Reach = 1;
    private const int Width = (2 * Reach) + 1;

    /// <summary>Copies the patches around some cells. Cells are counted through all images.</summary>
    /// <param name="images">Shape [images, side, side, channels].</param>
    /// <param name="imageLength">Floats from one image to the next.</param>
    /// <param name="side">Cells per side.</param>
    /// <param name="channels">Floats per cell.</param>
    /// <param name="first">Index of the first cell.</param>
    /// <param name="count">Number of cells.</param>
    /// <param name="patches">Shape [count, 3, 3, channels]; overwritten.</param>
    public static void Gather(ReadOnlySpan<float> images, int imageLength, int side, int channels, int first, int count, Span<float> patches)
    {
        var at = 0;
        for (var cell = first; cell < first + count; cell++)
        {
            var (index, y, x) = Place(cell, side);
            var image = images[(index * imageLength)..];
            var (before, within) = Columns(x, side);
            for (var row = y - Reach; row <= y + Reach; row++)
            {
                var target = patches.Slice(at, Width * channels);
                at += target.Length;
                if ((uint)row >= (uint)side)
                {
                    target.Clear();
                    continue;
                }

                target[..(before * channels)].Clear();
                image.Slice(((row * side) + x - Reach + before) * channels, within * channels).CopyTo(target[(before * channels)..]);
                target[((before + within) * channels)..].Clear();
            }
        }
    }

    /// <summary>The reverse of <see cref="Gather"/> for gradients: adds up what each patch says about its cells.</summary>
    /// <param name="patches">Shape [count, 3, 3, channels].</param>
    /// <param name="side">Cells per side.</param>
    /// <param name="channels">Floats per cell.</param>
    /// <param name="first">Index of the first cell.</param>
    /// <param name="count">Number of cells.</param>
    /// <param name="images">Shape [images, side, side, channels]; added to.</param>
    public static void Scatter(ReadOnlySpan<float> patches, int side, int channels, int first, int count, Span<float> images)
    {
        var at = 0;
        for (var cell = first; cell < first + count; cell++)
        {
            var (index, y, x) = Place(cell, side);
            var image = images[(index * side * side * channels)..];
            var (before, within) = Columns(x, side);
            for (var row = y - Reach; row <= y + Reach; row++)
            {
                var source = patches.Slice(at + (before * channels), within * channels);
                at += Width * channels;
                if ((uint)row < (uint)side)
                {
                    Elementwise.Add(image.Slice(((row * side) + x - Reach + before) * channels, source.Length), source);
                }
            }
        }
    }

    private static (int Image, int Y, int X) Place(int cell, int side)
    {
        var (image, within) = Math.DivRem(cell, side * side);
        return (image, within / side, within % side);
    }

    /// <summary>For a row of the patch around this column: how many of its columns lie left of the image, and how many inside.</summary>
    private static (int Before, int Within) Columns(int x, int side)
    {
        var before = Math.Max(0, Reach - x);
        return (before, Math.Min(side, x + Reach + 1) - (x - Reach + before));
    }
}
