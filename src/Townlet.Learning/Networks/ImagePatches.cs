namespace Townlet.Learning;

/// <summary>
/// Square images with their channels last as rows of 3 x 3 patches, one around each cell and 0 beyond the edge: over
/// them a convolution is a dense layer (Chellapilla, Puri and Simard 2006).
/// </summary>
internal static class ImagePatches
{
    /// <summary>Of a patch.</summary>
    public const int Cells = Width * Width;

    private const int Reach = 1;
    private const int Width = (2 * Reach) + 1;

    /// <summary>The patches around some cells, counted through all images.</summary>
    /// <param name="images">Shape [images, side, side, channels].</param>
    /// <param name="imageLength">Distance of two images.</param>
    /// <param name="side">Cells a side.</param>
    /// <param name="channels">Floats a cell.</param>
    /// <param name="first">The first cell.</param>
    /// <param name="count">Cells.</param>
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

    /// <summary>The gradient's way back: what each patch says about its cells is added up.</summary>
    /// <param name="patches">Shape [count, 3, 3, channels].</param>
    /// <param name="side">Cells a side.</param>
    /// <param name="channels">Floats a cell.</param>
    /// <param name="first">The first cell.</param>
    /// <param name="count">Cells.</param>
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

    /// <summary>Of a row of the patch around this column: how many columns lie before the image, and how many in it.</summary>
    private static (int Before, int Within) Columns(int x, int side)
    {
        var before = Math.Max(0, Reach - x);
        return (before, Math.Min(side, x + Reach + 1) - (x - Reach + before));
    }
}
