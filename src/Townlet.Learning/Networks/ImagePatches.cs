namespace Townlet.Learning;

/// <summary>
/// A square image with its channels last as rows of 3 x 3 patches, one around each cell and 0 beyond the edge: over
/// them a convolution is a dense layer (Chellapilla, Puri and Simard 2006).
/// </summary>
internal static class ImagePatches
{
    private const int Reach = 1;

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
                for (var row = y - Reach; row <= y + Reach; row++)
                {
                    for (var column = x - Reach; column <= x + Reach; column++)
                    {
                        var target = patches.Slice(at, channels);
                        at += channels;
                        if ((uint)row < (uint)side && (uint)column < (uint)side)
                        {
                            image.Slice(((row * side) + column) * channels, channels).CopyTo(target);
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
                for (var row = y - Reach; row <= y + Reach; row++)
                {
                    for (var column = x - Reach; column <= x + Reach; column++)
                    {
                        var source = patches.Slice(at, channels);
                        at += channels;
                        if ((uint)row < (uint)side && (uint)column < (uint)side)
                        {
                            Elementwise.Add(image.Slice(((row * side) + column) * channels, channels), source);
                        }
                    }
                }
            }
        }
    }
}
