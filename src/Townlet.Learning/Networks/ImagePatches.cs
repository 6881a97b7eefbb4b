namespace Townlet.Learning;

/// <summary>
/// A square image with its channels last as rows of 3 x 3 patches, one around each cell and 0 beyond the edge: over
/// them a convolution is a dense layer (Chellapilla, Puri and Simard 2006).
/// </summary>
internal static class ImagePatches
{
    private const int Reach = 1;
    private const int Width = (2 * Reach) + 1;

    /// <param name="image">Shape [side, side, channels].</param>
    /// <param name="side">Cells a side.</param>
    /// <param name="channels">Floats a cell.</param>
    /// <param name="patches">Shape [side * side, 3, 3, channels]; overwritten.</param>
    public static void Gather(ReadOnlySpan<float> image, int side, int channels, Span<float> patches)
    {
        var at = 0;
        for (var y = 0; y < side; y++)
        {
            for (var x = 0; x < side; x++)
            {
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
    }

    /// <summary>The gradient's way back: what each patch says about its cells is added up.</summary>
    /// <param name="patches">Shape [side * side, 3, 3, channels].</param>
    /// <param name="side">Cells a side.</param>
    /// <param name="channels">Floats a cell.</param>
    /// <param name="image">Shape [side, side, channels]; added to.</param>
    public static void Scatter(ReadOnlySpan<float> patches, int side, int channels, Span<float> image)
    {
        var at = 0;
        for (var y = 0; y < side; y++)
        {
            for (var x = 0; x < side; x++)
            {
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
    }

    /// <summary>Of a row of the patch around this column: how many columns lie before the image, and how many in it.</summary>
    private static (int Before, int Within) Columns(int x, int side)
    {
        var before = Math.Max(0, Reach - x);
        return (before, Math.Min(side, x + Reach + 1) - (x - Reach + before));
    }
}
