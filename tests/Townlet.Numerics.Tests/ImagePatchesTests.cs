namespace Townlet.Numerics.Tests;

public sealed class ImagePatchesTests
{
    [Fact]
    public void Patch_holds_the_cells_around_and_nothing_beyond_the_edge()
    {
        float[] image = [1, 2, 3, 4, 5, 6, 7, 8, 9];
        var patches = new float[9 * 9];

        new ImagePatches(side: 3, channels: 1).Gather(image, imageLength: image.Length, first: 0, count: 3 * 3, patches);

        Assert.Equal([0, 0, 0, 0, 1, 2, 0, 4, 5], patches[..9]);
        Assert.Equal(image, patches[(4 * 9)..(5 * 9)]);
        Assert.Equal([5, 6, 0, 8, 9, 0, 0, 0, 0], patches[(8 * 9)..]);
    }

    [Fact]
    public void Channels_of_a_cell_stay_together()
    {
        float[] image = [1, -1, 2, -2, 3, -3, 4, -4];
        var patches = new float[4 * 9 * 2];

        new ImagePatches(side: 2, channels: 2).Gather(image, imageLength: image.Length, first: 0, count: 2 * 2, patches);

        Assert.Equal([0, 0, 0, 0, 0, 0, 0, 0, 1, -1, 2, -2, 0, 0, 3, -3, 4, -4], patches[..18]);
    }

    [Fact]
    public void What_is_scattered_back_counts_each_cell_as_often_as_it_was_gathered()
    {
        float[] image = [1, 1, 1, 1, 1, 1, 1, 1, 1];
        var patches = new float[9 * 9];
        new ImagePatches(side: 3, channels: 1).Gather(image, imageLength: image.Length, first: 0, count: 3 * 3, patches);
        var sums = new float[9];

        new ImagePatches(side: 3, channels: 1).Scatter(patches, first: 0, count: 3 * 3, sums);

        Assert.Equal([4, 6, 4, 6, 9, 6, 4, 6, 4], sums);
    }

    [Fact]
    public void Cells_are_counted_through_all_images()
    {
        // Two images of four cells; after each comes a number that belongs to neither.
        float[] images = [1, 2, 3, 4, 99, 5, 6, 7, 8, 99];
        var patches = new float[3 * 9];

        new ImagePatches(side: 2, channels: 1).Gather(images, imageLength: 5, first: 3, count: 3, patches);

        Assert.Equal([1, 2, 0, 3, 4, 0, 0, 0, 0], patches[..9]);
        Assert.Equal([0, 0, 0, 0, 5, 6, 0, 7, 8], patches[9..18]);
        Assert.Equal([0, 0, 0, 5, 6, 0, 7, 8, 0], patches[18..]);
    }
}
